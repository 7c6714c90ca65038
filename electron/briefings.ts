import type { BrowserWindow } from 'electron'
import { compose } from '../shared/briefing/compose.ts'
import type { OutwardSource } from '../shared/briefing/source.ts'
import type { Preview } from '../shared/desktop.ts'
import { Refusal } from '../shared/errors.ts'
import { namesLeft } from '../shared/papers/anonymous.ts'
import type { Paper } from '../shared/papers/paper.ts'
import type { Printer } from './briefing/briefing.ts'
import type { Saved } from './saved.ts'
import { text } from './text.ts'

/** Briefings on their way to paper: shown in the window, or written where the person chooses. */
export class Briefings {
  readonly #read: (id: string) => Promise<OutwardSource>
  readonly #open: () => Promise<Printer>
  /** Opened with the first briefing and kept: its fonts take longer than its pages (performance.md T11). */
  #printer: Promise<Printer> | null = null
  readonly #saved: Saved

  constructor(read: (id: string) => Promise<OutwardSource>, open: () => Promise<Printer>, saved: Saved) {
    this.#read = read
    this.#saved = saved
    this.#open = open
  }

  /** @throws Refusal */
  async preview(id: string): Promise<Preview> {
    return this.print(compose(await this.#read(id)))
  }

  /** @throws Refusal `protectedNames` (DP1), `cancelled`, and why the file could not be written */
  async save(id: string, window: BrowserWindow): Promise<string> {
    const source = await this.#read(id)
    const paper = compose(source)
    const names = namesLeft(source.hidden, paper)
    if (names.length > 0) throw new Refusal({ kind: 'protectedNames', names })
    const { pdf, fileName } = await this.print(paper)
    return this.#saved.save(window, { title: text.desktop.save.title, type: text.desktop.save.pdf, fileName, bytes: pdf })
  }

  /** Another paper, on the same printer. @throws Refusal `printFailed` */
  async print(paper: Paper): Promise<Preview> {
    return (await this.#opened()).print(paper)
  }

  #opened(): Promise<Printer> {
    return (this.#printer ??= this.#open())
  }

  async close(): Promise<void> {
    await (await this.#printer)?.close()
  }
}
