import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTable } from '../../electron/lists/table.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { launchApp, type App } from './helpers/app.ts'

const { attendees, dialogues } = zh
let app: App
let folder: string
let place: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yice-dialogue-'))
  app = await launchApp()
  await app.openSample()
  await app.page.locator('nav a[href="#/dialogues"]').click()
  const first = app.page.locator('.records a[href^="#/dialogues/"]').first()
  place = (await first.getAttribute('href')) ?? ''
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

const go = (part: string): Promise<unknown> => app.page.evaluate((hash) => (location.hash = hash), `${place}/${part}`)
const button = (name: string): Locator => app.page.getByRole('button', { name, exact: true })
/** What the next dialogs of the system answer. */
const choose = (path: string): Promise<unknown> =>
  app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, path)

test('DG1 a list in GBK is shown with what is wrong in it, comes in whole, and goes out as a workbook', async () => {
  const { page } = app
  await go('attendees')
  const rows = page.locator('tr[data-attendee]')
  await rows.first().waitFor()
  const before = await rows.count()
  const path = join(folder, 'list.csv')
  /** 姓名,单位,身份 · 甲,某局,政府 · 乙,某司,嘉宾 in GBK. */
  await writeFile(path, Buffer.from('d0d5c3fb2cb5a5cebb2cc9edb7dd0d0abcd72cc4b3bed62cd5feb8ae0d0ad2d22cc4b3cbbe2cbcceb1f60d0a', 'hex'))
  await choose(path)
  await button(attendees.import).click()
  const preview = page.getByRole('dialog')
  await preview.getByText(attendees.problems.side).waitFor()
  await preview.getByRole('button', { name: attendees.importGood(1, 1) }).click()
  await expect.poll(() => rows.count()).toBe(before + 1)
  const out = join(folder, 'list.xlsx')
  await choose(out)
  await button(attendees.export).click()
  await page.getByText(attendees.exported(out)).waitFor()
  const table = await readTable(out)
  expect(table[0]?.slice(0, 2)).toEqual([attendees.list.columns.name, attendees.list.columns.organisation])
  expect(table.at(-1)?.slice(0, 5)).toEqual(['甲', '某局', '', '', '政府'])
})

test('DG2 the list is filled in with keys alone: Enter adds and goes on, the arrows walk, Alt moves', async () => {
  const { page } = app
  const rows = page.locator('tr[data-attendee]')
  const before = await rows.count()
  await page.locator('.new-row input').first().focus()
  await page.keyboard.type('戚怀瑾')
  await page.keyboard.press('Tab')
  await page.keyboard.type('青岛听涛食品有限公司')
  await page.keyboard.press('Enter')
  await expect.poll(() => rows.count()).toBe(before + 1)
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('tr')?.className)).toBe('new-row')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Alt+ArrowUp')
  await expect
    .poll(() =>
      rows
        .nth(before - 1)
        .locator('input')
        .first()
        .inputValue(),
    )
    .toBe('戚怀瑾')
})

test('DG3 nobody is invited before the plan is complete, and the page says what is missing', async () => {
  const { page } = app
  await page.getByRole('list', { name: dialogues.stateSteps }).getByRole('button', { name: dialogues.states.announced }).click()
  await page.getByText(zh.failures({ kind: 'planIncomplete', missing: ['approvedOn', 'conductConfirmed'] })).waitFor()
  await go('plan')
  await page.getByRole('button', { name: `${dialogues.plan.items.approvedOn}: ${zh.app.setDay}` }).click()
  await page.getByLabel(dialogues.plan.confirm).click()
  await page.getByText(dialogues.plan.ready).waitFor()
  await page.getByRole('list', { name: dialogues.stateSteps }).getByRole('button', { name: dialogues.states.announced }).click()
  await page.locator('.steps .here', { hasText: dialogues.states.announced }).waitFor()
})
