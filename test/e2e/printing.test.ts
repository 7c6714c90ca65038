import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { zh } from '../../shared/i18n/zh.ts'
import { read } from '../briefing/read.ts'
import { launchApp, type App } from './helpers/app.ts'
import { picture } from './helpers/picture.ts'

const words = zh.app.printing

let app: App
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yice-printing-'))
  app = await launchApp()
  await app.openSample()
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

/** What the system would be asked, instead of asking it: the dialog's settings, and the very sheets as a PDF. */
const askedRule = z.object({ title: z.string(), settings: z.record(z.string(), z.unknown()) })
const system = (printers: string[], said: [sent: boolean, reason: string], pdf: string): Promise<void> =>
  app.electron.evaluate(
    ({ webContents }, { printers: names, said: [sent, reason], pdf: path }) => {
      const one = webContents.getAllWebContents()[0]
      if (!one) throw new Error('no page')
      Object.assign(Object.getPrototypeOf(one), {
        getPrintersAsync: () => Promise.resolve(names.map((name) => ({ name }))),
        print(this: typeof one, settings: object, answer: (sent: boolean, reason: string) => void) {
          Object.assign(globalThis, { asked: { title: this.getTitle(), settings } })
          void this.printToPDF({ preferCSSPageSize: true, printBackground: true })
            .then(async (bytes) => process.getBuiltinModule('node:fs/promises').writeFile(path, bytes))
            .then(() => answer(sent, reason))
        },
      })
    },
    { printers, said, pdf },
  )
const asked = async () => askedRule.parse(await app.electron.evaluate((): unknown => Reflect.get(globalThis, 'asked')))

describe('打印', () => {
  it('PR1 an issue goes to the dialog with the pages of its PDF on A4, without margins and on both sides', async () => {
    const { page } = app
    const sheets = join(folder, 'sheets.pdf')
    await system(['一号打印机'], [true, ''], sheets)
    await page.evaluate(() => (location.hash = '#/ledger'))
    await page.locator('main a[href^="#/briefings/"]').first().click()
    await page.locator('canvas[data-drawn=true]').first().waitFor()
    const pages = await page.locator('.pdf-page').count()
    await page.getByRole('button', { name: words.act }).click()
    await page.getByText(words.sent).waitFor()
    await picture(page, 'print-sent')
    const { title, settings } = await asked()
    expect(title).toMatch(/第1期/)
    expect(settings).toMatchObject({
      ...{ silent: false, landscape: false, pageSize: 'A4', duplexMode: 'longEdge' },
      margins: { marginType: 'none' },
    })
    const printed = await read(new Uint8Array(await readFile(sheets)))
    expect(printed.pages).toHaveLength(pages)
    for (const { width, height, images } of printed.pages) {
      expect([Math.round(width), Math.round(height)]).toEqual([595, 842])
      const [image] = images
      expect(image && [Math.round(image.left), Math.round(image.right - image.left)]).toEqual([0, 595])
    }
  })

  it('PR2 where there is no printer it is said, and the PDF is offered', async () => {
    const { page } = app
    await system([], [true, ''], join(folder, 'none.pdf'))
    const path = join(folder, 'instead.pdf')
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await page.getByRole('button', { name: words.act }).click()
    await page.getByText(zh.failures({ kind: 'noPrinter' })).waitFor()
    await picture(page, 'print-none')
    await page.locator('.toast').getByRole('button', { name: words.savePdf }).click()
    await page.getByText(zh.briefings.page.saved(path)).waitFor()
    expect((await readFile(path)).subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('PR3 a memo is printed from its menu; given up in the dialog, nothing is said; refused by the printer, what to do next is', async () => {
    const { page } = app
    await system(['一号打印机'], [false, 'Print job canceled'], join(folder, 'memo.pdf'))
    await page.locator('nav a[href="#/memos"]').click()
    await page.locator('main a[href^="#/memos/"]').first().click()
    const print = async (): Promise<void> => {
      await page.getByRole('button', { name: zh.memos.export.act }).click()
      await page.getByRole('menuitem', { name: words.act }).click()
    }
    await print()
    await expect.poll(async () => (await asked()).title).not.toMatch(/第1期/)
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.locator('.notice').count()).toBe(0)
    await system(['一号打印机'], [false, 'Print job failed'], join(folder, 'memo.pdf'))
    await print()
    await page.getByText(zh.failures({ kind: 'printerFailed' })).waitFor()
  })

  it('PR4 numbered copies go to one dialog, each on sheets of its own; where there is no printer their PDFs are offered', async () => {
    const { page } = app
    const { page: briefing } = zh.briefings
    await page.locator('nav a[href="#/briefings"]').click()
    await page.getByRole('button', { name: briefing.compile }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('.checklist label', { hasText: briefing.sources.memo }).first().click()
    await dialog.getByRole('button', { name: briefing.make, exact: true }).click()
    await page.getByLabel(briefing.switches.copyNumber).click()
    await page.getByRole('button', { name: briefing.issue, exact: true }).click()
    await dialog.getByRole('button', { name: briefing.issue, exact: true }).click()
    await page.getByRole('button', { name: zh.dispatches.numberCopies }).click()
    await dialog.getByLabel(zh.dispatches.fields.count).fill('3')
    await dialog.getByLabel(zh.dispatches.fields.to).fill('市委办公厅')
    await dialog.getByRole('button', { name: zh.dispatches.numberCopies }).click()
    const copies = page.locator('.dispatch-copies', { hasText: zh.dispatches.range(1, 3) })
    await copies.getByText('市委办公厅').waitFor()
    await page.locator('canvas[data-drawn=true]').first().waitFor()
    const pages = await page.locator('.pdf-page').count()

    const sheets = join(folder, 'copies.pdf')
    await system(['一号打印机'], [true, ''], sheets)
    await copies.getByRole('button', { name: words.act }).click()
    await page.getByRole('progressbar', { name: words.title }).waitFor()
    await picture(page, 'print-copies')
    await page.getByText(words.sent).waitFor()
    const printed = await read(new Uint8Array(await readFile(sheets)))
    const whole = pages + (pages % 2)
    expect(printed.pages.map(({ images }) => images.length)).toEqual(
      Array.from({ length: 2 * whole + pages }, (_, at) => (at % whole < pages ? 1 : 0)),
    )

    await system([], [true, ''], join(folder, 'none.pdf'))
    const into = await mkdtemp(join(folder, 'copies-'))
    await app.electron.evaluate(({ dialog: asks }, path) => {
      asks.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    }, into)
    await copies.getByRole('button', { name: words.act }).click()
    await page.locator('.toast').getByRole('button', { name: words.savePdf }).click()
    await page.getByText(zh.dispatches.copiesDone(into, 3)).waitFor()
    await picture(page, 'print-copies-saved')
    const [folderOf = ''] = await readdir(into)
    expect(await readdir(join(into, folderOf))).toHaveLength(3)
  })
})
