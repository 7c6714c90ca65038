import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchApp, type App } from './helpers/app.ts'

let app: App
beforeAll(async () => {
  app = await launchApp()
  await app.openSample()
})
afterAll(() => app.close())

const places = [
  ['home', '#/', 'main h2'],
  ['dialogues', '#/dialogues', 'main .records a[href^="#/dialogues/"]'],
  ['memos', '#/memos', 'main a[href^="#/memos/"]'],
  ['briefings', '#/briefings', 'main a[href^="#/briefings/"]'],
  ['members', '#/members', 'main table, main [role=grid]'],
] as const

const faults = async (): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

test.each(places)('AX1 axe finds nothing on %s, by day and by night', async (_name, hash, shown) => {
  const { page } = app
  await page.evaluate(`location.hash = '${hash}'`)
  await page.locator(shown).first().waitFor()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await faults()).toEqual([])
  }
})

test.each([
  ['a dialogue with its agenda', 'dialogues', 'tr[data-item]'],
  ['a memo on its sheet', 'memos', '.ProseMirror'],
] as const)('AX1 axe finds nothing on %s, by day and by night', async (_name, list, shown) => {
  const { page } = app
  await page.evaluate(`location.hash = '#/${list}'`)
  await page.locator(`main a[href^="#/${list}/"]`).first().click()
  await page.locator(shown).first().waitFor()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await faults()).toEqual([])
  }
})
