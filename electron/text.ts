import type { Preferences } from '../shared/desktop.ts'
import type { Text } from '../shared/i18n/zh.ts'
import { zh } from '../shared/i18n/zh.ts'

/** The words of menus and dialogs, in the language that the person has set; read anew wherever they are shown. */
export let text: Text = zh
/** That of Chromium's own controls, which is set once, before anything is read. */
export const locale = 'zh-CN'

/** English is fetched when wanted. */
export async function speak(language: Preferences['language']): Promise<void> {
  text = language === 'zh' ? zh : (await import('../shared/i18n/en.ts')).en
}
