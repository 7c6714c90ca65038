import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { zh } from '../../shared/i18n/zh.ts'
import { freePort } from '../helpers/freePort.ts'
import { launchApp, type App } from './helpers/app.ts'
import { axeFaults } from './helpers/axe.ts'
import { askToJoin, introduce, join, layInviteAside, leadingTo, makeInvite, switchHostingOn } from './helpers/joining.ts'
import { furnish, walk } from './helpers/walk.ts'

let app: App
beforeAll(async () => {
  app = await launchApp()
  await app.openSample()
})
afterAll(() => app.close())

/** By night only the colours are others. */
async function byDayAndNight(page: Page, part = 'html'): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await axeFaults(page, part, colorScheme === 'dark')).toEqual([])
  }
}

test('AX1 axe finds nothing on any page of the sample nor on what opens over it, by day and by night', { timeout: 600_000 }, async () => {
  const found: string[] = []
  const visit = async (name: string, page: Page): Promise<void> => {
    // React Aria's hidden buttons around a popover stand in no landmark.
    const part = (await page.locator('.popover').count()) > 0 ? '.popover' : 'html'
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      found.push(...(await axeFaults(page, part, colorScheme === 'dark')).map((fault) => `${name} ${colorScheme} ${fault}`))
    }
  }
  await walk(app, 'zh', await furnish(app), visit, (name, reason) => found.push(`${name} was not opened: ${String(reason)}`))
  expect(found).toEqual([])
})

test('AX1 axe finds nothing on hosting, an invite, joining, receipts and a joined memo, by day and by night', async () => {
  const { page } = app
  const port = await freePort()
  await switchHostingOn(page, port)
  await byDayAndNight(page)
  await page.getByRole('button', { name: zh.members.invites.act, exact: true }).click()
  await page.getByRole('dialog').getByLabel(zh.members.name).waitFor()
  await byDayAndNight(page)
  await page.keyboard.press('Escape')
  const { link } = await makeInvite(page, '宋怀瑾', 'expert')
  await byDayAndNight(page)
  await layInviteAside(page)

  const other = await launchApp()
  await introduce(other.page, '宋怀瑾', '市工商联')
  await byDayAndNight(other.page)
  await other.page.getByText(zh.members.joining.hint).click()
  await other.page.getByRole('dialog').getByLabel(zh.members.joining.code).waitFor()
  await byDayAndNight(other.page)
  await other.page.keyboard.press('Escape')
  const asked = await askToJoin(other.page, { link: leadingTo(port, link) })
  await byDayAndNight(other.page)
  await join(other.page, asked)

  for (const each of [page, other.page]) {
    await each.locator('nav a[href="#/memos"]').click()
    await each.locator('main a[href^="#/memos/"]').first().click()
    await each.locator('.ProseMirror').waitFor()
  }
  await byDayAndNight(other.page)
  await page.locator('.receipts').click()
  await page.locator('.receipts-list').waitFor()
  // React Aria's hidden buttons around a popover stand in no landmark.
  await byDayAndNight(page, '.receipts-list')
  await page.keyboard.press('Escape')
  await other.close()
})
