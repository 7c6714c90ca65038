import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en } from '../../shared/i18n/en.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { axeFaults } from './helpers/axe.ts'
import { launchApp, type App } from './helpers/app.ts'
import { picture } from './helpers/picture.ts'

let app: App
let page: Page
beforeAll(async () => {
  app = await launchApp()
  page = app.page
})
afterAll(() => app.close())

const menuWords = (): Promise<string[]> =>
  app.electron.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label))

test('DK1 what concerns me is told by the system once, in one when it is much, and a click opens the place', async () => {
  await app.electron.evaluate(({ Notification, app: electron }) => {
    const told: { title: string; body: string; click: () => void }[] = []
    Object.assign(globalThis, { told, badges: [] as number[] })
    Notification.isSupported = () => true
    Notification.prototype.show = function (this: Electron.Notification) {
      told.push({ title: this.title, body: this.body, click: () => this.emit('click') })
    }
    electron.setBadgeCount = (count) => Boolean((globalThis as unknown as { badges: number[] }).badges.push(count ?? 0))
  })
  await app.openSample()
  const titles = (): Promise<string[]> =>
    app.electron.evaluate(() => (globalThis as unknown as { told: { title: string }[] }).told.map(({ title }) => title))
  await expect.poll(async () => (await titles()).join()).toContain('顾闻溪')
  const first = await titles()
  await page.reload()
  await page.locator('nav.rail').waitFor()
  await page.evaluate(() => (location.hash = '#/members'))
  await app.electron.evaluate(() =>
    (globalThis as unknown as { told: { title: string; click: () => void }[] }).told.find(({ title }) => title.includes('顾闻溪'))?.click(),
  )
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/^#\/memos\//)
  const all = await titles()
  expect(all).toEqual(expect.arrayContaining(first))
  expect(new Set(all).size).toBe(all.length)
  expect(await app.electron.evaluate(() => (globalThis as unknown as { badges: number[] }).badges.at(-1) ?? 0)).toBeGreaterThan(0)
})

test('DK2 Shift+F1 opens the map of keys, and ? does where nothing is written', async () => {
  await page.keyboard.press('Shift+F1')
  const map = page.getByRole('dialog', { name: zh.desk.keys.title })
  await map.getByText(zh.desk.keys.acts.suggest).waitFor()
  await picture(page, 'desk-keys')
  expect(await axeFaults(page, '.dialog')).toEqual([])
  await page.keyboard.press('Escape')
  await map.waitFor({ state: 'detached' })
  await page.evaluate(() => (location.hash = '#/members'))
  await page.getByRole('grid').waitFor()
  await page.getByRole('grid').locator('[tabindex="0"]').first().focus()
  await page.keyboard.press('?')
  await map.waitFor()
  await page.keyboard.press('Escape')
})

test('DK4 F1 explains the stages of what the page is about and marks the one it is at, and so does the ? beside them', async () => {
  const { help, memos, recommendations } = zh
  await page.evaluate(() => (location.hash = '#/memos'))
  await page.locator('.records-row', { hasText: memos.stages.consulting }).locator('a').first().click()
  await page.locator('.ProseMirror[contenteditable=true]').click()
  await page.keyboard.press('F1')
  const explained = page.getByRole('dialog', { name: help.title })
  const here = explained.locator('section[aria-current=step]')
  expect(await here.getByRole('heading').innerText()).toContain(memos.stages.consulting)
  await here.getByText(help.stages.memo.consulting.who).waitFor()
  await picture(page, 'desk-help')
  expect(await axeFaults(page, '.dialog')).toEqual([])
  await page.keyboard.press('Escape')
  await page.evaluate(() => (location.hash = '#/recommendations'))
  await page.locator('.records-link').first().waitFor()
  await page.getByRole('button', { name: help.open }).press('Enter')
  await explained.getByRole('heading', { name: recommendations.statuses.partly }).waitFor()
  await page.keyboard.press('Escape')
})

test('RD6 an empty search field lists what was opened last, Enter opens it again, and a switch clears it', async () => {
  await page.keyboard.press('Control+k')
  const search = page.getByRole('dialog', { name: zh.search.title })
  await search.getByRole('listbox', { name: zh.search.opened }).getByRole('option').first().waitFor()
  await picture(page, 'desk-opened')
  expect(await axeFaults(page, '.search')).toEqual([])
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/^#\/memos\/[0-9a-f-]{36}$/)
  await page.getByRole('button', { name: zh.app.person.menu }).click()
  await page.getByRole('menuitem', { name: zh.app.person.preferences }).click()
  const remember = page.getByRole('checkbox', { name: zh.desk.preferences.remember })
  await remember.click()
  // The switch stands as the machine has kept it.
  await expect.poll(() => remember.isChecked()).toBe(false)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await search.getByText(zh.search.about).waitFor()
  await page.keyboard.press('Escape')
})

test('DK5 the sample offers a tour, which is walked by keys, left where one likes, and offered no more', async () => {
  const { tour } = zh
  await page.evaluate(() => (location.hash = '#/'))
  await page.getByRole('button', { name: tour.start }).click()
  const card = page.getByRole('dialog').filter({ hasText: tour.keys })
  const steps = Object.values(tour.steps)
  for (const [at, { title }] of steps.entries()) {
    await card.getByRole('heading', { name: title }).waitFor()
    await page.locator('.tour-frame').waitFor()
    await picture(page, `desk-tour-${String(at + 1)}`)
    if (at === 3) {
      await page.keyboard.press('ArrowLeft')
      await card.getByRole('heading', { name: steps[at - 1]?.title ?? '' }).waitFor()
      await page.keyboard.press('ArrowRight')
      await card.getByRole('heading', { name: title }).waitFor()
    }
    await page.keyboard.press('Enter')
  }
  await card.waitFor({ state: 'detached' })
  expect(await page.getByRole('button', { name: tour.start }).count()).toBe(0)
  await page.keyboard.press('Control+F1')
  await card.waitFor()
  await page.keyboard.press('Escape')
  await card.waitFor({ state: 'detached' })
})

test('DK3 appearance, size and language are set in one place, seen at once and in the menu, and kept', async () => {
  // The driver of the tests sets light by itself.
  await page.emulateMedia({ colorScheme: null })
  await page.getByRole('button', { name: zh.app.person.menu }).click()
  await page.getByRole('menuitem', { name: zh.app.person.preferences }).click()
  await page.getByRole('radio', { name: zh.desk.preferences.themes.dark }).click()
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
  await picture(page, 'desk-preferences')
  expect(await axeFaults(page, '.dialog')).toEqual([])
  const width = await page.evaluate(() => window.innerWidth)
  await page.getByRole('radio', { name: zh.desk.preferences.sizes.large }).click()
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThan(width)
  expect((await menuWords()).join()).toContain('文件')
  await page.getByRole('radio', { name: zh.desk.preferences.languages.en }).click()
  await page.getByRole('dialog', { name: en.desk.preferences.title }).waitFor()
  await expect.poll(async () => (await menuWords()).join()).not.toMatch(/[\u4e00-\u9fff]/)
  await picture(page, 'desk-english')
  await page.reload()
  await page.getByRole('button', { name: en.app.person.menu }).waitFor()
  expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
})
