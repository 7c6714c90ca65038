import type { BrowserWindow } from 'electron'
import { compose, fileNameOf } from '../shared/briefing/compose.ts'
import type { OutwardSource } from '../shared/briefing/source.ts'
import { preflight, type Finding } from '../shared/briefing/preflight.ts'
import { blockTexts } from '../shared/documents/memo.ts'
import type { Preview } from '../shared/desktop.ts'
import { Refusal } from '../shared/errors.ts'
import { print } from '../shared/i18n/zh/print.ts'
import { namesLeft } from '../shared/papers/anonymous.ts'
import type { Paper } from '../shared/papers/paper.ts'
import type { Printer } from './briefing/briefing.ts'
import type { Coverage } from './briefing/coverage.ts'
import type { Table } from './lists/table.ts'
import type { Saved } from './saved.ts'
import { text } from './text.ts'

type Copies = { id: string; first: number; last: number }
type Progress = { done: number; total: number }

/** Briefings on their way to paper: shown in the window, or written where the person chooses. */
export class Briefings {
  readonly #read: (id: string) => Promise<OutwardSource>
  readonly #open: () => Promise<Printer>
  /** Opened with the first briefing and kept: its fonts take longer than its pages (performance.md T11). */
  #printer: Promise<Printer> | null = null
  readonly #saved: Saved
  readonly #openCoverage: () => Promise<Coverage>
  /** Opened with the first check and kept. */
  #coverage: Promise<Coverage> | null = null
  /** One batch of copies a window. */
  readonly #copying = new Map<BrowserWindow, AbortController>()

  constructor(
    read: (id: string) => Promise<OutwardSource>,
    open: () => Promise<Printer>,
    openCoverage: () => Promise<Coverage>,
    saved: Saved,
  ) {
    this.#read = read
    this.#openCoverage = openCoverage
    this.#saved = saved
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

  /** @throws Refusal `protectedNames` (DP1), `cancelled`, and why the file could not be written */
  async save(id: string, format: 'pdf' | 'docx', window: BrowserWindow): Promise<{ path: string; hash: string }> {
    const paper = await this.#outward(id, 1)
    const bytes = format === 'pdf' ? (await this.print(paper)).pdf : await word(paper)
    const { save, papers } = text.desktop
    const { hashOf } = await import('./briefing/verify.ts')
    const fileName = fileNameOf(paper.fileName, format)
    return { path: await this.#saved.save(window, { title: save.title, type: papers[format], fileName, bytes }), hash: hashOf(bytes) }
  }

  /** One PDF a copy, as a folder that is there whole or not at all. @throws Refusal like `save` */
  async saveCopies({ id, first, last }: Copies, window: BrowserWindow, progress: (at: Progress) => void) {
    const { fileName } = await this.#outward(id, first)
    const { hashOf } = await import('./briefing/verify.ts')
    const made = new Map<number, string>()
    const files = Array.from({ length: last - first + 1 }, (_, nth) => ({
      name: fileNameOf(`${fileName}${print.inBrackets(print.copyNumber(first + nth))}`, 'pdf'),
      bytes: async () => {
        const { pdf } = await this.print(await this.#outward(id, first + nth))
        made.set(first + nth, hashOf(pdf))
        return pdf
      },
    }))
    const { writeFolder } = await import('./papers/folder.ts')
    const folder = `${fileName}${print.inBrackets(`${print.copyNumber(first)}-${print.copyNumber(last)}`)}`
    const path = await this.#saved.saveInto(window, text.desktop.save.copies, async (parent) => {
      this.cancelCopies(window)
      const begun = new AbortController()
      this.#copying.set(window, begun)
      window.once('closed', () => begun.abort())
      return writeFolder(parent, folder, files, { signal: begun.signal, progress }).finally(() => this.#copying.delete(window))
    })
    return { path, files: [...made].map(([copy, hash]) => ({ copy, hash })) }
  }

  cancelCopies(window: BrowserWindow): void {
    this.#copying.get(window)?.abort()
  }

  /** What a file claims to be is never believed: the issue is made anew from the frozen texts on this machine, and compared. */
  async verify(bytes: Uint8Array): Promise<{ hash: string; claims: string | null; same: boolean }> {
    const { claimOf, hashOf } = await import('./briefing/verify.ts')
    const hash = hashOf(bytes)
    const claims = await claimOf(bytes)
    if (claims === null) return { hash, claims: null, same: false }
    try {
      const source = await this.#read(claims.id)
      const { pdf } = await this.print(compose(source, claims.copy))
      return { hash, claims: claims.id, same: source.briefing.state === 'issued' && hashOf(pdf) === hash }
    } catch (reason) {
      if (reason instanceof Refusal && reason.failure.kind === 'notFound') return { hash, claims: claims.id, same: false }
      throw reason
    }
  }

  /** @throws Refusal `cancelled`, and why it could not be written */
  async saveLedger(table: Table, window: BrowserWindow): Promise<string> {
    const { tableBytes } = await import('./lists/table.ts')
    const { ledger, list } = text.desktop
    return this.#saved.save(window, {
      title: ledger.save,
      type: list.xlsx,
      fileName: fileNameOf(ledger.fileName, 'xlsx'),
      bytes: await tableBytes(table, 'xlsx'),
    })
  }

  /** As it may go out. @throws Refusal `protectedNames` (DP1) */
  async #outward(id: string, copy: number): Promise<Paper> {
    const source = await this.#read(id)
    const paper = compose(source, copy)
    const names = namesLeft(source.hidden, paper)
    if (names.length > 0) throw new Refusal({ kind: 'protectedNames', names })
    return paper
  }

  /** Another paper, on the same printer. @throws Refusal `printFailed`, `fontsBroken` */
  async print(paper: Paper): Promise<Preview> {
    return (await this.#opened()).print(paper)
  }

  #opened(): Promise<Printer> {
    return (this.#printer ??= this.#open().catch((reason: unknown) => {
      // The next one begins anew: what was wrong may have been mended.
      this.#printer = null
      throw reason
    }))
  }

  async close(): Promise<void> {
    await (await this.#printer)?.close()
  }
}

/** The same sheets as a Word file. @throws Refusal `invalid` for what has no running text */
export async function word({ content, about }: Paper): Promise<Uint8Array> {
  if (content.form !== 'text') throw new Refusal({ kind: 'invalid', field: 'format' })
  return (await import('./word/sheets.ts')).wordOf(content, about)
}
