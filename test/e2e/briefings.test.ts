import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchApp, type App } from './helpers/app.ts'
import { picture } from './helpers/picture.ts'

let app: App
beforeAll(async () => {
  app = await launchApp()
  await app.openSample()
})
afterAll(() => app.close())

test('BR1 a bulletin is compiled from a memo and minutes, abridged, checked, mended with one press, and found through', async () => {
  const { page } = app
  await page.locator('nav a[href="#/briefings"]').click()
  await page.getByRole('button', { name: '编印一期' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /文种/ }).click()
  await page.getByRole('option', { name: /^简报/ }).click()
  await dialog.locator('.checklist label', { hasText: '建议稿' }).first().click()
  await dialog.locator('.checklist label', { hasText: '会议纪要' }).first().click()
  await picture(app.page, 'briefing-compile')
  await dialog.getByRole('button', { name: '编印' }).click()

  const first = page.locator('.pdf-page[data-drawn]').first()
  await first.waitFor()
  await page.locator('.item-more').first().click()
  await page.getByRole('textbox', { name: '编者按' }).fill('现将有关情况摘登如下,供参阅。')
  await page.getByRole('textbox', { name: '编者按' }).blur()
  await page.getByText('参会人员名单').click()
  await picture(app.page, 'briefing-form')

  await page.getByRole('button', { name: /^检查/ }).click()
  const halfWidth = page.locator('.checks li', { hasText: '中文里用全角标点' }).filter({ has: page.getByRole('button', { name: '改正' }) })
  await halfWidth.first().waitFor()
  await expect.poll(() => page.locator('.checks li', { hasText: '印发前须填写' }).count()).toBe(1)
  await picture(app.page, 'briefing-check')
  await halfWidth.first().getByRole('button', { name: '改正' }).click()
  await expect.poll(() => halfWidth.count()).toBe(0)

  await page.getByLabel('在预览中查找').fill('参会人员名单')
  await page.locator('.pdf-found.here').waitFor()
  await picture(app.page, 'briefing-found')
})

test('BR2 the style of the house is kept, and every kind has its own fields', async () => {
  const { page } = app
  await page.evaluate(() => (location.hash = '#/house'))
  await page.getByRole('button', { name: /^公文/ }).click()
  await page.getByLabel('机关代字').fill('青民智')
  await page.getByLabel('机关代字').blur()
  await page.getByText('样式已保存').first().waitFor()
  await page.getByLabel('三级标题加粗').click()
  await picture(app.page, 'briefing-house')
  await page.evaluate(() => (location.hash = '#/briefings'))
  await page.evaluate(() => (location.hash = '#/house'))
  await expect.poll(() => page.getByLabel('三级标题加粗').isChecked()).toBe(true)
  await page.getByRole('button', { name: /^公文/ }).click()
  expect(await page.getByLabel('机关代字').inputValue()).toBe('青民智')
})
