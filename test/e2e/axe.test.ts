import { join as inFolder } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { zh } from '../../shared/i18n/zh.ts'
import { launchApp, type App } from './helpers/app.ts'
import { askToJoin, freePort, introduce, join, layInviteAside, leadingTo, makeInvite, switchHostingOn } from './helpers/joining.ts'

let app: App
beforeAll(async () => {
  app = await launchApp()
  await app.openSample()
})
afterAll(() => app.close())

const places = [
  ['home', '#/', 'main h2'],
  ['dialogues', '#/dialogues', 'main .records a[href^="#/dialogues/"]'],
  ['the calendar', '#/dialogues/calendar', '.month-grid'],
  ['memos', '#/memos', 'main a[href^="#/memos/"]'],
  ['briefings', '#/briefings', 'main a[href^="#/briefings/"]'],
  ['the board of follow-up', '#/recommendations/board', '.board .card'],
  ['the figures of follow-up', '#/recommendations/figures', '.drawn svg'],
  ['members', '#/members', 'main table, main [role=grid]'],
] as const

const faults = async (page: Page, part: string): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).include(part).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

async function byDayAndNight(page: Page, part = 'html'): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await faults(page, part)).toEqual([])
  }
}

test.each(places)('AX1 axe finds nothing on %s, by day and by night', async (_name, hash, shown) => {
  const { page } = app
  await page.evaluate(`location.hash = '${hash}'`)
  await page.locator(shown).first().waitFor()
  await byDayAndNight(page)
})

test.each([
  ['a dialogue with its agenda', 'dialogues', 'tr[data-item]'],
  ['a memo on its sheet', 'memos', '.ProseMirror'],
] as const)('AX1 axe finds nothing on %s, by day and by night', async (_name, list, shown) => {
  const { page } = app
  await page.evaluate(`location.hash = '#/${list}'`)
  await page.getByRole('grid').locator(`a[href^="#/${list}/"]`).first().click()
  await page.locator(shown).first().waitFor()
  await byDayAndNight(page)
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

test('AX1 axe finds nothing on bundles, by day and by night', async () => {
  const { page, electron, profile } = app
  await electron.evaluate(
    ({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    },
    inFolder(profile, '交换.yice'),
  )
  const fromMenu = async (entry: string): Promise<void> => {
    await page.getByRole('button', { name: zh.app.person.menu }).click()
    await page.getByRole('menuitem', { name: entry }).click()
  }
  await fromMenu(zh.bundles.export)
  await page.getByText(zh.bundles.exportBody).waitFor()
  await byDayAndNight(page)
  await page.getByRole('button', { name: zh.bundles.exportAct }).click()
  await page.getByText(/^已导出 \d+ 篇文稿/).waitFor()
  await fromMenu(zh.bundles.import)
  await page.getByRole('dialog').getByText(zh.bundles.nothing).waitFor()
  await byDayAndNight(page)
  await page.keyboard.press('Escape')
})

test('AX1 axe finds nothing on any part of a dialogue nor on the screen of its room, by day and by night', async () => {
  const { page } = app
  await page.evaluate(`location.hash = '#/dialogues'`)
  // The one that was held: minutes that are approved, what is followed, what was attended.
  const place = await page.locator('main .records a[href^="#/dialogues/"]').last().getAttribute('href')
  const parts = [
    ['plan', '.plan'],
    ['topics', '.topics'],
    ['attendees', 'tr[data-attendee]'],
    ['minutes', '.minutes-list'],
    ['papers', '.papers-list'],
    ['meeting', '.meeting-speakers li'],
  ] as const
  const found: string[] = []
  for (const [part, shown] of parts) {
    await page.evaluate((hash) => (location.hash = hash), `${place ?? ''}/${part}`)
    await page.locator(shown).first().waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      found.push(...(await faults(page, 'html')).map((fault) => `${part} ${colorScheme} ${fault}`))
    }
  }
  expect(found).toEqual([])
})
