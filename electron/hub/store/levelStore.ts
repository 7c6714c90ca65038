import { join } from 'node:path'
import { setImmediate as turnEnds } from 'node:timers/promises'
import type { DocumentName } from '../../../shared/documentName.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { DocumentStore, StoredDocument, StoredVersion, VersionInfo } from './documentStore.ts'
import { hasCode, isUnreadable, openLevel, refusal, roomToReopen, type Level } from './level.ts'
import { readDocument, readHeads, readVersion, readVersions, Torn } from './levelRead.ts'
import * as plans from './plans.ts'
import { emptyHead, under, type Head } from './records.ts'
import { Session } from './session.ts'
import { Witness, type Witnessed } from './witness.ts'

/**
 * Documents on disk, in `folder` (LevelDB in `folder/level`, its witness in `folder/witness`; see records.ts for the keys).
 *
 * All changes of one turn of the event loop, and all that arrive while the disk is busy, go into one synced batch (DS1). After
 * a write that failed the engine is opened anew before the next one: LevelDB writes on behind a torn record, and would lose
 * what follows it (DS8).
 *
 * DS4 as measured (`prove faults`): of some 3,000 files flipped, cut, zeroed or deleted anywhere in the folder none went unnoticed
 * and none kept the other documents from opening. What cannot be noticed: an older copy of the whole folder put in its place;
 * after a power cut that lost the witness' unsynced slot, damage to exactly the newest updates of that document; changes that
 * agree with their CRC-32.
 * @throws Refusal `storeLocked`, `notWritable`, `diskFull`, `storeDamaged` (document `*`: nothing can be read)
 */
export async function openLevelStore(folder: string): Promise<DocumentStore> {
  const session = new Session(join(folder, 'session'))
  const level = await openLevel(folder, { mend: session.crashed })
  let store: LevelStore | undefined
  try {
    session.begin()
    store = new LevelStore(level, folder, new Witness(join(folder, 'witness')), session)
    await store.start()
    return store
  } catch (error) {
    await (store ?? level).close()
    throw await refusal(error, folder)
  }
}

class LevelStore implements DocumentStore {
  #level: Level
  readonly #folder: string
  readonly #witness: Witness
  readonly #session: Session
  readonly #heads = new Map<DocumentName, Head>()
  readonly #damaged = new Set<DocumentName>()
  #waiting: plans.Change[] = []
  #working: Promise<void> | null = null
  readonly #reading = new Set<Promise<unknown>>()
  #reopening: Promise<void> | null = null
  /** Why the last write failed; cleared by opening anew. */
  #failed: 'damaged' | 'refused' | null = null
  #closed = false

  constructor(level: Level, folder: string, witness: Witness, session: Session) {
    this.#session = session
    this.#level = level
    this.#folder = folder
    this.#witness = witness
  }

  async start(): Promise<void> {
    await this.#takeStock(this.#witness.found)
    this.#witness.note([...this.#heads].filter(([name]) => !this.#damaged.has(name)))
  }

  /** Reads all heads and holds them against what is known to have been written. */
  async #takeStock(known: Iterable<[DocumentName, Witnessed]>): Promise<void> {
    const { heads, torn } = await this.#readHeads()
    for (const name of torn) this.#damaged.add(name)
    for (const [name, { through, versions }] of known) {
      const head = heads.get(name) ?? emptyHead
      if (head.through >= through && head.versions >= versions) continue
      this.#damaged.add(name)
      heads.set(name, { ...head, through: Math.max(head.through, through), versions: Math.max(head.versions, versions) })
    }
    for (const [name, head] of heads) this.#heads.set(name, head)
  }

  async #readHeads(): ReturnType<typeof readHeads> {
    try {
      return await readHeads(this.#level)
    } catch (error) {
      if (!isUnreadable(error)) throw error
      await this.#level.close()
      this.#level = await openLevel(this.#folder, { mend: true })
      return await readHeads(this.#level)
    }
  }

  load(name: DocumentName): Promise<StoredDocument> {
    return this.#readDocument(name, (level) => readDocument(level, name, this.#heads.has(name)))
  }

  append(name: DocumentName, update: Uint8Array): Promise<void> {
    return this.#change(name, plans.append(name, update), update.length)
  }

  compact(name: DocumentName, state: Uint8Array, through: number): Promise<void> {
    return this.#change(name, plans.compact(name, state, through), state.length)
  }

  tail(name: DocumentName): number {
    const { base, through } = this.#heads.get(name) ?? emptyHead
    return through - base
  }

  names(): Promise<DocumentName[]> {
    const written = [...this.#heads].filter(([, head]) => head.stateKept || head.through > head.base)
    return Promise.resolve(written.map(([name]) => name).sort())
  }

  async keepVersion(version: StoredVersion): Promise<void> {
    if ((await this.version(version.id)) !== null) throw new RangeError(`version ${version.id} exists`)
    await this.#change(version.document, plans.keepVersion(version), version.state.length)
  }

  version(id: string): Promise<StoredVersion | null> {
    const kept = [...this.#heads.values()].reduce((sum, head) => sum + head.versions, 0)
    return this.#read(id, (level) => readVersion(level, id, kept))
  }

  versions(name: DocumentName): Promise<VersionInfo[]> {
    return this.#readDocument(name, (level) => readVersions(level, name))
  }

  /** Its versions stay (DS6). The head stays too, so that sequences never start again; a damaged document is freed by this. */
  async remove(name: DocumentName): Promise<void> {
    const level = await this.#usable()
    await this.#enqueue(name, plans.remove(name, await level.keys(under(`u!${name}`)).all()))
    this.#damaged.delete(name)
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#working
    await Promise.allSettled(this.#reading)
    await this.#level.close()
    this.#witness.close()
    this.#session.end()
  }

  #damage(document: string): Refusal {
    return new Refusal({ kind: 'storeDamaged', path: this.#folder, document })
  }

  /** `of` names what is read: a document, or the id of a version. */
  async #read<T>(of: string, from: (level: Level) => Promise<T>): Promise<T> {
    const level = await this.#usable()
    const reading = from(level)
    this.#reading.add(reading)
    try {
      return await reading
    } catch (error) {
      if (error instanceof Torn || isUnreadable(error)) throw this.#damage(of)
      throw error
    } finally {
      this.#reading.delete(reading)
    }
  }

  async #readDocument<T>(name: DocumentName, from: (level: Level) => Promise<T>): Promise<T> {
    if (this.#damaged.has(name)) throw this.#damage(name)
    try {
      return await this.#read(name, from)
    } catch (error) {
      if (error instanceof Refusal && error.failure.kind === 'storeDamaged') this.#damaged.add(name)
      throw error
    }
  }

  #change(name: DocumentName, plan: plans.Plan, bytes: number): Promise<void> {
    return this.#damaged.has(name) ? Promise.reject(this.#damage(name)) : this.#enqueue(name, plan, bytes)
  }

  #enqueue(name: DocumentName, plan: plans.Plan, bytes = 0): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'))
    return new Promise((done, failed) => {
      this.#waiting.push({ name, plan, bytes, done, failed })
      this.#working ??= this.#work()
    })
  }

  async #work(): Promise<void> {
    await turnEnds()
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0))
    this.#working = null
  }

  async #commit(group: plans.Change[]): Promise<void> {
    try {
      if (this.#failed !== null) await this.#reopen(group.reduce((sum, { bytes }) => sum + bytes, 0))
      const { writes, heads, planned } = plans.combine(group, this.#heads)
      await this.#level.batch(writes, { sync: true })
      for (const [name, head] of heads) this.#heads.set(name, head)
      this.#witness.note(heads)
      for (const change of planned) change.done()
    } catch (error) {
      // A table that LevelDB cannot merge stops all writing, also of documents that are whole.
      this.#failed = this.#failed === 'damaged' || hasCode(error, 'LEVEL_CORRUPTION') ? 'damaged' : 'refused'
      const reason = await refusal(error, this.#folder)
      for (const change of group) change.failed(reason)
    }
  }

  async #usable(): Promise<Level> {
    if (this.#closed) throw new Error('the store is closed')
    if (this.#reopening !== null || this.#level.status !== 'open') await this.#reopen(0)
    return this.#level
  }

  #reopen(bytes: number): Promise<void> {
    this.#reopening ??= this.#openAnew(bytes).finally(() => {
      this.#reopening = null
    })
    return this.#reopening
  }

  /** Only when there is room: until then the engine, though it refuses to write, still reads. */
  async #openAnew(bytes: number): Promise<void> {
    await roomToReopen(this.#folder, bytes)
    await Promise.allSettled(this.#reading)
    await this.#level.close()
    this.#level = await openLevel(this.#folder, { mend: this.#failed === 'damaged' })
    await this.#takeStock(this.#heads)
    this.#failed = null
  }
}
