import type { BrowserWindow } from 'electron'
import { compose } from '../shared/briefing/compose.ts'
import type { OutwardSource } from '../shared/briefing/source.ts'
import { preflight, type Finding } from '../shared/briefing/preflight.ts'
import { blockTexts } from '../shared/documents/memo.ts'
import type { Preview } from '../shared/desktop.ts'
import { Refusal } from '../shared/errors.ts'
import { namesLeft } from '../shared/papers/anonymous.ts'
import type { Paper } from '../shared/papers/paper.ts'
import type { Printer } from './briefing/briefing.ts'
import type { Coverage } from './briefing/coverage.ts'
import type { Saved } from './saved.ts'
import { text } from './text.ts'

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
