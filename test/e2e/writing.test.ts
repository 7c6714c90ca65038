import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
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

test('WR1 a new memo begins with the sections of its template', async () => {
  await page.locator('nav a[href="#/memos"]').click()
  await page.getByRole('button', { name: '新建建议稿' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('标题').fill('关于民营企业用工的调研报告')
  await dialog.getByRole('button', { name: /模板/ }).click()
  await page.getByRole('option', { name: /调研报告/ }).click()
  await dialog.getByRole('button', { name: '新建' }).click()
  await sheet().waitFor()
  await expect.poll(() => sheet().locator('h1').allInnerTexts()).toEqual(['调研概况', '现状与做法', '主要问题', '原因分析', '工作建议'])
})

test('WR2 words are found with Ctrl+F, replaced with Ctrl+H, and the count follows', async () => {
  await sheet().locator('p').first().click()
  await page.keyboard.type('民企用工,民企社保。1—10月新增用工3.5万人，占百分之二十。')
  await page.keyboard.press('Control+h')
  const bar = page.getByRole('search')
  await bar.getByLabel('查找内容').fill('民企')
  await bar.getByText('第 1 处，共 2 处').waitFor()
  await page.keyboard.press('Enter')
  await bar.getByText('第 2 处，共 2 处').waitFor()
  await bar.getByLabel('替换为').fill('民营企业')
  await bar.getByRole('button', { name: '全部替换' }).click()
  await bar.getByText('没有找到').waitFor()
  await page.keyboard.press('Escape')
  await bar.waitFor({ state: 'detached' })
  expect(await sheet().innerText()).toContain('民营企业用工,民营企业社保')
})

test('WR3 the check puts right what is pressed and takes a source for what has none', async () => {
  await page.getByRole('button', { name: '检查', exact: true }).click()
  const check = page.getByRole('complementary', { name: '检查' })
  await check.getByRole('button', { name: '改正：,' }).click()
  await check.getByRole('button', { name: /^改正：百分之二十/ }).click()
  await expect.poll(() => sheet().innerText()).toContain('民营企业用工，民营企业社保。1—10月新增用工3.5万人，占20%')
  await check.getByRole('button', { name: /^注明出处/ }).click()
  const note = page.getByLabel('注释 1 的内容')
  await note.click()
  await page.keyboard.type('市人力资源社会保障局，2026年前三季度')
  await check.getByText('没有发现需要改的地方。').waitFor()
  expect(await sheet().locator('sup[data-footnote]').count()).toBe(1)
})

test('WR4 a section is moved by keys and by hand', async () => {
  await page.getByRole('button', { name: '提纲', exact: true }).click()
  const outline = page.getByRole('complementary', { name: '提纲' })
  await outline.getByRole('button', { name: /工作建议/ }).click()
  await outline.getByRole('button', { name: /工作建议/ }).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => sheet().locator('h1').allInnerTexts()).toEqual(['调研概况', '现状与做法', '主要问题', '工作建议', '原因分析'])
  await outline.getByRole('button', { name: /原因分析/ }).dragTo(outline.getByRole('button', { name: /调研概况/ }))
  await expect.poll(() => sheet().locator('h1').allInnerTexts()).toEqual(['原因分析', '调研概况', '现状与做法', '主要问题', '工作建议'])
})

test('WR5 a chart is drawn from its table, and follows it', async () => {
  await sheet().locator('p').last().click()
  await page.getByRole('button', { name: '插入表格' }).click()
  for (const words of ['年份', '户数', '', '2024', '120', '', '2025', '180']) {
    await page.keyboard.type(words)
    await page.keyboard.press('Tab')
  }
  await page.getByRole('button', { name: '由此表生成图表' }).click()
  await page.keyboard.type('民营企业户数')
  const chart = sheet().locator('figure.chart-block')
  await expect.poll(() => chart.locator('text').allTextContents()).toContain('180')
  await sheet().locator('td', { hasText: '180' }).click()
  await page.keyboard.press('End')
  await page.keyboard.type('0')
  await expect.poll(() => chart.locator('text').allTextContents()).toContain('1800')
  await chart.hover()
  await chart.getByRole('button', { name: '饼图' }).click()
  await expect.poll(() => chart.locator('text').allTextContents()).toContain('2025 93.8%')
})

test('WR6 a memo is exported by itself as Markdown, PDF and Word, and the Word file comes in again with its headings and its table', async () => {
  const exported = async (format: RegExp, name: string): Promise<string> => {
    const path = join(app.profile, name)
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, path)
    await page.getByRole('button', { name: '导出', exact: true }).click()
    await page.getByRole('menuitem', { name: format }).click()
    await page.locator('.toast', { hasText: name }).waitFor()
    return path
  }
  const markdown = await readFile(await exported(/^Markdown/, '调研.md'), 'utf8')
  expect(markdown).toContain('# 关于民营企业用工的调研报告\n')
  expect(markdown).toContain('## 一、原因分析\n')
  expect(markdown).toContain('| 2024 | 120 |')
  expect((await readFile(await exported(/^PDF/, '调研.pdf'))).subarray(0, 5).toString()).toBe('%PDF-')
  expect((await readFile(await exported(/^Word/, '调研.docx'))).subarray(0, 2).toString()).toBe('PK')

  await page.locator('nav a[href="#/memos"]').click()
  await page.getByRole('button', { name: '新建建议稿' }).click()
  await page.getByRole('dialog').getByLabel('标题').fill('重新导入')
  await page.getByRole('dialog').getByRole('button', { name: /模板/ }).click()
  await page.getByRole('option', { name: /空白/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '新建' }).click()
  await page.getByRole('heading', { name: '重新导入' }).waitFor()
  await sheet().click()
  await page.getByRole('button', { name: /^导入文稿/ }).click()
  await expect
    .poll(() => sheet().locator('h1').allInnerTexts(), { timeout: 20_000 })
    .toEqual(['原因分析', '调研概况', '现状与做法', '主要问题', '工作建议'])
  expect(await sheet().locator('th, td').allInnerTexts()).toContain('1800')
  expect(await sheet().innerText()).toContain('民营企业用工，民营企业社保')
})
