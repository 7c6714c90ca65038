import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { zh } from '../../shared/i18n/zh.ts'
import { launchApp, type App } from './helpers/app.ts'
import { axeFaults } from './helpers/axe.ts'
import { picture } from './helpers/picture.ts'

const words = zh.search
let app: App
let page: Page
beforeAll(async () => {
  app = await launchApp()
  await app.openSample()
  page = app.page
})
afterAll(() => app.close())

const field = () => page.getByRole('combobox', { name: words.placeholder })
const hits = () => page.locator('.search-hit')
async function look(text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await field().fill(text)
  await hits().first().waitFor()
  // All texts have been read.
  await page
    .locator('.search-foot')
    .getByText(/^共 \d+ 条/)
    .waitFor()
}
/** The words that are marked on the page and lie in the picture. */
const shown = (): Promise<string[]> =>
  page.evaluate(() =>
    [...(CSS.highlights.get('found') ?? [])].flatMap((range) => {
      if (!(range instanceof Range)) return []
      const { top, bottom } = range.getBoundingClientRect()
      return bottom > 0 && top < window.innerHeight && bottom > top ? [range.toString()] : []
    }),
  )
const place = (): Promise<string> => page.evaluate(() => location.hash)

test('FD1 a sentence deep in a memo is found, opened with Enter, and stands in the picture with the words marked', async () => {
  await look('投诉件层层转办')
  await picture(page, 'search')
  await page.keyboard.press('Enter')
  await expect.poll(place).toMatch(/^#\/memos\//)
  await expect.poll(shown).toContain('投诉件层层转办')
  await picture(page, 'search-memo')
  await page.locator('h1').first().click()
  await expect.poll(shown).toEqual([])
})

test('FD1 what was noted in a meeting and what stands on an agenda open where they are', async () => {
  await look('商业承兑汇票和债权凭证')
  await page.keyboard.press('Enter')
  await expect.poll(place).toMatch(/^#\/dialogues\/.*\/minutes$/)
  await expect.poll(shown).toContain('商业承兑汇票和债权凭证')
  await look('每人每次发言不超过3分钟')
  await page.keyboard.press('Enter')
  await expect.poll(place).toMatch(/^#\/dialogues\/[^/]+$/)
  await expect.poll(shown).toContain('每人每次发言不超过3分钟')
})

test('FD1 a comment opens its thread beside the memo', async () => {
  await look('正文第二部分已有数据')
  expect(await hits().first().innerText()).toContain(words.kinds.comment)
  await page.keyboard.press('Enter')
  await page.locator('.thread.chosen', { hasText: '正文第二部分已有数据' }).waitFor()
  await expect.poll(shown).toContain('正文第二部分已有数据')
})

test('FD4 a person is found by initials; kinds are walked with the keys, and a time can be set', async () => {
  await look('syq')
  expect(await hits().first().innerText()).toContain('宋砚秋')
  for (let step = 0; step < 8; step++) await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(() => page.locator('.search-kinds [aria-pressed=true]').innerText()).toContain(words.kinds.person)
  await expect.poll(() => hits().count()).toBeGreaterThan(0)
  const all = await hits().count()
  await page.getByLabel(words.when).selectOption(words.reach.week)
  await expect.poll(() => hits().count()).toBeLessThan(all)
  await page.getByLabel(words.when).selectOption(words.reach.chosen)
  await page.getByLabel(words.to, { exact: true }).fill('2001-01-01')
  await page.getByText(words.noneFiltered('syq')).waitFor()
  await picture(page, 'search-filters')
  await page.keyboard.press('Escape')
})

test('FD6 what was looked for last stands there before anything is typed, and is asked again with Enter', async () => {
  await page.keyboard.press('Control+k')
  const searched = page.getByRole('listbox', { name: words.recent }).getByRole('option')
  await searched.first().waitFor()
  expect(await searched.allInnerTexts()).toEqual([
    '正文第二部分已有数据',
    '每人每次发言不超过3分钟',
    '商业承兑汇票和债权凭证',
    '投诉件层层转办',
  ])
  expect(await axeFaults(page, '.search')).toEqual([])
  await picture(page, 'search-recent')
  // Before it stands what was opened last.
  const opened = await page.getByRole('listbox', { name: words.opened }).getByRole('option').count()
  for (let step = 0; step <= opened; step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  expect(await field().inputValue()).toBe('每人每次发言不超过3分钟')
  await hits().locator('mark').first().waitFor()
  const other = await app.windowFrom(() => page.keyboard.press('Control+Enter'))
  await expect.poll(() => other.evaluate(() => location.hash)).toMatch(/^#\/dialogues\//)
  await other.close()
  await page.keyboard.press('Control+k')
  await page.getByRole('button', { name: words.forget }).click()
  await page.getByText(words.about).waitFor()
  await page.keyboard.press('Escape')
})
