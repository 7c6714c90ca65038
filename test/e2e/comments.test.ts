import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchApp, type App } from './helpers/app.ts'
import { axeFaults } from './helpers/axe.ts'

let app: App
let page: Page
beforeAll(async () => {
  app = await launchApp()
  await app.openSample()
  page = app.page
})
afterAll(() => app.close())

const markedIn = (on: Page, thread: string, within = ''): Promise<string> =>
  on.evaluate((at) => [...document.querySelectorAll(at)].map((one) => one.textContent).join(''), `${within} [data-thread="${thread}"]`)
const cards = (on: Page) => on.locator('.thread')

test('MN1 who is named at home finds the comment with one press, and then it is no longer told', async () => {
  const mention = page.locator('.mentions a')
  await mention.first().click()
  await page.locator('.thread.chosen').waitFor()
  expect(await page.locator('.thread.chosen').innerText()).toContain('示范合同')
  await page.evaluate(() => (location.hash = '#/'))
  await page.locator('.home').waitFor()
  await expect.poll(() => mention.count()).toBe(0)
  await page.goBack()
  await page.locator('.ProseMirror[contenteditable=true]').waitFor()
})

test('CM6 beside its comments the sheet is as high as its words', async () => {
  const [sheet, words] = await page.evaluate(() =>
    ['.sheet', '.memo-text'].map((of) => document.querySelector(of)?.getBoundingClientRect().bottom ?? 0),
  )
  expect(sheet).toBeGreaterThan(words ?? 0)
})

test('CM7 a click into the text puts the caret there, also while a comment is chosen', async () => {
  await cards(page).first().click()
  await page.locator('.thread.chosen').waitFor()
  await page.locator('.memo-text > p', { hasText: '68家企业中' }).first().click()
  await page.locator('.thread.chosen').waitFor({ state: 'detached' })
  expect(await page.evaluate(() => window.getSelection()?.anchorNode?.textContent ?? '')).toContain('68家企业中')
})

type Edited = HTMLElement & { editor?: { state: { selection: { from: number; to: number } } } }
/** How many letters the editor takes for selected. */
const selectedIn = (window: Page): Promise<number> =>
  window.evaluate(() => {
    const selection = document.querySelector<Edited>('.memo-text')?.editor?.state.selection
    return selection ? selection.to - selection.from : 0
  })

test('CM1 a comment written by keys is seen by others, answered, and goes with its paragraph when that is cut and pasted', async () => {
  const place = new URL(page.url()).hash
  const other = await app.windowFrom(() => page.evaluate((at) => window.yice.ask('openWindow', { place: at }), place))
  await cards(other).first().waitFor()
  const before = await cards(page).count()
  const words = page.locator('.memo-text > p', { hasText: '68家企业中' }).first()
  await words.click()
  await page.keyboard.press('Home')
  for (let at = 0; at < 6; at++) await page.keyboard.press('Shift+ArrowRight')
  const chosen = await page.evaluate(() => window.getSelection()?.toString() ?? '')
  expect(chosen).toHaveLength(6)
  await page.keyboard.press('Control+Alt+KeyM')
  const field = page.locator('.thread.chosen textarea')
  await field.waitFor()
  await page.keyboard.type('请@宋')
  await page.locator('.offered:not([hidden]) .option').first().waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.type('核对')
  expect(await field.inputValue()).toBe('请@宋砚秋 核对')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => cards(other).count()).toBe(before + 1)
  const key = (await page.locator('.thread', { hasText: '核对' }).filter({ hasText: '宋砚秋' }).last().getAttribute('data-card')) ?? ''
  await expect.poll(() => markedIn(other, key)).toBe(chosen)

  await other.locator(`[data-card="${key}"]`).focus()
  await other.keyboard.press('Enter')
  await other.keyboard.type('已核对')
  await other.keyboard.press('Control+Enter')
  await page.locator(`[data-card="${key}"]`, { hasText: '已核对' }).waitFor()

  await words.click()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  // The editor hears of a selection by an event of its own, after the key.
  await expect.poll(() => selectedIn(page)).toBeGreaterThan(chosen.length)
  const taken = await page.evaluate(() => window.getSelection()?.toString().slice(0, 20) ?? '')
  await page.keyboard.press('Control+KeyX')
  // Its words stand elsewhere, too, where it may be shown meanwhile.
  await expect.poll(() => page.locator('.memo-text').innerText()).not.toContain(taken)
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Control+KeyV')
  for (const window of [page, other]) await expect.poll(() => markedIn(window, key, '.memo-text > :first-child')).toBe(chosen)
  await other.close()
})

test('CM2 a drafter puts proposed wording in with one press; the table says what became of every comment; axe finds nothing', async () => {
  const card = page.locator('.thread', { hasText: '也是数字化改造的重点和难点' })
  await card.click()
  await card.getByRole('button', { name: '采用改写' }).click()
  await page.locator('.memo-text', { hasText: '也是数字化改造的重点和难点' }).waitFor()
  await page.locator('.toast').first().waitFor()
  await page.locator('.talk-head button').first().click()
  const table = page.locator('.adoption table')
  await table.waitFor()
  expect(await table.locator('tr', { hasText: '重点和难点' }).innerText()).toContain('采纳')
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.locator('.thread').first().click()
  await page.getByRole('button', { name: '谁写的', exact: true }).click()
  await page.locator('.memo-text .written-by[title*="提出，林知远采用"]').first().waitFor()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await axeFaults(page)).toEqual([])
  }
})

test('CM3 arrow keys walk the threads, Escape goes back to the words', async () => {
  const first = page.locator('.thread').first()
  await first.focus()
  const second = await cards(page).nth(1).getAttribute('data-card')
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-card'))).toBe(second)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Escape')
  await expect.poll(() => page.evaluate(() => document.activeElement?.classList.contains('ProseMirror'))).toBe(true)
})

test('CM8 a form that is given up leaves the hand at its card, and a comment deleted by mistake is put back from the toast', async () => {
  await page.keyboard.press('Control+End')
  await page.keyboard.type('本句供批注。')
  for (let times = 0; times < 3; times++) await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Control+Alt+KeyM')
  await page.locator('.thread.chosen textarea').waitFor()
  await page.keyboard.type('口径待核')
  await page.keyboard.press('Control+Enter')
  const card = page.locator('.thread', { hasText: '口径待核' })
  const focused = (): Promise<boolean> => card.evaluate((element) => element === document.activeElement)
  await card.getByRole('button', { name: '采纳情况' }).press('Enter')
  await card.locator('.verdict-form').waitFor()
  await page.keyboard.press('Escape')
  await card.locator('.verdict-form').waitFor({ state: 'detached' })
  expect(await focused()).toBe(true)
  await card.getByRole('button', { name: '删除' }).press('Enter')
  await card.waitFor({ state: 'detached' })
  await page.getByText('批注已删除').waitFor()
  await page.locator('.toast', { hasText: '批注已删除' }).getByRole('button', { name: '撤销' }).press('Enter')
  await card.waitFor()
})
