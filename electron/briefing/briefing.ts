import { join } from 'node:path'
import { app } from 'electron'
import { fileNameOf } from '../../shared/briefing/compose.ts'
import { Refusal } from '../../shared/errors.ts'
import type { Paper, PaperContent } from '../../shared/papers/paper.ts'
import { paperHtml } from '../papers/html.ts'
import { finish } from './finish.ts'
import { marksOf } from './marks.ts'
import { openPage } from './page.ts'
import type { Page } from './page.ts'

export type Printed = { pdf: Uint8Array<ArrayBuffer>; pages: number; fileName: string }
export type Printer = {
  /**
   * One after another, in the order of the calls. Equal papers give equal bytes.
   * @throws Refusal `printFailed`, `fontsBroken`; the next one starts on a fresh page
   */
  print(paper: Paper): Promise<Printed>
  close(): Promise<void>
}

/**
 * Opens the page that prints, which holds some 60 MB of fonts until it is closed. The app must have registered its scheme.
 * @param fonts folder that `buildFonts` has filled
 */
export async function openPrinter({ fonts = join(app.getAppPath(), 'out/fonts') }: { fonts?: string } = {}): Promise<Printer> {
  let page: Page | null = await openPage(fonts)
  let last: Promise<unknown> = Promise.resolve()
  const run = async (paper: Paper): Promise<Printed> => {
    try {
      page ??= await openPage(fonts)
      return await Promise.race([printed(page, paper, fonts), page.gone])
    } catch (error) {
      page?.close()
      page = null
      throw error instanceof Refusal ? error : Object.assign(new Refusal({ kind: 'printFailed' }), { cause: error })
    }
  }
  return {
    print(paper) {
      const done = last.then(() => run(paper))
      last = done.catch(() => undefined)
      return done
    },
    async close() {
      await last
      page?.close()
      page = null
    },
  }
}

async function printed(page: Page, paper: Paper, fonts: string): Promise<Printed> {
  await page.show(paper.about.title, paperHtml(paper.content))
  if (isSettled(paper.content)) {
    // Each turn that is not the last gives at least one more imprint a page of its own.
    let settled = false
    while (!settled) settled = await page.settle(await marksOf(await page.pdf({ tagged: false })))
  }
  return { ...(await finish(await page.pdf({ tagged: true }), paper, fonts)), fileName: fileNameOf(paper.fileName, 'pdf') }
}

/** Whether something in it depends on where its pages break: an imprint, which stands on the last line, or the pages of contents. */
const isSettled = (content: PaperContent): boolean =>
  content.form === 'text' &&
  content.sheets.some(({ contents, imprint }) => contents.entries.length > 0 || imprint.rows.length > 0 || imprint.last !== null)
