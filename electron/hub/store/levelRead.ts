import * as Y from 'yjs'
import type { DocumentName } from '../../../shared/documentName.ts'
import type { StoredDocument, StoredVersion, VersionInfo } from './documentStore.ts'
import type { Level } from './level.ts'
import { decodeHead, decodeInfo, decodeVersion, emptyHead, isName, keyOf, numberOf, under, unseal, type Head } from './records.ts'

/** What was read is not what was written. */
export class Torn extends Error {
  override name = 'Torn'
  constructor(what: string, found: string) {
    super(`${what}: ${found}`)
  }
}

type Snapshot = ReturnType<Level['snapshot']>

/** Heads of all documents, and the documents whose head does not check. */
export async function readHeads(level: Level): Promise<{ heads: Map<DocumentName, Head>; torn: DocumentName[] }> {
  const heads = new Map<DocumentName, Head>()
  const torn: DocumentName[] = []
  for await (const [key, sealed] of level.iterator(under('h'))) {
    const name = key.slice(2)
    // A key that was damaged itself belongs to nobody; whose head is missing now shows against the witness and the updates.
    if (!isName(name)) continue
    const bytes = unseal(key, sealed)
    if (bytes === null) torn.push(name)
    else heads.set(name, decodeHead(bytes))
  }
  return { heads, torn }
}

/** @throws Torn */
export async function readDocument(level: Level, name: DocumentName, known: boolean): Promise<StoredDocument> {
  const snapshot = level.snapshot()
  try {
    const headBytes = await row(level, name, keyOf.head(name), snapshot)
    if (headBytes === null && known) throw new Torn(name, 'no head')
    const head = headBytes === null ? emptyHead : decodeHead(headBytes)
    const state = await readState(level, name, head, snapshot)
    const updates = await readUpdates(level, name, head, snapshot)
    // A state alone was whole when it was sealed, and parsing it would cost as much as opening the document.
    if (updates.length > 0 && !holdTogether(state === null ? updates : [state, ...updates])) throw new Torn(name, 'updates that do not fit')
    return { state, updates, through: head.through }
  } finally {
    await snapshot.close()
  }
}

async function readState(level: Level, name: DocumentName, head: Head, snapshot: Snapshot): Promise<Uint8Array | null> {
  const bytes = await row(level, name, keyOf.state(name), snapshot)
  if ((bytes !== null) !== head.stateKept) throw new Torn(name, 'state without head or head without state')
  if (bytes === null) return null
  const { number, payload } = numberOf(bytes)
  if (number !== head.base) throw new Torn(name, 'a state of another time')
  return plain(payload)
}

/** Sequences without a gap, from the state to the head and no further. */
async function readUpdates(level: Level, name: DocumentName, head: Head, snapshot: Snapshot): Promise<Uint8Array[]> {
  const updates: Uint8Array[] = []
  const { lt } = under(`u!${name}`)
  for await (const [key, sealed] of level.iterator({ gte: keyOf.update(name, head.base + 1), lt, snapshot })) {
    if (key !== keyOf.update(name, head.base + updates.length + 1)) throw new Torn(name, `${key} out of sequence`)
    updates.push(plain(open(name, key, sealed)))
  }
  if (head.base + updates.length !== head.through) throw new Torn(name, 'the last updates are missing')
  return updates
}

/** Yjs keeps what refers to something it has not seen aside, without a word. */
function holdTogether(updates: Uint8Array[]): boolean {
  const document = new Y.Doc()
  try {
    document.transact(() => updates.forEach((update) => Y.applyUpdate(document, update)))
    return document.store.pendingStructs === null && document.store.pendingDs === null
  } catch {
    return false
  } finally {
    document.destroy()
  }
}

/** `kept`: how many versions the heads count, since an absent one may also be a lost one. @throws Torn */
export async function readVersion(level: Level, id: string, kept: number): Promise<StoredVersion | null> {
  const key = keyOf.version(id)
  const [sealed] = await level.values({ gte: key, lte: key }).all()
  if (sealed !== undefined) {
    const version = decodeVersion(open(id, key, sealed))
    return { ...version, state: plain(version.state) }
  }
  const described = await level.keys(under('i')).all()
  if (described.length !== kept || described.some((other) => other.endsWith(`!${id}`))) throw new Torn(id, 'a version is missing')
  return null
}

/** @throws Torn */
export async function readVersions(level: Level, name: DocumentName): Promise<VersionInfo[]> {
  const snapshot = level.snapshot()
  try {
    const headBytes = await row(level, name, keyOf.head(name), snapshot)
    const rows = await level.iterator({ ...under(`i!${name}`), snapshot }).all()
    const infos = rows.map(([key, sealed]) => decodeInfo(open(name, key, sealed)))
    const { versions } = headBytes === null ? emptyHead : decodeHead(headBytes)
    if (infos.length !== versions) throw new Torn(name, 'a version is missing')
    return infos.sort((one, other) => compare(one.at, other.at) || compare(one.id, other.id))
  } finally {
    await snapshot.close()
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** By iterator: a damaged Bloom filter makes `get` say that a key is absent. */
async function row(level: Level, name: DocumentName, key: string, snapshot: Snapshot): Promise<Buffer | null> {
  const [sealed] = await level.values({ gte: key, lte: key, snapshot }).all()
  return sealed === undefined ? null : open(name, key, sealed)
}

function open(name: string, key: string, sealed: Uint8Array): Buffer {
  const bytes = unseal(key, sealed)
  if (bytes === null) throw new Torn(name, `${key} does not check`)
  return bytes
}

const plain = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
