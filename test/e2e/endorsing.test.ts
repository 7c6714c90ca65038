import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { zh } from '../../shared/i18n/zh.ts'
import { launchApp, type App } from './helpers/app.ts'
import { picture } from './helpers/picture.ts'

const { memos, endorsements, versions } = zh
let app: App
let page: Page
beforeAll(async () => {
  app = await launchApp()
  await app.openSample()
  page = app.page
  await page.locator('nav a[href="#/memos"]').click()
  await page.locator('.records-row', { hasText: memos.stages.consulting }).locator('a').first().click()
  await page.locator('.ProseMirror[contenteditable=true]').waitFor()
})
afterAll(() => app.close())

const button = (name: string, within: Page | Locator = page): Locator => within.getByRole('button', { name, exact: true })
const stage = (name: string): Promise<void> => page.locator('.steps').getByRole('button', { name, exact: true }).click()
const side = (): Locator => page.locator('.inspector')

test('EN1 a memo is frozen for endorsement, endorsed with a reservation, verified; a typo voids it, and the endorser carries the word after seeing the change', async () => {
  await stage(memos.stages.countersigning)
  const form = page.getByRole('dialog')
  await form.getByLabel('林知远').check()
  await picture(page, 'endorsing-1-ask')
  await button(endorsements.startAct, form).click()
  await page.locator('.ProseMirror[contenteditable=false]').waitFor()
  await button(endorsements.waiting).click()
  await button(endorsements.reserve, side()).click()
  await page.getByLabel(endorsements.reserveText).fill('第三条措施宜先行试点，再全市推开。')
  await button(endorsements.submit, page.getByRole('dialog')).click()
  await side().getByText('第三条措施宜先行试点').waitFor()
  await button(endorsements.verify, side()).click()
  await side().getByText(endorsements.verified(1)).waitFor()
  await picture(page, 'endorsing-2-endorsed')

  await stage(memos.stages.drafting)
  await side().getByText(endorsements.openAbout).waitFor()
  // Nothing has changed yet: what was said may stand again.
  expect(await side().locator('.endorsers').innerText()).toContain(endorsements.suspendedShort)
  expect(await side().locator('.endorsers').innerText()).not.toContain(endorsements.void)
  await page.locator('.ProseMirror[contenteditable=true] p').first().click()
  await page.keyboard.press('End')
  await page.keyboard.type('补一句说明。')
  await expect.poll(() => page.locator('.ProseMirror').innerText()).toContain('补一句说明。')
  await stage(memos.stages.countersigning)
  await button(endorsements.startAct, page.getByRole('dialog')).click()
  const carry = button(endorsements.carry, side())
  await carry.waitFor()
  await expect.poll(() => carry.isDisabled()).toBe(true)
  await picture(page, 'endorsing-3-void')
  await side().getByRole('link', { name: endorsements.carryShow }).click()
  await page.locator('.compared ins', { hasText: '补一句说明' }).waitFor()
  // A row without words is seen in a comparison all the same.
  const height = await page.locator('.compared').evaluate((compared) => {
    const block = compared.appendChild(document.createElement('div'))
    block.className = 'compared-block table'
    const row = block.appendChild(document.createElement('table')).insertRow()
    row.insertCell()
    const { height: found } = row.getBoundingClientRect()
    block.remove()
    return found
  })
  expect(height).toBeGreaterThan(20)
  await picture(page, 'endorsing-4-compare')
  await carry.click()
  await side().getByText('经本人确认沿用', { exact: false }).waitFor()
  await page.evaluate(() => (location.hash = '#/'))
  await page.getByRole('heading', { name: endorsements.home.title }).waitFor()
  await picture(page, 'endorsing-5-home')
  await page.goBack()
  await page.getByRole('link', { name: versions.compare.back }).click()
})

test('VS3 an earlier version is restored as a change of mine, and one undo takes all of it back', async () => {
  await stage(memos.stages.drafting)
  const text = page.locator('.ProseMirror[contenteditable=true]')
  await text.waitFor()
  // Not `innerText`, which leaves out what is not on the screen.
  const before = await text.textContent()
  await button(versions.title).click()
  const first = side().locator('.version', { hasText: '会签稿' }).last()
  await first.locator('.version-head').click()
  await picture(page, 'endorsing-6-versions')
  await button(versions.restore, first).click()
  await expect.poll(() => text.textContent(), { timeout: 10_000 }).not.toContain('补一句说明')
  await expect.poll(() => side().locator('.version', { hasText: versions.reasons.restore }).count()).toBe(1)
  await text.focus()
  await page.keyboard.press('Control+Z')
  await expect.poll(() => text.textContent()).toBe(before)
})
