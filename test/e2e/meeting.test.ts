import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { zh } from '../../shared/i18n/zh.ts'
import { launchApp, type App } from './helpers/app.ts'

const { dialogues, meeting } = zh
let app: App
let room: Page
beforeAll(async () => {
  app = await launchApp()
  await app.openSample()
  const { page } = app
  await page.locator('nav a[href="#/dialogues"]').click()
  await page.locator('.records a[href^="#/dialogues/"]').first().click()
  await page.locator('tr[data-item]').first().waitFor()
  await page.evaluate(() => (location.hash += '/plan'))
  await page.getByRole('button', { name: `${dialogues.plan.items.approvedOn}: ${zh.app.setDay}` }).click()
  await page.getByLabel(dialogues.plan.confirm).click()
  await page.getByText(dialogues.plan.ready).waitFor()
  room = await app.windowFrom(() => page.getByRole('button', { name: meeting.open }).click())
  await room.locator('.meeting').waitFor()
})
afterAll(() => app.close())

const spent = async (page: Page): Promise<number> => {
  const [minutes = 0, seconds = 0] = (await page.locator('.meeting-clock output').innerText()).split(':').map(Number)
  return minutes * 60 + seconds
}

test('RN5 the room has a screen of its own, without the desk, that is led on by keys', async () => {
  await expect
    .poll(() => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((one) => one.isFullScreen())))
    .toBe(true)
  expect(await room.locator('.rail').count()).toBe(0)
  await room.getByText(meeting.ahead).waitFor()
  await room.keyboard.press('PageDown')
  await room.locator('.meeting[data-phase=running]').waitFor()
  await room.keyboard.press('ArrowRight')
  await room.getByText(meeting.place(2, 7), { exact: false }).waitFor()
  await room.keyboard.press('ArrowLeft')
  await room.getByText(meeting.place(1, 7), { exact: false }).waitFor()
  await room.keyboard.press('1')
  await room.locator('[data-speaks]', { hasText: '顾闻溪' }).waitFor()
})

test('RN5 a second window shows the same item, speaker and clock', async () => {
  const place = new URL(room.url()).hash
  const second = await app.windowFrom(() =>
    app.page.evaluate((at) => window.yice.ask('openWindow', { place: at, fullScreen: false }), place),
  )
  await second.locator('[data-speaks]', { hasText: '顾闻溪' }).waitFor()
  await expect
    .poll(async () => Math.abs((await spent(room)) - (await spent(second))), { interval: 50, timeout: 20_000 })
    .toBeLessThanOrEqual(1)
  await second.keyboard.press('PageDown')
  await room.getByText(meeting.place(2, 7), { exact: false }).waitFor()
  await second.close()
})

test('RN4 the clock stays right when the system’s clock is set', async () => {
  await expect.poll(() => spent(room), { timeout: 20_000 }).toBeGreaterThan(0)
  const before = await spent(room)
  await room.evaluate(() => {
    const { now } = Date
    Date.now = () => now() + 3_600_000
  })
  await expect.poll(() => spent(room), { timeout: 20_000 }).toBeGreaterThan(before)
  expect(await spent(room)).toBeLessThan(before + 60)
})

test('RN5 what the room follows can be read from six metres: 4 % of the height of its screen', async () => {
  const sizes = await room.evaluate(() =>
    ['.meeting-now h2', '.meeting-clock output', '.meeting-next', '.meeting-name', '.meeting-head h1', '.meeting-sides dt'].map((part) => {
      const found = document.querySelector(part)
      return found ? Number.parseFloat(getComputedStyle(found).fontSize) / innerHeight : 0
    }),
  )
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(0.0399)
})
