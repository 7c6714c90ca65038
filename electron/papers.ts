import type { BrowserWindow } from 'electron'
import { listTable } from '../shared/dialogues/attendees.ts'
import { fileNameOf } from '../shared/briefing/compose.ts'
import type { DialogueSource } from '../shared/papers/source.ts'
import type { Table } from './lists/table.ts'
import type { Saved } from './saved.ts'
import { text } from './text.ts'

/** What a dialogue is written down in, outside the app: the list of who takes part. */
export class Papers {
  readonly #read: (id: string) => Promise<DialogueSource>
  readonly #saved: Saved
  readonly #out: string

  constructor(read: (id: string) => Promise<DialogueSource>, saved: Saved, out: string) {
    this.#read = read
    this.#saved = saved
    this.#out = out
  }

  /** @throws Refusal */
  async chooseList(window: BrowserWindow): Promise<{ fileName: string; table: Table }> {
    return (await import('./lists/lists.ts')).chooseList(window, this.#out)
  }

  /** @throws Refusal */
  async saveList(id: string, format: 'xlsx' | 'csv', window: BrowserWindow): Promise<string> {
    const { dialogue, attendees } = await this.#read(id)
    const { tableBytes } = await import('./lists/table.ts')
    const { list } = text.desktop
    return this.#saved.save(window, {
      title: list.save,
      type: list[format],
      fileName: fileNameOf(`${dialogue.title}${text.attendees.listName}`, format),
      bytes: await tableBytes(listTable(attendees, text.attendees.list), format),
    })
  }
}
