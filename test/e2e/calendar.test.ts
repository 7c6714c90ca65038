import { afterAll, beforeAll, expect, test } from 'vitest'
import { zh } from '../../shared/i18n/zh.ts'
import { launchApp, type App } from './helpers/app.ts'
import { picture } from './helpers/picture.ts'

const words = zh.dialogues.calendar
let app: App
beforeAll(async () => {
  app = await launchApp()
  await app.openSample()
})
afterAll(() => app.close())

const hash = (): Promise<string> => app.page.evaluate(() => location.hash)

test('DC1 the calendar shows dialogues by the month; arrows walk the days, Enter opens, back leads to the same day', async () => {
  const { page } = app
  await page.evaluate(() => (location.hash = '#/dialogues'))
  await page.locator('.views').getByRole('link', { name: zh.dialogues.views.calendar }).click()
  await page.locator('.month-day.today').focus()
  const entry = page.locator('.month-entry')
  await picture(app.page, 'calendar-today')
  for (let month = 0; month < 8 && (await entry.count()) === 0; month++) await page.keyboard.press('PageUp')
  await entry.first().waitFor()
  const id = await entry.first().getAttribute('data-dialogue')
  const open = page.locator(`.day a[href="#/dialogues/${id}"]`)
  await page.keyboard.press('Home')
  for (let day = 0; day < 31 && (await open.count()) === 0; day++) await page.keyboard.press('ArrowRight')
  await open.waitFor()
  await picture(app.page, 'calendar-day')
  await page.keyboard.press('Enter')
  await expect.poll(hash).toBe(`#/dialogues/${id}`)
  await page.goBack()
  await open.waitFor()
  await entry.first().click()
  await expect.poll(hash).toBe(`#/dialogues/${id}`)
  await page.goBack()
})

test('DC2 a month with nothing in it says so and leads to the dialogue before it; a day begins a new one', async () => {
  const { page } = app
  await page.locator('.month-day[tabindex="0"]').focus()
  await page.keyboard.press('Shift+PageDown')
  await page.keyboard.press('Shift+PageDown')
  await page.getByText(words.emptyMonth).waitFor()
  await picture(app.page, 'calendar-empty')
  await page.locator('.month-empty button').first().click()
  await page.locator('.day li a').first().waitFor()
  await page.getByRole('button', { name: words.createHere }).click()
  await page.getByRole('dialog').waitFor()
  await picture(app.page, 'calendar-create')
  await page.keyboard.press('Escape')
})

test('LR1 a list of records is walked and opened by keys alone, and sorted by its heads', async () => {
  const { page } = app
  await page.evaluate(() => (location.hash = '#/recommendations'))
  const rows = page.locator('.records-row')
  await rows.first().waitFor()
  const count = await rows.count()
  expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(count + 1))
  expect(await rows.first().evaluate((row) => row.getBoundingClientRect().height)).toBe(36)
  await rows.first().focus()
  await page.keyboard.press('End')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'))).toBe(String(count + 1))
  await page.keyboard.press('Space')
  await expect.poll(() => rows.last().getAttribute('aria-selected')).toBe('true')
  await picture(app.page, 'list-chosen')
  await page.keyboard.press('Escape')
  const head = page.getByRole('columnheader').nth(1)
  await head.getByRole('button').click()
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending')
  await rows.first().focus()
  const id = await rows.first().getAttribute('data-record')
  await page.keyboard.press('Enter')
  await expect.poll(hash).toBe(`#/recommendations/${id}`)
})
