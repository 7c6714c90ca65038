import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchApp, type App } from './helpers/app.ts'
import { picture } from './helpers/picture.ts'

let app: App
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yice-dispatches-'))
  app = await launchApp()
  await app.openSample()
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

describe('发文登记与校验', () => {
  it('an issue is saved and registered, told from a changed file, and said to be withdrawn everywhere', { timeout: 90_000 }, async () => {
    const { page } = app
    const path = join(folder, '第1期.pdf')
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await page.evaluate(() => (location.hash = '#/ledger'))
    await page.getByRole('row').nth(1).waitFor()
    await picture(app.page, 'dispatch-ledger')
    await page.locator('main a[href^="#/briefings/"]').first().click()
    await page.locator('canvas[data-drawn=true]').first().waitFor()
    await page.getByRole('button', { name: '保存 PDF' }).click()
    await page.locator('.dispatch-files li').first().waitFor()
    await picture(app.page, 'dispatch-issued')

    await page.evaluate(() => (location.hash = '#/ledger'))
    await page.getByRole('button', { name: '校验 PDF' }).click()
    const verdict = page.locator('.verdict')
    const choose = (file: string) => page.locator('input[type=file]').setInputFiles(file)
    await choose(path)
    await expect.poll(() => verdict.innerText(), { timeout: 20_000 }).toContain('一致')
    expect(await verdict.innerText()).not.toContain('不一致')
    await picture(app.page, 'dispatch-same')
    const changed = Buffer.from(await readFile(path))
    changed[changed.length - 60] = (changed[changed.length - 60] ?? 0) ^ 1
    await writeFile(join(folder, 'changed.pdf'), changed)
    await choose(join(folder, 'changed.pdf'))
    await expect.poll(() => verdict.innerText(), { timeout: 20_000 }).toMatch(/不一致|未知/)
    await writeFile(join(folder, 'other.pdf'), '%PDF-1.4\n')
    await choose(join(folder, 'other.pdf'))
    await expect.poll(() => verdict.innerText(), { timeout: 20_000 }).toContain('未知')
    await page.keyboard.press('Escape')

    await page.locator('main a[href^="#/briefings/"]').first().click()
    await page.locator('.dispatch').getByRole('button', { name: '撤回' }).click()
    await page.getByLabel('撤回理由').fill('表二数据有误')
    await picture(app.page, 'dispatch-withdraw')
    await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click()
    await page.locator('.dispatch-withdrawn').waitFor()
    await picture(app.page, 'dispatch-withdrawn')
    await page.evaluate(() => (location.hash = '#/ledger'))
    await page.getByRole('row').getByText('已撤回').first().waitFor()
    await page.getByRole('button', { name: '校验 PDF' }).click()
    await choose(path)
    await expect.poll(() => verdict.innerText(), { timeout: 20_000 }).toContain('表二数据有误')
    expect(await verdict.innerText()).toContain('该期已撤回')
    await page.keyboard.press('Escape')

    // Saved again, it says what has become of it, before and on every page, and is recognised as that.
    await page.locator('main a[href^="#/briefings/"]').first().click()
    await page.locator('.dispatch-withdrawn').waitFor()
    await page.locator('canvas[data-drawn=true]').first().waitFor()
    await picture(page, 'withdrawn-preview')
    const marked = join(folder, '已撤回.pdf')
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = (_: unknown, options?: { defaultPath?: string }) => {
        Object.assign(globalThis, { proposed: options?.defaultPath })
        return Promise.resolve({ canceled: false, filePath })
      }
    }, marked)
    await page.getByRole('button', { name: '保存 PDF' }).click()
    await page.getByRole('dialog').getByText('逐页标明').waitFor()
    await picture(page, 'withdrawn-save')
    await page.getByRole('dialog').getByRole('button', { name: '保存 PDF' }).click()
    await page.getByText(`已保存到 ${marked}`).waitFor()
    expect(await app.electron.evaluate(() => String(Reflect.get(globalThis, 'proposed')))).toContain('（已撤回）.pdf')
    await page.evaluate(() => (location.hash = '#/ledger'))
    await page.getByRole('button', { name: '校验 PDF' }).click()
    await choose(marked)
    await expect.poll(() => verdict.innerText(), { timeout: 20_000 }).toContain('一致，该期已撤回')
    await page.keyboard.press('Escape')

    // What it was made of is compiled again, under a number to come.
    await page.locator('main a[href^="#/briefings/"]').first().click()
    await page.getByRole('button', { name: '重新编印' }).click()
    await page.getByText('编印中').first().waitFor()
    await page.getByText('暂编第 2 期').waitFor()
    await page.locator('.briefing-form').getByText('关于健全中小企业账款清欠长效机制的建议').first().waitFor()
    await picture(page, 'dispatch-again')
  })
})
