import { join } from 'node:path'
import { app } from 'electron'
import { compose, fileNameOf, suggestedFileName } from '../../shared/briefing/compose.ts'
import type { BriefingSource } from '../../shared/briefing/source.ts'
import { Refusal } from '../../shared/errors.ts'
import type { Paper } from '../../shared/papers/paper.ts'
import { paperHtml } from '../papers/html.ts'
import { countPages, finish, type Finishing } from './finish.ts'
import { body } from './html.ts'
import { openPage } from './page.ts'
import type { Page } from './page.ts'

export type Printed = { pdf: Uint8Array<ArrayBuffer>; pages: number; fileName: string }
export type Printer = {
  /**
   * One after another, in the order of the calls. Equal sources give equal bytes.
   * @throws Refusal `printFailed`; the next job starts on a fresh page
   */
  print(source: BriefingSource): Promise<Printed>
  /** Any other paper, in the same line. @throws Refusal `printFailed` */
  printPaper(paper: Paper): Promise<Printed>
  close(): Promise<void>
}

/**
 * Opens the page that prints, which holds some 60 MB of fonts until it is closed. The app must have registered its scheme.
 * @param fonts folder that `buildFonts` has filled
 */
export async function openPrinter({ fonts = join(app.getAppPath(), 'out/fonts') }: { fonts?: string } = {}): Promise<Printer> {
  let page: Page | null = await openPage(fonts)
  let last: Promise<unknown> = Promise.resolve()
  const run = async (job: Job): Promise<Printed> => {
    try {
      page ??= await openPage(fonts)
      return await Promise.race([printed(page, job, fonts), page.gone])
    } catch (error) {
      page?.close()
      page = null
      throw Object.assign(new Refusal({ kind: 'printFailed' }), { cause: error })
    }
  }
  const inTurn = (job: Job): Promise<Printed> => {
    const done = last.then(() => run(job))
    last = done.catch(() => undefined)
    return done
  }
  return {
    print: (source) => inTurn(briefingJob(source)),
    printPaper: (paper) => inTurn(paperJob(paper)),
    async close() {
      await last
      page?.close()
      page = null
    },
  }
}

/** What is to be printed: a page's inside, what the file says of itself, and whether its pages are numbered. */
type Job = { inner: string; finishing: Finishing; /** Has an imprint, which stands on the last line. */ imprint: boolean; fileName: string }

function briefingJob(source: BriefingSource): Job {
  const content = compose(source)
  const finishing = { about: content.about, content, numbered: true }
  return { inner: body(content), finishing, imprint: true, fileName: suggestedFileName(source.briefing) }
}

function paperJob({ content, about, fileName }: Paper): Job {
  const finishing = { about, content, numbered: content.form === 'text' && content.numbered }
  return { inner: paperHtml(content), finishing, imprint: false, fileName: fileNameOf(fileName, 'pdf') }
}

async function printed(page: Page, { inner, finishing, imprint, fileName }: Job, fonts: string): Promise<Printed> {
  await page.show(finishing.about.title, inner)
  if (imprint) await page.settle(await countPages(await page.pdf({ tagged: false })))
  return { ...(await finish(await page.pdf({ tagged: true }), finishing, fonts)), fileName }
}
