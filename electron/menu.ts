import type { MenuItemConstructorOptions } from 'electron'
import type { Text } from '../shared/i18n/zh.ts'

export type MenuContext = {
  packaged: boolean
  platform: NodeJS.Platform
  text: Text['desktop']['menu']
  newWindow: () => void
  /** As large as the person has set. */
  usualSize: () => void
  press: PressKey
}
/** Presses a key in the page that has the focus. */
export type PressKey = (keyCode: string, modifiers: ('control' | 'shift')[]) => void

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** The menu of the app. Undo and redo are the page's own: the editor takes back one's own changes only, the browser's undo would not. */
export function menuTemplate({ packaged, platform, text, newWindow, usualSize, press }: MenuContext): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  const appMenu: MenuItemConstructorOptions[] = [
    { role: 'about', label: text.about },
    separator,
    { role: 'hide', label: text.hide },
    separator,
    { role: 'quit', label: text.quit },
  ]
  const file: MenuItemConstructorOptions[] = [
    { label: text.newWindow, accelerator: 'CmdOrCtrl+Shift+N', click: newWindow },
    { role: 'close', label: text.closeWindow, accelerator: 'CmdOrCtrl+W' },
    ...(mac ? [] : [separator, { role: 'quit' as const, label: text.quit, accelerator: 'Ctrl+Q' }]),
  ]
  const edit: MenuItemConstructorOptions[] = [
    mac ? { role: 'undo', label: text.undo } : pageKey(text.undo, 'Ctrl+Z', () => press('Z', ['control'])),
    mac ? { role: 'redo', label: text.redo } : pageKey(text.redo, 'Ctrl+Shift+Z', () => press('Z', ['control', 'shift'])),
    separator,
    { role: 'cut', label: text.cut },
    { role: 'copy', label: text.copy },
    { role: 'paste', label: text.paste },
    { role: 'pasteAndMatchStyle', label: text.pastePlain },
    separator,
    { role: 'selectAll', label: text.selectAll },
  ]
  const view: MenuItemConstructorOptions[] = [
    { label: text.actualSize, accelerator: 'CmdOrCtrl+0', click: usualSize },
    { role: 'zoomIn', label: text.zoomIn },
    { role: 'zoomOut', label: text.zoomOut },
    separator,
    { role: 'togglefullscreen', label: text.fullScreen },
    ...(packaged
      ? []
      : [separator, { role: 'reload' as const, label: text.reload }, { role: 'toggleDevTools' as const, label: text.devTools }]),
  ]
  const guides: MenuItemConstructorOptions[] = [
    pageKey(text.stages, 'F1', () => press('F1', [])),
    pageKey(text.keys, 'Shift+F1', () => press('F1', ['shift'])),
    pageKey(text.tour, 'Ctrl+F1', () => press('F1', ['control'])),
  ]
  const titled = (label: string): string => (mac ? label.replace(/\(&.\)/, '') : label)
  return [
    ...(mac ? [{ role: 'appMenu' as const, submenu: appMenu }] : []),
    { label: titled(text.file), submenu: file },
    { label: titled(text.edit), submenu: edit },
    { label: titled(text.view), submenu: view },
    { label: titled(text.window), submenu: [{ role: 'minimize', label: text.minimise }] },
    ...(mac
      ? [{ label: titled(text.help), submenu: guides }]
      : [{ label: titled(text.help), submenu: [...guides, separator, { role: 'about' as const, label: text.about }] }]),
  ]
}

/** An item whose accelerator is only shown: the key itself goes to the page anyway. */
const pageKey = (label: string, accelerator: string, click: () => void): MenuItemConstructorOptions => ({
  label,
  accelerator,
  registerAccelerator: false,
  click,
})
