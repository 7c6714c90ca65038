import { join } from 'node:path'
import { app } from 'electron'
import { compose, suggestedFileName } from '../../shared/briefing/compose.ts'
import type { BriefingSource } from '../../shared/briefing/source.ts'
import { Refusal } from '../../shared/errors.ts'
import { countPages, finish } from './finish.ts'
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
  close(): Promise<void>
}

/**
 * Opens the page that prints, which holds some 60 MB of fonts until it is closed. The app must have registered its scheme.
 * @param fonts folder that `buildFonts` has filled
 */
export async function openPrinter({ fonts = join(app.getAppPath(), 'out/fonts') }: { fonts?: string } = {}): Promise<Printer> {
  let page: Page | null = await openPage(fonts)
  let last: Promise<unknown> = Promise.resolve()
  const run = async (source: BriefingSource): Promise<Printed> => {
    try {
      page ??= await openPage(fonts)
      return await Promise.race([printed(page, source, fonts), page.gone])
    } catch (error) {
      page?.close()
      page = null
      throw Object.assign(new Refusal({ kind: 'printFailed' }), { cause: error })
    }
  }
  return {
    print(source) {
      const job = last.then(() => run(source))
      last = job.catch(() => undefined)
      return job
    },
    async close() {
      await last
      page?.close()
      page = null
    },
  }
}

async function printed(page: Page, source: BriefingSource, fonts: string): Promise<Printed> {
  const content = compose(source)
  await page.show(content.about.title, body(content))
  await page.settle(await countPages(await page.pdf({ tagged: false })))
  const { pdf, pages } = await finish(await page.pdf({ tagged: true }), content, fonts)
  return { pdf, pages, fileName: suggestedFileName(source.briefing) }
}
