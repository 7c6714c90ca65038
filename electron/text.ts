import type { Text } from '../shared/i18n/zh.ts'
import { zh } from '../shared/i18n/zh.ts'

/** The language of menus and dialogs, and with it that of Chromium's own controls. */
export const text: Text = zh
export const locale = 'zh-CN'
