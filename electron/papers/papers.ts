import type { BrowserWindow } from 'electron'
import { fileNameOf } from '../../shared/briefing/compose.ts'
import type { Preview } from '../../shared/desktop.ts'
import { listTable } from '../../shared/dialogues/attendees.ts'
import { Refusal } from '../../shared/errors.ts'
import { composePaper, isOutward, protectedNames } from '../../shared/papers/compose.ts'
import type { Paper, PaperKind } from '../../shared/papers/paper.ts'
import type { DialogueSource } from '../../shared/papers/source.ts'
import type { Table } from '../lists/table.ts'
import type { Saved } from '../saved.ts'
import { text } from '../text.ts'

export type PapersOptions = {
  read: (id: string) => Promise<DialogueSource>
  print: (paper: Paper) => Promise<Preview>
  saved: Saved
  /** The folder of the built programs. */
  out: string
}

/** What a dialogue is written down in, outside the app: papers, a date for the calendar, the list of who takes part. */
export class Papers {
  readonly #options: PapersOptions

  constructor(options: PapersOptions) {
    this.#options = options
  }

  /** @throws Refusal */
  async preview(kind: PaperKind, id: string): Promise<Preview> {
    return this.#options.print(composePaper(kind, await this.#options.read(id), today()))
  }

  /** @throws Refusal `protectedNames` where an outward paper would name whom it must not, `cancelled`, and why it could not be written */
  async save(kind: PaperKind, id: string, format: 'pdf' | 'docx', window: BrowserWindow): Promise<string> {
    const source = await this.#options.read(id)
    const paper = composePaper(kind, source, today())
    const left = isOutward(kind) ? protectedNames(source, paper) : []
    if (left.length > 0) throw new Refusal({ kind: 'protectedNames', names: left })
    const bytes = format === 'pdf' ? (await this.#options.print(paper)).pdf : await word(paper)
    const { papers } = text.desktop
    return this.#options.saved.save(window, {
      title: papers.save,
      type: papers[format],
      fileName: fileNameOf(paper.fileName, format),
      bytes,
    })
  }

  /** @throws Refusal */
  async saveCalendar(id: string, window: BrowserWindow): Promise<string> {
    const source = await this.#options.read(id)
    const { calendarOf } = await import('./calendar.ts')
    const { papers } = text.desktop
    return this.#options.saved.save(window, {
      title: papers.save,
      type: papers.ics,
      fileName: fileNameOf(source.dialogue.title, 'ics'),
      bytes: new TextEncoder().encode(calendarOf(source, new Date())),
    })
  }

  /** @throws Refusal */
  async chooseList(window: BrowserWindow): Promise<{ fileName: string; table: Table }> {
    return (await import('../lists/lists.ts')).chooseList(window, this.#options.out)
  }

  /** @throws Refusal */
  async saveList(id: string, format: 'xlsx' | 'csv', window: BrowserWindow): Promise<string> {
    const { dialogue, attendees } = await this.#options.read(id)
    const { tableBytes } = await import('../lists/table.ts')
    const { list } = text.desktop
    return this.#options.saved.save(window, {
      title: list.save,
      type: list[format],
      fileName: fileNameOf(`${dialogue.title}${text.attendees.listName}`, format),
      bytes: await tableBytes(listTable(attendees, text.attendees.list), format),
    })
  }
}

async function word({ content, about }: Paper): Promise<Uint8Array> {
  if (content.form !== 'text') throw new Refusal({ kind: 'invalid', field: 'format' })
  return (await import('../word/sheets.ts')).wordOf(content, about)
}

/** On this machine's calendar. */
function today(now: Date = new Date()): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
