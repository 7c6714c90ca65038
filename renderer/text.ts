import { createContext, use } from 'react'
import { zh, type Text } from '../shared/i18n/zh.ts'

export type Language = 'zh' | 'en'
export const locales: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' }
const preference = 'yice.language'

/** Chinese unless this person chose English: the language of a foreign system says nothing about its user. */
export const preferredLanguage = (): Language => (window.localStorage.getItem(preference) === 'en' ? 'en' : 'zh')
export const preferLanguage = (language: Language): void => window.localStorage.setItem(preference, language)

/** Chinese is at hand for the first picture; English is fetched when wanted. */
export const loadText = async (language: Language): Promise<Text> => (language === 'zh' ? zh : (await import('../shared/i18n/en.ts')).en)

export type Speech = { text: Text; language: Language; speak: (language: Language) => void }
export const SpeechContext = createContext<Speech>({ text: zh, language: 'zh', speak: () => undefined })

/** The typed catalogue: `t.app.undo`. */
export const useText = (): Text => use(SpeechContext).text
export const useLocale = (): string => locales[use(SpeechContext).language]
