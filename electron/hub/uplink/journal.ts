import { join } from 'node:path'
import { z } from 'zod'
import { refusedEdit, type RefusedEdit } from '../../../shared/joined.ts'
import { openJsonFile, type JsonFile } from '../store/jsonFile.ts'

/**
 * What a replica owes its host, and what the host has refused: `uplink.json` beside the documents.
 *
 * `waiting` has the documents with edits that the host has not acknowledged, each with a copy of what they were before those edits:
 * a Yjs update, in base64. Losing it loses no edit, only the knowledge of which they are.
 */
const journal = z.object({
  waiting: z.record(z.string(), z.base64()),
  refused: z.array(refusedEdit),
  /** By document the Yjs clients of refused edits: a window that still has a copy with them must not bring them back. */
  banned: z.record(z.string(), z.array(z.int())),
})
type JournalData = z.infer<typeof journal>

export class Journal {
  readonly #file: Pick<JsonFile<JournalData>, 'data' | 'update'>
  readonly #changed: () => void
  readonly #report: (reason: unknown) => void

  constructor(file: Pick<JsonFile<JournalData>, 'data' | 'update'>, changed: () => void, report: (reason: unknown) => void) {
    this.#file = file
    this.#changed = changed
    this.#report = report
  }

  get waiting(): string[] {
    return Object.keys(this.#file.data.waiting)
  }

  get refused(): RefusedEdit[] {
    return this.#file.data.refused
  }

  isBanned(name: string, client: number): boolean {
    return this.#file.data.banned[name]?.includes(client) ?? false
  }

  isWaiting(name: string): boolean {
    return Object.hasOwn(this.#file.data.waiting, name)
  }

  /** What the document was when the host had last acknowledged all of it, as far as is known. */
  before(name: string): Uint8Array | null {
    const kept = this.#file.data.waiting[name]
    return kept === undefined ? null : new Uint8Array(Buffer.from(kept, 'base64'))
  }

  /** Counts at once; on disk soon. */
  waits(name: string, before: Uint8Array): void {
    const kept = Buffer.from(before).toString('base64')
    this.#note((data) => ({ ...data, waiting: { ...data.waiting, [name]: kept } }))
  }

  acknowledged(name: string): void {
    if (this.isWaiting(name)) this.#note((data) => ({ ...data, waiting: without(data.waiting, name) }))
  }

  /** Resolves when the draft is on disk: only then may the edits leave the document. @throws Refusal of the disk */
  async refuse(edit: RefusedEdit, clients: readonly number[]): Promise<void> {
    const written = this.#file.update(({ waiting, refused, banned }) => ({
      waiting: without(waiting, edit.document),
      refused: [...refused, edit],
      banned: { ...banned, [edit.document]: [...(banned[edit.document] ?? []), ...clients] },
    }))
    this.#changed()
    await written
  }

  /** @throws Refusal of the disk */
  async discard(id: string): Promise<void> {
    const written = this.#file.update((data) => ({ ...data, refused: data.refused.filter((edit) => edit.id !== id) }))
    this.#changed()
    await written
  }

  #note(change: (data: JournalData) => JournalData): void {
    this.#file.update(change).catch(this.#report)
    this.#changed()
  }
}

const without = (waiting: JournalData['waiting'], name: string): JournalData['waiting'] =>
  Object.fromEntries(Object.entries(waiting).filter(([one]) => one !== name))

export const nothingYet: JournalData = { waiting: {}, refused: [], banned: {} }
export const openJournalFile = (folder: string): Promise<JsonFile<JournalData>> =>
  openJsonFile({ path: join(folder, 'uplink.json'), schema: journal, defaults: nothingYet })
