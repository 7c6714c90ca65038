import type { DocumentName } from '../../../shared/documentName.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { DocumentStore, StoredDocument, StoredVersion, VersionInfo } from './documentStore.ts'

type Kept = { base: number; state: Uint8Array | null; updates: Uint8Array[] }

/** What a `MemoryStore` leaves behind when it closes, and the faults that a test may give it. */
export type MemoryDisk = {
  documents: Map<DocumentName, Kept>
  versions: Map<string, StoredVersion>
  damaged: Set<DocumentName>
  /** Bytes that still fit. */
  room: number
  locked: boolean
}
export const memoryDisk = (): MemoryDisk => ({
  documents: new Map(),
  versions: new Map(),
  damaged: new Set(),
  room: Number.POSITIVE_INFINITY,
  locked: false,
})

const path = ':memory:'
const copy = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes)
const described = ({ id, document, name, hash, by, at }: StoredVersion): VersionInfo => ({ id, document, name, hash, by, at })

/** The twin of `openLevelStore` for tests: the same promises as far as memory can keep them. @throws Refusal `storeLocked` */
export function openMemoryStore(disk: MemoryDisk = memoryDisk()): Promise<DocumentStore> {
  if (disk.locked) return Promise.reject(new Refusal({ kind: 'storeLocked', path }))
  disk.locked = true
  return Promise.resolve(new MemoryStore(disk))
}

class MemoryStore implements DocumentStore {
  readonly #disk: MemoryDisk
  #closed = false
  constructor(disk: MemoryDisk) {
    this.#disk = disk
  }

  load(name: DocumentName): Promise<StoredDocument> {
    return this.#whole(name, () => {
      const { base, state, updates } = this.#kept(name)
      return { state: state && copy(state), updates: updates.map(copy), through: base + updates.length }
    })
  }

  append(name: DocumentName, update: Uint8Array): Promise<void> {
    return this.#whole(name, () => {
      this.#take(update.length)
      const kept = this.#kept(name)
      this.#disk.documents.set(name, { ...kept, updates: [...kept.updates, copy(update)] })
    })
  }

  compact(name: DocumentName, state: Uint8Array, through: number): Promise<void> {
    return this.#whole(name, () => {
      const { base, updates } = this.#kept(name)
      if (through < base || through > base + updates.length) throw new RangeError(`${name} holds no update ${String(through)}`)
      this.#take(state.length)
      this.#disk.documents.set(name, { base: through, state: copy(state), updates: updates.slice(through - base) })
    })
  }

  tail(name: DocumentName): number {
    return this.#kept(name).updates.length
  }

  names(): Promise<DocumentName[]> {
    const written = [...this.#disk.documents].filter(([, { state, updates }]) => state !== null || updates.length > 0)
    return this.#do(() => written.map(([name]) => name).sort())
  }

  keepVersion(version: StoredVersion): Promise<void> {
    return this.#whole(version.document, () => {
      if (this.#disk.versions.has(version.id)) throw new RangeError(`version ${version.id} exists`)
      this.#take(version.state.length)
      this.#disk.versions.set(version.id, { ...version, state: copy(version.state) })
    })
  }

  version(id: string): Promise<StoredVersion | null> {
    return this.#do(() => {
      const version = this.#disk.versions.get(id)
      return version === undefined ? null : { ...version, state: copy(version.state) }
    })
  }

  versions(name: DocumentName): Promise<VersionInfo[]> {
    const order = (one: VersionInfo): string => `${one.at} ${one.id}`
    return this.#whole(name, () =>
      [...this.#disk.versions.values()]
        .filter((version) => version.document === name)
        .map(described)
        .sort((one, other) => (order(one) < order(other) ? -1 : 1)),
    )
  }

  remove(name: DocumentName): Promise<void> {
    return this.#do(() => {
      const { base, updates } = this.#kept(name)
      this.#disk.documents.set(name, { base: base + updates.length, state: null, updates: [] })
      this.#disk.damaged.delete(name)
    })
  }

  close(): Promise<void> {
    this.#closed = true
    this.#disk.locked = false
    return Promise.resolve()
  }

  #kept(name: DocumentName): Kept {
    return this.#disk.documents.get(name) ?? { base: 0, state: null, updates: [] }
  }

  #take(bytes: number): void {
    if (bytes > this.#disk.room) throw new Refusal({ kind: 'diskFull', path })
    this.#disk.room -= bytes
  }

  #whole<T>(name: DocumentName, work: () => T): Promise<T> {
    return this.#do(() => {
      if (this.#disk.damaged.has(name)) throw new Refusal({ kind: 'storeDamaged', path, document: name })
      return work()
    })
  }

  /** What throws rejects, as in every store; nothing is answered within the call. */
  async #do<T>(work: () => T): Promise<T> {
    if (this.#closed) throw new Error('the store is closed')
    await Promise.resolve()
    return work()
  }
}
