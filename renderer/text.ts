import { createContext, use } from 'react'
import { usualPreferences, type Preferences } from '../shared/desktop.ts'
import { zh, type Text } from '../shared/i18n/zh.ts'

/** Chinese unless this person chose English: the language of a foreign system says nothing about its user. */
export type Language = Preferences['language']
export const locales: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' }

/** Chinese is at hand for the first picture; English is fetched when wanted. */
export const loadText = async (language: Language): Promise<Text> => (language === 'zh' ? zh : (await import('../shared/i18n/en.ts')).en)

export type Speech = { text: Text; language: Language; preferences: Preferences; prefer: (changes: Partial<Preferences>) => void }
export const SpeechContext = createContext<Speech>({ text: zh, language: 'zh', preferences: usualPreferences, prefer: () => undefined })

/** The typed catalogue: `t.app.undo`. */
export const useText = (): Text => use(SpeechContext).text
export const useLanguage = (): Language => use(SpeechContext).language
export const useLocale = (): string => locales[use(SpeechContext).language]
