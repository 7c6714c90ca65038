import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchApp, type App } from './helpers/app.ts'

let app: App
beforeAll(async () => {
  app = await launchApp()
  await app.openSample()
})
afterAll(() => app.close())

test('AG1 keys typed right after a click on any cell of the agenda land in it', async () => {
  const { page } = app
  await page.locator('nav a[href="#/dialogues"]').click()
  await page.locator('main .records a[href^="#/dialogues/"]').first().click()
  const rows = page.locator('tr[data-item]')
  await rows.first().waitFor()
  const lost: string[] = []
  for (let at = 0; at < (await rows.count()); at++) {
    for (const column of ['segment', 'content', 'speaker', 'papers']) {
      const cell = rows.nth(at).locator(`td[data-column=${column}]`)
      await cell.click()
      await page.keyboard.type('甲乙丙')
      if (!(await cell.innerText()).includes('甲乙丙')) lost.push(`${at} ${column}`)
    }
  }
  expect(lost).toEqual([])
})
