import { join } from 'node:path'
import { app, dialog, shell, type BrowserWindow } from 'electron'
import type { BriefingSource } from '../shared/briefing/source.ts'
import type { Preview } from '../shared/desktop.ts'
import { Refusal } from '../shared/errors.ts'
import type { Printer } from './briefing/briefing.ts'
import { atomicWrite } from './hub/store/atomicWrite.ts'
import { text } from './text.ts'

/** Briefings on their way to paper: shown in the window, or written where the person chooses. */
export class Briefings {
  readonly #read: (id: string) => Promise<BriefingSource>
  readonly #open: () => Promise<Printer>
  /** Opened with the first briefing and kept: its fonts take longer than its pages (performance.md T11). */
  #printer: Promise<Printer> | null = null
  /** Files written in this run; only these may be shown, so a page cannot ask for just any path. */
  readonly #written = new Set<string>()

  constructor(read: (id: string) => Promise<BriefingSource>, open: () => Promise<Printer>) {
    this.#read = read
    this.#open = open
  }

  /** @throws Refusal */
  async preview(id: string): Promise<Preview> {
    const source = await this.#read(id)
    this.#printer ??= this.#open()
    return (await this.#printer).print(source)
  }

  /** @throws Refusal `cancelled`, and why the file could not be written */
  async save(id: string, window: BrowserWindow): Promise<string> {
    const { pdf, fileName } = await this.preview(id)
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: text.desktop.save.title,
      defaultPath: join(app.getPath('documents'), fileName),
      filters: [{ name: text.desktop.save.pdf, extensions: ['pdf'] }],
    })
    if (canceled || filePath === '') throw new Refusal({ kind: 'cancelled' })
    await atomicWrite(filePath, pdf)
    this.#written.add(filePath)
    return filePath
  }

  /** @throws Refusal `forbidden` for what the app has not written */
  show(path: string): void {
    if (!this.#written.has(path)) throw new Refusal({ kind: 'forbidden' })
    shell.showItemInFolder(path)
  }

  async close(): Promise<void> {
    await (await this.#printer)?.close()
  }
}
