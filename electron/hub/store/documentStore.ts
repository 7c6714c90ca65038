import type { DocumentName } from '../../../shared/documentName.ts'

/**
 * Where documents live on disk. The rest of the hub sees only this port; classic-level, PostgreSQL and memory stand behind it and
 * one suite (`test/store/documentStoreContract.ts`) holds all to these promises:
 *
 * DS1  What `append` has resolved for is there after a kill, a crash or a power cut; appends of one turn share one sync.
 * DS2  `load` gives a document's state and updates in the order they were appended, whole.
 * DS3  A document nobody wrote loads as empty: absent is not broken.
 * DS4  A gap, a flipped byte or a torn record is found on load and refused as `storeDamaged`, naming the document. Other
 *      documents still open. Nothing is ever loaded that differs silently from what was appended.
 * DS5  `compact` replaces updates by a state in one step; killed half-way, the document loads as before or as after.
 * DS6  A version is a full copy and outlives every later change, compaction and removal of updates.
 * DS7  A folder that another process has open is refused as `storeLocked`; one that cannot be written as `notWritable`.
 * DS8  A full disk refuses `append` as `diskFull`; nothing acknowledged before is lost, and later appends succeed once
 *      there is room.
 * DS9  After `close` has resolved everything is on disk and the folder may be opened by another process.
 */
export interface DocumentStore {
  /** @throws Refusal `storeDamaged` (DS4) */
  load(name: DocumentName): Promise<StoredDocument>
  /**
   * Resolves when the update is on disk. Where others write too, `may` is asked again when what they wrote could have ended the right
   * to it; what it throws refuses the update. @throws Refusal `diskFull`, `notWritable`, `databaseUnreachable`
   */
  append(name: DocumentName, update: Uint8Array, may?: () => void): Promise<void>
  /** Puts `state` in the place of all updates up to `through`, the count that `load` or `tail` gave. */
  compact(name: DocumentName, state: Uint8Array, through: number): Promise<void>
  /** How many updates lie behind the state, for deciding when to compact. */
  tail(name: DocumentName): number
  names(): Promise<DocumentName[]>
  keepVersion(version: StoredVersion): Promise<void>
  /** `null` where there is no such version. */
  version(id: string): Promise<StoredVersion | null>
  /** Without their states, oldest first. */
  versions(name: DocumentName): Promise<VersionInfo[]>
  remove(name: DocumentName): Promise<void>
  close(): Promise<void>
}

/** State and updates are Yjs updates in the V1 format; `through` names the last update, for `compact`. */
export type StoredDocument = { state: Uint8Array | null; updates: Uint8Array[]; through: number }

export type VersionInfo = { id: string; document: DocumentName; name: string; hash: string; by: string; at: string }
export type StoredVersion = VersionInfo & { state: Uint8Array }
