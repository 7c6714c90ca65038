import * as Y from 'yjs'
import type { z } from 'zod'
import {
  auditEntry,
  registerRoots,
  registerTrail,
  registerWorkspace,
  workspace,
  type AuditEntry,
  type RegisterRecord,
  type RegisterRoot,
  type Workspace,
} from '../../shared/register.ts'
import { turn } from './turn.ts'

/** What a command changes; all of it or nothing. Records are checked against their schemas. */
export type Draft = {
  put<R extends RegisterRoot>(root: R, record: RegisterRecord<R>): void
  remove(root: RegisterRoot, id: string): void
  trail(entry: AuditEntry): void
  workspace(about: z.input<typeof workspace>): void
}

type Change = (draft: Draft) => void
/** Puts updates on disk as one, then into the live document one after the other, which everybody sees. */
type Commit = (updates: readonly Uint8Array[]) => Promise<void>

/** So many records at most are changed by one update: a window that is told of them does not stand still for it. */
const pieceSize = 500

/**
 * The register: read by everybody, written here only.
 *
 * HB7 A change is made on a second copy, put on disk, and only then shown: a command that is refused, throws, or finds the disk
 * full has changed nothing that anybody can see.
 */
export class Register {
  readonly #live: Y.Doc
  readonly #commit: Commit
  /** Made for the first change: a register that is only read has none. */
  #copy: Y.Doc | null = null
  readonly #known: Known = {
    members: new WeakMap(),
    dialogues: new WeakMap(),
    attendees: new WeakMap(),
    topics: new WeakMap(),
    issues: new WeakMap(),
    memos: new WeakMap(),
    versions: new WeakMap(),
    endorsements: new WeakMap(),
    briefings: new WeakMap(),
    dispatches: new WeakMap(),
    recommendations: new WeakMap(),
  }

  /** Grows with every change that anybody can see. */
  revision = 0

  constructor(live: Y.Doc, commit: Commit) {
    this.#live = live
    this.#commit = commit
    live.on('update', () => this.revision++)
    // What another node of a cluster has written.
    live.on('update', (update: Uint8Array) => {
      if (this.#copy) Y.applyUpdate(this.#copy, update)
    })
  }

  get<R extends RegisterRoot>(root: R, id: string): RegisterRecord<R> | undefined {
    const value: unknown = this.#live.getMap(root).get(id)
    return value === undefined ? undefined : this.#parse(root, value)
  }

  all<R extends RegisterRoot>(root: R): RegisterRecord<R>[] {
    return [...this.#live.getMap(root).values()].map((value) => this.#parse(root, value))
  }

  get trail(): AuditEntry[] {
    return this.#live
      .getArray<unknown>(registerTrail)
      .toArray()
      .map((entry) => auditEntry.parse(entry))
  }

  get workspace(): Workspace | null {
    return workspace.nullable().catch(null).parse(this.#live.getMap(registerWorkspace).toJSON())
  }

  /** Resolves when the change is on disk and shown. Callers take turns: one write at a time. */
  async write(change: Change): Promise<void> {
    const copy = (this.#copy ??= copyOf(this.#live))
    try {
      const steps: Step[] = []
      change(draftOf(steps))
      const updates: Uint8Array[] = []
      for (let from = 0; from < steps.length; from += pieceSize) {
        if (from > 0) await turn()
        updates.push(...updatesOf(copy, steps.slice(from, from + pieceSize)))
      }
      if (updates.length > 0) await this.#commit(updates)
    } catch (reason) {
      copy.destroy()
      this.#copy = null
      throw reason
    }
  }

  /** Yjs hands out the same object until the record is replaced, so each is checked once. */
  #parse<R extends RegisterRoot>(root: R, value: unknown): RegisterRecord<R> {
    const known: Known[R] = this.#known[root]
    if (typeof value !== 'object' || value === null) return schemas[root].parse(value)
    const record = known.get(value) ?? schemas[root].parse(value)
    known.set(value, record)
    return record
  }
}

const schemas: { [R in RegisterRoot]: z.ZodType<RegisterRecord<R>> } = registerRoots
type Known = { [R in RegisterRoot]: WeakMap<object, RegisterRecord<R>> }

type Step = (doc: Y.Doc) => void

/** Checks at once what is changed, and notes it down. */
function draftOf(steps: Step[]): Draft {
  return {
    put(root, record) {
      const checked = schemas[root].parse(record)
      steps.push((doc) => void doc.getMap(root).set(record.id, checked))
    },
    remove: (root, id) => void steps.push((doc) => doc.getMap(root).delete(id)),
    trail(entry) {
      const checked = auditEntry.parse(entry)
      steps.push((doc) => doc.getArray(registerTrail).push([checked]))
    },
    workspace(about) {
      for (const [key, value] of Object.entries(workspace.parse(about)))
        steps.push((doc) => void doc.getMap(registerWorkspace).set(key, value))
    },
  }
}

function updatesOf(doc: Y.Doc, steps: readonly Step[]): Uint8Array[] {
  const updates: Uint8Array[] = []
  const note = (update: Uint8Array): number => updates.push(update)
  doc.on('update', note)
  try {
    doc.transact(() => steps.forEach((step) => step(doc)))
  } finally {
    doc.off('update', note)
  }
  return updates
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
