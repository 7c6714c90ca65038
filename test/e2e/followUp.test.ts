import { afterAll, beforeAll, expect, test } from 'vitest'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSheet } from 'read-excel-file/node'
import { replyLimits } from '../../shared/documents/reply.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { launchApp, type App } from './helpers/app.ts'
import { picture } from './helpers/picture.ts'

const { figures, recommendations: words } = zh
let app: App
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yice-follow-'))
  app = await launchApp()
  await app.openSample()
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

const go = (hash: string): Promise<unknown> => app.page.evaluate((to) => (location.hash = to), hash)
const button = (name: string) => app.page.getByRole('button', { name, exact: true })
const choose = (path: string): Promise<unknown> =>
  app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)

test('FO2 on the board a card goes on by keys, takes the focus along, and comes back with undo', async () => {
  const { page } = app
  await go('#/recommendations/board')
  const pending = page.locator('[data-lane=pending] [data-card]')
  await pending.first().waitFor()
  const id = (await pending.first().getAttribute('data-card')) ?? ''
  await pending.first().focus()
  await page.keyboard.press('Alt+ArrowRight')
  await page.locator(`[data-lane=received] [data-card="${id}"]:focus`).waitFor()
  await page
    .locator('.toast', { hasText: words.bulk.statusSet(1, words.statuses.received) })
    .getByRole('button', { name: zh.app.undo })
    .click()
  await page.locator(`[data-lane=pending] [data-card="${id}"]`).waitFor()
  await page.locator('[data-lane=received] [data-card]').first().focus()
  await page.keyboard.press('ArrowRight')
  await page.locator('[data-lane=underway] [data-card]:focus').waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.line').waitFor()
})

test('FO3 a filter that was given a name is there after the window is loaded again, until it is removed', async () => {
  const { page } = app
  await go('#/recommendations')
  const rows = page.locator('table.records tbody tr[data-record]')
  await rows.first().waitFor()
  const all = await rows.count()
  await page.getByLabel(words.filters.text).fill('财政局')
  await expect.poll(() => rows.count()).toBeLessThan(all)
  const few = await rows.count()
  await button(words.saved.keep).click()
  await page.getByRole('dialog').getByLabel(words.saved.name).fill('财政')
  await page.getByRole('dialog').getByRole('button', { name: words.saved.act, exact: true }).click()
  await page.reload()
  await rows.first().waitFor()
  await expect.poll(() => rows.count()).toBe(all)
  await page.locator('.filters').getByRole('button', { name: words.saved.label }).click()
  await page.getByRole('option', { name: '财政', exact: true }).click()
  await expect.poll(() => rows.count()).toBe(few)
  await button(words.saved.drop).click()
  await page.locator('.filters').getByRole('button', { name: words.saved.label }).waitFor({ state: 'detached' })
})

test('FO4 the figures are written as a workbook with a sheet each, and drawn as a picture', async () => {
  const { page } = app
  await go('#/recommendations/figures')
  await page.locator('.drawn svg').first().waitFor()
  const book = join(folder, 'figures.xlsx')
  await choose(book)
  await button(figures.export).click()
  await page.getByRole('menuitem', { name: figures.formats.xlsx }).click()
  await page.getByText(figures.saved(book)).waitFor()
  const sheet = await readSheet(await readFile(book), figures.titles.adoption)
  expect(sheet[0]).toEqual(figures.heads.adoption)
  expect(typeof sheet[1]?.[1]).toBe('number')
  const picture = join(folder, 'figure.png')
  await choose(picture)
  await button(figures.pictureOf(figures.titles.departments)).click()
  await page.getByText(figures.saved(picture)).waitFor()
  expect([...(await readFile(picture)).subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG')
})

test('FO5 what is set for several at once is set for all of them, and taken back for each as it was', async () => {
  const { page } = app
  await go('#/recommendations')
  const rows = page.locator('table.records tbody tr[data-record]')
  await page.locator('.filters').getByRole('button', { name: words.filters.pending }).click()
  await expect.poll(() => rows.count()).toBeGreaterThan(1)
  const before = await rows.allTextContents()
  await page.getByRole('checkbox', { name: words.bulk.chooseAll, exact: true }).click()
  await button(words.bulk.fields).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.fields.lead).fill('市营商局')
  await dialog.getByRole('button', { name: words.bulk.set, exact: true }).click()
  await expect.poll(() => rows.filter({ hasText: '市营商局' }).count()).toBe(before.length)
  await page
    .locator('.toast', { hasText: words.bulk.changed(before.length) })
    .getByRole('button', { name: zh.app.undo })
    .click()
  await expect.poll(() => rows.allTextContents()).toEqual(before)
})

test('FO6 a file that came with the reply is laid beside it, taken along, removed and given back', async () => {
  const { page } = app
  await go('#/recommendations')
  await page.locator('table.records tbody tr[data-record]').first().locator('a').click()
  await page.locator('.line').waitFor()
  const bytes = Buffer.from('%PDF-1.7 答复')
  await page
    .locator('.attachments input[type=file]')
    .setInputFiles({ name: '关于建议的答复.pdf', mimeType: 'application/pdf', buffer: bytes })
  const kept = page.locator('.attachment', { hasText: '关于建议的答复.pdf' })
  await kept.waitFor()
  const copy = join(folder, '答复.pdf')
  await choose(copy)
  await kept.click()
  await page.getByText(words.attachments.saved(copy)).waitFor()
  expect(await readFile(copy)).toEqual(bytes)
  await button(words.attachments.remove('关于建议的答复.pdf')).click()
  await kept.waitFor({ state: 'detached' })
  await expect.poll(() => button(words.attachments.add).evaluate((one) => one === document.activeElement)).toBe(true)
  await page
    .locator('.toast', { hasText: words.attachments.removed('关于建议的答复.pdf') })
    .getByRole('button', { name: zh.app.undo })
    .click()
  await kept.waitFor()
  await picture(page, 'follow-up-attachment')
})

test('FO6 a file of a kind that may do harm, an empty one and one too large are refused by name before any of those chosen with them is added', async () => {
  const { page } = app
  const good = { name: '附表.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 附表') }
  for (const [kind, name, buffer] of [
    ['replyFileKind', '答复.exe', good.buffer],
    ['replyFileEmpty', '空.pdf', Buffer.alloc(0)],
    ['replyFileTooLarge', '大.pdf', Buffer.alloc(replyLimits.file + 1)],
  ] as const) {
    await page.locator('.attachments input[type=file]').setInputFiles([good, { name, mimeType: 'application/octet-stream', buffer }])
    await page.getByText(zh.failures({ kind, fileName: name })).waitFor()
  }
  await picture(page, 'follow-up-refused')
  await page.locator('.attachments input[type=file]').setInputFiles([good])
  await page.locator('.attachment', { hasText: good.name }).waitFor()
  await page.locator('.notice').waitFor({ state: 'detached' })
  await expect.poll(() => page.locator('.attachment').count()).toBe(2)
})
