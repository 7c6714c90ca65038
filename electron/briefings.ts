import type { BrowserWindow } from 'electron'
import { compose, fileNameOf } from '../shared/briefing/compose.ts'
import type { OutwardSource } from '../shared/briefing/source.ts'
import { preflight, type Finding } from '../shared/briefing/preflight.ts'
import { blockTexts } from '../shared/documents/memo.ts'
import type { Preview } from '../shared/desktop.ts'
import { Refusal } from '../shared/errors.ts'
import { print } from '../shared/i18n/zh/print.ts'
import { namesLeft } from '../shared/papers/anonymous.ts'
import type { Paper, TextPaper } from '../shared/papers/paper.ts'
import type { Print, Printer, PrintJob } from './briefing/briefing.ts'
import type { Coverage } from './briefing/coverage.ts'
import type { MakeBook } from './lists/apart.ts'
import type { Table } from './lists/table.ts'
import type { Saved } from './saved.ts'
import { text } from './text.ts'
import type { MakeWord } from './word/apart.ts'

type Copies = { id: string; first: number; last: number }

/** Briefings on their way to paper: shown in the window, or written where the person chooses. */
export class Briefings {
  readonly #read: (id: string) => Promise<OutwardSource>
  readonly #open: () => Promise<Printer>
  /** Opened with the first briefing and kept: its fonts take longer than its pages (performance.md T11). */
  #printer: Printer | null = null
  #closed = false
  readonly #saved: Saved
  readonly #word: MakeWord
  readonly #book: MakeBook
  readonly #openCoverage: () => Promise<Coverage>
  /** Opened with the first check and kept. */
  #coverage: Promise<Coverage> | null = null

  constructor(
    read: (id: string) => Promise<OutwardSource>,
    open: () => Promise<Printer>,
    openCoverage: () => Promise<Coverage>,
    saved: Saved,
    word: MakeWord,
    book: MakeBook,
  ) {
    this.#read = read
    this.#openCoverage = openCoverage
    this.#saved = saved
    this.#word = word
    this.#book = book
    this.#open = open
  }

  /** @throws Refusal */
  async preview(id: string): Promise<Preview> {
    return this.print(compose(await this.#read(id)))
  }

  /** What is to be looked at before it goes out. @throws Refusal */
  async check(id: string): Promise<Finding[]> {
    const source = await this.#read(id)
    const { missing } = await (this.#coverage ??= this.#openCoverage())
    const unknown = source.texts.flatMap(({ title, blocks }, at): Finding[] => {
      const signs = missing([title, ...blockTexts(blocks)].join(''))
      const item = source.briefing.items[at]
      if (signs.length === 0 || !item) return []
      return [{ rule: 'noGlyph', place: { in: 'item', of: item.of, id: item.id, title }, words: signs.join('、'), stops: true, fix: null }]
    })
    return [...preflight(source), ...unknown]
  }

  /** One that was withdrawn says so on every page. @throws Refusal `protectedNames` (DP1), `cancelled`, and why the file could not be written */
  async save(id: string, format: 'pdf' | 'docx', window: BrowserWindow): Promise<{ path: string; hash: string }> {
    const paper = await this.outward(id)
    const { save, papers } = text.desktop
    const { hashOf } = await import('./briefing/verify.ts')
    const file = { title: save.title, type: papers[format], fileName: fileNameOf(paper.fileName, format) }
    let hash = ''
    const path = await this.#saved.save(window, file, async (job) => {
      const bytes = await bytesOf(paper, format, { print: this.print, word: this.#word }, job)
      hash = hashOf(bytes)
      return bytes
    })
    return { path, hash }
  }

  /** One PDF a copy, as a folder that is there whole or not at all. @throws Refusal like `save` */
  async saveCopies({ id, first, last }: Copies, window: BrowserWindow) {
    const { fileName, withdrawn } = await this.outward(id, first)
    // Copies of it are numbered no more (DL2).
    if (withdrawn) throw new Refusal({ kind: 'frozen' })
    const { hashOf } = await import('./briefing/verify.ts')
    const made = new Map<number, string>()
    const files = Array.from({ length: last - first + 1 }, (_, nth) => ({
      name: fileNameOf(`${fileName}${print.inBrackets(print.copyNumber(first + nth))}`, 'pdf'),
      bytes: async (signal: AbortSignal) => {
        const { pdf } = await this.print(await this.outward(id, first + nth), { signal })
        made.set(first + nth, hashOf(pdf))
        return pdf
      },
    }))
    const { writeFolder } = await import('./papers/folder.ts')
    const folder = `${fileName}${print.inBrackets(`${print.copyNumber(first)}-${print.copyNumber(last)}`)}`
    const path = await this.#saved.saveInto(window, text.desktop.save.copies, (parent, job) => writeFolder(parent, folder, files, job))
    return { path, files: [...made].map(([copy, hash]) => ({ copy, hash })) }
  }

  /** What a file claims to be is never believed: the issue is made anew from the frozen texts on this machine, and compared. */
  async verify(bytes: Uint8Array): Promise<{ hash: string; claims: string | null; same: boolean }> {
    const { claimOf, hashOf } = await import('./briefing/verify.ts')
    const hash = hashOf(bytes)
    const claims = await claimOf(bytes)
    if (claims === null) return { hash, claims: null, same: false }
    try {
      const source = await this.#read(claims.id)
      if (source.briefing.state !== 'issued') return { hash, claims: claims.id, same: false }
      for (const made of madeFrom(source)) {
        const { pdf } = await this.print(compose(made, claims.copy))
        if (hashOf(pdf) === hash) return { hash, claims: claims.id, same: true }
      }
      return { hash, claims: claims.id, same: false }
    } catch (reason) {
      if (reason instanceof Refusal && reason.failure.kind === 'notFound') return { hash, claims: claims.id, same: false }
      throw reason
    }
  }

  /** @throws Refusal `cancelled`, and why it could not be written */
  async saveLedger(table: Table, window: BrowserWindow): Promise<string> {
    const { ledger, list } = text.desktop
    const file = { title: ledger.save, type: list.xlsx, fileName: fileNameOf(ledger.fileName, 'xlsx') }
    return this.#saved.save(window, file, ({ signal }) => this.#book([{ name: ledger.fileName, table }], signal))
  }

  /** As it may go out. @throws Refusal `protectedNames` (DP1) */
  async outward(id: string, copy = 1): Promise<Paper & { withdrawn: boolean }> {
    const source = await this.#read(id)
    const paper = compose(source, copy)
    const names = namesLeft(source.hidden, paper)
    if (names.length > 0) throw new Refusal({ kind: 'protectedNames', names })
    return { ...paper, withdrawn: source.withdrawn !== undefined }
  }

  /** Another paper, on the same printer. @throws Refusal `cancelled`, `printStuck`, `printFailed`, `fontsBroken` */
  readonly print: Print = async (paper, job) => {
    const printer = await this.#opened()
    return printer.print(paper, job)
  }

  async #opened(): Promise<Printer> {
    const opened = this.#printer ?? (await this.#open())
    if (this.#closed) throw new Refusal({ kind: 'cancelled' })
    return (this.#printer ??= opened)
  }

  /** At once, whatever is being printed. */
  close(): void {
    this.#closed = true
    this.#printer?.close()
  }
}

/** All that an issue may have been saved as: as it went out, after it was withdrawn, and after another took its place. */
function madeFrom({ withdrawn, ...source }: OutwardSource): OutwardSource[] {
  if (!withdrawn) return [source]
  const marked = { ...source, withdrawn: { ...withdrawn, replacedBy: null } }
  return [source, marked, ...(withdrawn.replacedBy === null ? [] : [{ ...source, withdrawn }])]
}

/** A paper as a file. @throws Refusal as `Print` and `MakeWord`; `invalid` for the Word of what has no running text */
export async function bytesOf(
  paper: Paper,
  format: 'pdf' | 'docx',
  { print, word }: { print: Print; word: MakeWord },
  job: Required<PrintJob>,
): Promise<Uint8Array> {
  if (format === 'pdf') return (await print(paper, job)).pdf
  const { content, about } = paper
  if (content.form !== 'text') throw new Refusal({ kind: 'invalid', field: 'format' })
  const paged = content.sheets.some(({ contents }) => contents.entries.length > 0) ? await withPages(paper, content, print, job) : content
  job.step('making')
  return word(paged, about, job.signal)
}

/** Contents with the pages of the PDF; without any where that cannot be made. @throws Refusal `cancelled` */
async function withPages(paper: Paper, content: TextPaper, print: Print, job: Required<PrintJob>): Promise<TextPaper> {
  try {
    const { pageOf } = await print(paper, job)
    const sheets = content.sheets.map((sheet) => ({
      ...sheet,
      contents: {
        ...sheet.contents,
        entries: sheet.contents.entries.map((entry) => {
          const page = pageOf[entry.anchor]
          return page === undefined ? entry : { ...entry, page }
        }),
      },
    }))
    return { ...content, sheets }
  } catch (reason) {
    if (reason instanceof Refusal && reason.failure.kind !== 'cancelled') return content
    throw reason
  }
}
