import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { png } from '../helpers/png.ts'
import { launchApp, type App } from './helpers/app.ts'
import { picture } from './helpers/picture.ts'

let app: App
let page: Page
let second: Page
beforeAll(async () => {
  app = await launchApp()
  await app.openSample()
  ;[page, second] = await app.twoMemoWindows()
})
afterAll(() => app.close())

const sheet = (of: Page = page): Locator => of.locator('.ProseMirror')
const figures = (of: Page = page): Locator => sheet(of).locator('.picture-block')
const isDrawn = (image: Locator): Promise<boolean> =>
  image.evaluate((one) => one instanceof HTMLImageElement && one.complete && one.naturalWidth > 0)

async function choose(name: string, bytes: Uint8Array): Promise<void> {
  const path = join(app.profile, name)
  await writeFile(path, bytes)
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '插入图片' }).click()])
  await chooser.setFiles(path)
}

test('PI1 a picture that is chosen stands with its caption in every window on the memo', async () => {
  await sheet().locator('> p').first().click()
  await choose('走访.png', png({ width: 1200, height: 700 }))
  await figures().locator('.figure-picture img').waitFor()
  await page.keyboard.type('企业走访分布')
  await expect.poll(() => isDrawn(figures(second).locator('.figure-picture img'))).toBe(true)
  await expect.poll(() => figures(second).locator('figcaption').innerText()).toContain('企业走访分布')
  await figures().locator('.figure-picture img').scrollIntoViewIfNeeded()
  await picture(page, 'figure')
})

test('PI2 it is cropped and described in a dialog that keys can work, and undo gives the whole back', async () => {
  const before = await figures().locator('.figure-picture img').getAttribute('src')
  await figures().locator('.figure-picture img').click()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: '裁剪与说明' })
  await dialog.getByLabel('替代文字').fill('红蓝相间的条纹')
  await dialog.getByLabel('右', { exact: true }).focus()
  for (let nth = 0; nth < 40; nth++) await page.keyboard.press('ArrowLeft')
  await picture(page, 'crop')
  await dialog.getByRole('button', { name: '确定' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => figures().locator('.figure-picture img').getAttribute('src')).not.toBe(before)
  await expect.poll(() => figures(second).locator('.figure-picture img').getAttribute('alt')).toBe('红蓝相间的条纹')
  await expect
    .poll(() =>
      figures(second)
        .locator('.figure-picture img')
        .evaluate((one) => one instanceof HTMLImageElement && one.naturalWidth),
    )
    .toBe(720)
  await page.keyboard.press('Control+z')
  await expect
    .poll(() =>
      figures(second)
        .locator('.figure-picture img')
        .evaluate((one) => one instanceof HTMLImageElement && one.naturalWidth),
    )
    .toBe(1200)
  await page.keyboard.press('Control+y')
  await expect
    .poll(() =>
      figures(second)
        .locator('.figure-picture img')
        .evaluate((one) => one instanceof HTMLImageElement && one.naturalWidth),
    )
    .toBe(720)
})

test('PI3 a picture on the clipboard is pasted, and one that was deleted comes back by undo', async () => {
  await sheet().locator('> p').last().click()
  await page.evaluate(
    (base64) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], 'image.png', { type: 'image/png' }))
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    },
    Buffer.from(png({ width: 300, height: 200 })).toString('base64'),
  )
  await expect.poll(() => figures(second).count()).toBe(2)
  await expect.poll(() => isDrawn(figures(second).last().locator('.figure-picture img'))).toBe(true)
  await figures().last().locator('.figure-picture img').click()
  await page.keyboard.press('Delete')
  await expect.poll(() => figures(second).count()).toBe(1)
  await page.keyboard.press('Control+z')
  await expect.poll(() => figures(second).count()).toBe(2)
  await expect.poll(() => isDrawn(figures(second).last().locator('.figure-picture img'))).toBe(true)
})

test('PI4 a picture of 900 megapixels and a drawing with a script are refused at once, with a sentence', async () => {
  await choose('巨图.png', png({ width: 30, height: 30, claims: { width: 30_000, height: 30_000 } }))
  const started = performance.now()
  await page.getByRole('alert').filter({ hasText: '“巨图.png”过大' }).waitFor()
  expect(performance.now() - started).toBeLessThan(1_000)
  await choose('图.png', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'))
  await page.getByRole('alert').filter({ hasText: '“图.png”不是可用的图片' }).waitFor()
  expect(await figures().count()).toBe(2)
})

test('PI5 it goes out in PDF, Word and Markdown, comes in again from Word, and into another memo by copying', async () => {
  const exported = async (format: RegExp, name: string): Promise<Uint8Array> => {
    const path = join(app.profile, name)
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, path)
    await page.getByRole('button', { name: '导出', exact: true }).click()
    await page.getByRole('menuitem', { name: format }).click()
    await page.locator('.toast', { hasText: name }).waitFor()
    return readFile(path)
  }
  const markdown = strFromU8(await exported(/^Markdown/, '图.md'))
  expect(markdown).toMatch(/!\[红蓝相间的条纹\]\[picture-1\]/)
  expect(markdown).toMatch(/\[picture-2\]: data:image\/png;base64,/)
  const pdf = Buffer.from(await exported(/^PDF/, '图.pdf')).toString('latin1')
  expect(pdf.match(/\/Subtype\s*\/Image/g)?.length).toBeGreaterThanOrEqual(2)
  const word = unzipSync(await exported(/^Word/, '图.docx'))
  expect(Object.keys(word).filter((name) => /^word\/media\/\w+\.png$/.test(name))).toHaveLength(2)
  expect(strFromU8(word['word/document.xml'] ?? new Uint8Array())).toContain('descr="红蓝相间的条纹"')

  await figures().first().locator('.figure-picture img').click()
  await page.keyboard.press('Control+c')
  await page.locator('nav a[href="#/memos"]').click()
  await page.getByRole('button', { name: '新建建议稿' }).click()
  await page.getByRole('dialog').getByLabel('标题').fill('带图的稿')
  await page.getByRole('dialog').getByRole('button', { name: '新建' }).click()
  await page.getByRole('heading', { name: '带图的稿' }).waitFor()
  await sheet().locator('> p').first().click()
  await page.keyboard.press('Control+v')
  await expect.poll(() => isDrawn(figures().first().locator('.figure-picture img'))).toBe(true)
  expect(await figures().first().locator('.figure-picture img').getAttribute('alt')).toBe('红蓝相间的条纹')
  await page.getByRole('button', { name: '导入文稿（Word、Markdown）' }).click()
  await expect.poll(() => figures().count()).toBe(3)
  const captions = async (): Promise<string[]> => (await figures().locator('figcaption').allTextContents()).sort()
  await expect.poll(captions).toEqual(['', '企业走访分布', '企业走访分布'])
  await picture(page, 'imported')
})

test('PI6 a comparison shows pictures small, and one that is gone as gone', async () => {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '版本', exact: true }).click()
  await page.getByRole('button', { name: '留存版本' }).click()
  await page.getByRole('dialog').getByLabel('名称').fill('三幅图')
  await page.getByRole('dialog').getByRole('button', { name: '留存', exact: true }).click()
  const version = page.locator('.version-head', { hasText: '三幅图' })
  await version.waitFor()
  await figures().first().locator('.figure-picture img').click()
  await page.keyboard.press('Delete')
  await expect.poll(() => figures().count()).toBe(2)
  await version.click()
  await page.getByRole('link', { name: '与现在比较' }).click()
  const small = page.locator('.compared-picture img')
  await expect.poll(() => small.count()).toBe(3)
  for (let nth = 0; nth < 3; nth++) await expect.poll(() => isDrawn(small.nth(nth))).toBe(true)
  expect(await page.locator('.compared-block.removed del img').count()).toBe(1)
  await picture(page, 'compared')
})
