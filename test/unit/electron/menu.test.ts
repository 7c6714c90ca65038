import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { menuTemplate } from '../../../electron/menu.ts'
import { en } from '../../../shared/i18n/en.ts'
import { zh } from '../../../shared/i18n/zh.ts'

const nothing = (): void => undefined
const template = (packaged: boolean, platform: NodeJS.Platform, { desktop } = zh) =>
  menuTemplate({ packaged, platform, text: desktop.menu, newWindow: nothing, usualSize: nothing, press: nothing })
const items = (menu: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])])

describe('the menu', () => {
  it('has a Chinese word for every item, on every system', () => {
    for (const platform of ['win32', 'darwin', 'linux'] as const) {
      const bare = items(template(false, platform)).filter(
        ({ type, role, label }) => type !== 'separator' && role !== 'appMenu' && !/[\u4e00-\u9fff]/.test(label ?? ''),
      )
      expect(bare, platform).toEqual([])
    }
  })

  it('has no Chinese in it in English, on any system', () => {
    for (const platform of ['win32', 'darwin', 'linux'] as const)
      for (const { label } of items(template(false, platform, en))) expect(label ?? '', platform).not.toMatch(/[\u4e00-\u9fff]/)
  })

  it('offers developer tools only where the app is not packaged', () => {
    const roles = (packaged: boolean) => items(template(packaged, 'win32')).map(({ role }) => role)
    expect(roles(false)).toContain('toggleDevTools')
    expect(roles(true)).not.toContain('toggleDevTools')
    expect(roles(true)).not.toContain('reload')
  })

  it('leaves undo to the page, whose editor takes back one’s own changes only', () => {
    const undo = items(template(true, 'win32')).find(({ label }) => label === zh.desktop.menu.undo)
    expect(undo).toMatchObject({ registerAccelerator: false })
    expect(undo?.role).toBeUndefined()
  })
})
