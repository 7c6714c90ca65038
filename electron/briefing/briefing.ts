import { join } from 'node:path'
import { z } from 'zod'
import { fileNameOf } from '../../shared/briefing/compose.ts'
import { Refusal } from '../../shared/errors.ts'
import type { Ledger, Paper, PaperContent } from '../../shared/papers/paper.ts'
import { askApart } from '../apart.ts'
import { ledgerPart, paperHtml } from '../papers/html.ts'
import { finish } from './finish.ts'
import { marksOf, type Marks } from './marks.ts'
import { Page } from './page.ts'

/** `pageOf`: the page of each place that something in the paper leads to. */
export type Printed = { pdf: Uint8Array<ArrayBuffer>; pages: number; fileName: string; pageOf: Marks['pageOf'] }
/** How far a paper is, in this order: behind others, set, its pages settled, made, finished. */
export type PrintStep = 'waiting' | 'setting' | 'paging' | 'making' | 'finishing'
/** How many parts of a long one are made. */
export type PrintParts = { done: number; total: number }
/** What is wanted of a print besides its paper: to be told of each step, and to be stopped. */
export type PrintJob = { step?: (step: PrintStep, parts?: PrintParts) => void; signal?: AbortSignal }
export type Print = (paper: Paper, job?: PrintJob) => Promise<Printed>
export type Printer = {
  /** Loads the page before it is needed. @throws Refusal as `print` */
  ready(): Promise<void>
  /**
   * One after another, in the order of the calls. Equal papers give equal bytes.
   * @throws Refusal `cancelled` once the signal says so, `printStuck` when a step takes longer than `patience`, `printFailed`,
   * `fontsBroken`; the next one starts on a fresh page
   */
  print: Print
  /** At once: whatever is under way is refused as `cancelled`. */
  close(): void
}

type Options = {
  /** The folder that `buildFonts` has filled. */ fonts: string
  /** The folder of the built programs. */ out: string
  /** For one step of one paper, ms; usually ten times what a thousand pages take (`bench print`). */ patience?: number
}

/** The page that prints holds some 60 MB of fonts until it is closed. The app must have registered its scheme. */
export function openPrinter({ fonts, out, patience = 120_000 }: Options): Printer {
  const closing = new AbortController()
  let page: Page | null = null
  let last: Promise<unknown> = Promise.resolve()
  const onPage = async <T>(signal: AbortSignal, work: (page: Page) => Promise<T>): Promise<T> => {
    const cancelled = new Refusal({ kind: 'cancelled' })
    if (isStopped(signal)) throw cancelled
    const current = (page ??= new Page(fonts, patience))
    const stop = (): void => current.end(cancelled)
    signal.addEventListener('abort', stop)
    try {
      const made = await work(current)
      if (isStopped(signal)) throw cancelled
      return made
    } catch (error) {
      current.end(cancelled)
      page = null
      throw error instanceof Refusal ? error : Object.assign(new Refusal({ kind: 'printFailed' }), { cause: error })
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
  return {
    ready: () => onPage(closing.signal, (current) => current.ready()),
    print(paper, { step = () => undefined, signal } = {}) {
      step('waiting')
      const stop = signal ? AbortSignal.any([closing.signal, signal]) : closing.signal
      const done = last.then(() => onPage(stop, (current) => printed(current, paper, { fonts, out, patience, step, signal: stop })))
      last = done.catch(() => undefined)
      return stopped(done, stop)
    },
    close() {
      closing.abort()
      page?.end(new Refusal({ kind: 'cancelled' }))
      page = null
    },
  }
}

const isStopped = ({ aborted }: AbortSignal): boolean => aborted

/** Who has given up is told at once, wherever the job stands in the line. */
async function stopped<T>(done: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined
  const given = new Promise<never>((_, reject) => {
    stop = () => reject(new Refusal({ kind: 'cancelled' }))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([done, given])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Rows of a ledger in one part: some 180 pages. What one page lays out takes longer with each row than the row before. */
const rowsAPart = 500

type Job = Required<Options & PrintJob>

const ledgerMade = z.object({ pdf: z.instanceof(Uint8Array), pages: z.int() })

/**
 * A long ledger, part by part: no step of it takes longer than one of a short one, however many there are. They are put together in a
 * process of its own while the next are made, because no window would be answered meanwhile.
 */
async function printedInParts(page: Page, paper: Paper, ledger: Ledger, job: Job): Promise<Printed> {
  const { fonts, out, patience, step, signal } = job
  const { content, about, fileName } = paper
  const total = Math.ceil(ledger.rows.length / rowsAPart)
  async function* made(): AsyncGenerator {
    for (let done = 0; done < total; done++) {
      step('making', { done, total })
      await page.show(about.title, ledgerPart(ledger, done, rowsAPart))
      yield page.pdf({ tagged: true })
    }
    step('finishing', { done: total, total })
    yield { content, about }
  }
  const answer = await askApart(join(out, 'main/ledger.js'), [fonts], patience, { signal, messages: made() })
  // Nothing in a ledger leads anywhere.
  return { ...ledgerMade.parse(answer), fileName: fileNameOf(fileName, 'pdf'), pageOf: {} }
}

async function printed(page: Page, paper: Paper, job: Job): Promise<Printed> {
  const { fonts, step } = job
  const { content } = paper
  if (content.form === 'ledger' && content.ledger.rows.length > rowsAPart) return printedInParts(page, paper, content.ledger, job)
  step('setting')
  await page.show(paper.about.title, paperHtml(content))
  if (isSettled(content)) {
    step('paging')
    // Each turn that is not the last gives at least one more imprint a page of its own.
    let settled = false
    while (!settled) settled = await page.settle(await marksOf(await page.pdf({ tagged: false })))
  }
  step('making')
  const pdf = await page.pdf({ tagged: true })
  step('finishing')
  return { ...(await finish(pdf, paper, fonts)), fileName: fileNameOf(paper.fileName, 'pdf') }
}

/** Whether something in it depends on where its pages break: notes, an imprint, which stands on the last line, or the pages of contents. */
const isSettled = (content: PaperContent): boolean =>
  content.form === 'text' &&
  content.sheets.some(
    ({ contents, parts, imprint }) =>
      contents.entries.length > 0 || parts.some(({ notes }) => notes.length > 0) || imprint.rows.length > 0 || imprint.last !== null,
  )
