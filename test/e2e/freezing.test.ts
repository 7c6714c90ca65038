import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { launchApp, type App } from './helpers/app.ts'

let app: App
let page: Page
beforeAll(async () => {
  app = await launchApp()
  await app.openSample()
  page = app.page
})
afterAll(() => app.close())

const sheet = () => page.locator('.ProseMirror[contenteditable=true]')

// Windows has no signal that stops a process for a while.
test.skipIf(process.platform === 'win32')(
  'HB25 words written just before the memo is frozen are in it, though the hub was busy',
  async () => {
    const pid = await app.electron.evaluate(
      ({ app: electron }) =>
        electron.getAppMetrics().find((process) => process.name === 'Yice hub' || process.serviceName === 'Yice hub')?.pid ?? 0,
    )
    await page.locator('nav a[href="#/memos"]').click()
    await page.getByRole('button', { name: '新建建议稿' }).click()
    await page.getByRole('dialog').getByLabel('标题').fill('即将定稿')
    await page.getByRole('dialog').getByRole('button', { name: '新建' }).click()
    await page.getByRole('heading', { name: '即将定稿' }).waitFor()
    await sheet().focus()
    await page.keyboard.press('Control+End')
    process.kill(pid, 'SIGSTOP')
    try {
      await page.keyboard.type('临冻结前补一句。')
      await page.locator('.steps').getByRole('button', { name: '定稿', exact: true }).click()
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    const frozen = page.locator('.ProseMirror[contenteditable=false]')
    await frozen.waitFor()
    await expect.poll(() => frozen.innerText()).toContain('临冻结前补一句。')
    await page.locator('.steps').getByRole('button', { name: '起草', exact: true }).click()
    await sheet().waitFor()
  },
)
