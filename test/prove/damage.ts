import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DocumentStore } from '../../electron/hub/store/documentStore.ts'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'
import type { DocumentName } from '../../shared/documentName.ts'
import type { Failure } from '../../shared/errors.ts'
import { freshFolder, freshName, refused, Typist, version } from '../store/harness.ts'
import { between, Broken, type Random } from './proof.ts'

/** A store on disk and, beside it, everything that it acknowledged. */
export type Sample = { folder: string; documents: Map<DocumentName, Expected> }
type Expected = { state: Uint8Array | null; updates: Uint8Array[]; versions: string[] }

/** A handful of documents in tables and in the log, compacted and not, one with a version; closed. */
export async function sampleStore(next: Random): Promise<Sample> {
  const folder = freshFolder()
  const documents = new Map<DocumentName, Expected>()
  for (let session = 0; session < 3; session++) {
    const store = await openLevelStore(folder)
    for (let nth = 0; nth < 4; nth++) documents.set(...(await written(store, next)))
    await store.close()
  }
  return { folder, documents }
}

async function written(store: DocumentStore, next: Random): Promise<[DocumentName, Expected]> {
  const document = freshName()
  const typist = new Typist()
  const expected: Expected = { state: null, updates: [], versions: [] }
  for (let nth = between(next, 5, 60); nth > 0; nth--) {
    const update = typist.type('民营经济'.repeat(between(next, 1, 40)))
    await store.append(document, update)
    expected.updates.push(update)
  }
  if (next() < 0.5) {
    expected.state = typist.state
    await store.compact(document, typist.state, expected.updates.splice(0).length)
    const update = typist.type('其后')
    await store.append(document, update)
    expected.updates.push(update)
  }
  if (next() < 0.5) {
    const kept = version(document, typist.state)
    await store.keepVersion(kept)
    expected.versions.push(kept.id)
  }
  return [document, expected]
}

export type Damage = { file: string; how: 'flipped' | 'cut' | 'deleted' | 'zeroed'; at: number }

/** A copy of the sample with one file spoilt at one place: half the time any byte of the folder, half the time any file. */
export function spoilt({ folder }: Sample, next: Random): { folder: string; damage: Damage } {
  const copy = freshFolder()
  cpSync(folder, copy, { recursive: true })
  const files = readdirSync(copy, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(copy, file)).isFile())
  const sizes = files.map((file) => statSync(join(copy, file)).size)
  const place = next() < 0.5 ? anyByte(sizes, next) : anyFile(sizes, next)
  const file = files[place.nth]
  if (file === undefined) throw new RangeError('no such file')
  const { at } = place
  const roll = next()
  const how = roll < 0.6 ? 'flipped' : roll < 0.8 ? 'cut' : roll < 0.95 ? 'zeroed' : 'deleted'
  spoil(join(copy, file), how, at, next)
  return { folder: copy, damage: { file, how, at } }
}

function anyByte(sizes: number[], next: Random): { nth: number; at: number } {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let at = between(next, 0, total - 1)
  let nth = 0
  for (let size = sizes[nth] ?? total; at >= size; size = sizes[++nth] ?? total) at -= size
  return { nth, at }
}

function anyFile(sizes: number[], next: Random): { nth: number; at: number } {
  const full = sizes.flatMap((size, nth) => (size > 0 ? [nth] : []))
  const nth = full[between(next, 0, full.length - 1)] ?? 0
  return { nth, at: between(next, 0, (sizes[nth] ?? 1) - 1) }
}

function spoil(path: string, how: Damage['how'], at: number, next: Random): void {
  if (how === 'deleted') rmSync(path)
  else if (how === 'cut') truncateSync(path, at)
  else alter(path, how, at, next)
}

function alter(path: string, how: 'flipped' | 'zeroed', at: number, next: Random): void {
  const bytes = readFileSync(path)
  if (how === 'zeroed') bytes.fill(0, at, Math.min(bytes.length, at + between(next, 1, 4096)))
  else bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << between(next, 0, 7)), at)
  writeFileSync(path, bytes)
}

/** What became of the documents: the same as acknowledged, or refused in words. Anything between is `Broken`. */
export type Verdict = { whole: number; refused: number; failures: Failure[] }

export async function inspect(folder: string, { documents }: Sample, damage: Damage): Promise<Verdict> {
  const verdict: Verdict = { whole: 0, refused: 0, failures: [] }
  let store: DocumentStore | undefined
  const failure = await refused(openLevelStore(folder).then((opened) => (store = opened)))
  if (store === undefined) {
    if (failure === null) throw new Broken('neither opened nor refused')
    return { whole: 0, refused: documents.size, failures: [failure] }
  }
  const opened = store
  try {
    for (const [document, expected] of documents) {
      const failure = await refused(same(opened, document, expected, damage))
      if (failure === null) verdict.whole++
      else verdict.refused++
      if (failure !== null) verdict.failures.push(failure)
    }
  } finally {
    await opened.close()
  }
  return verdict
}

async function same(store: DocumentStore, document: DocumentName, expected: Expected, damage: Damage): Promise<void> {
  const { state, updates } = await store.load(document)
  const versions = (await store.versions(document)).map(({ id }) => id)
  for (const id of expected.versions) if ((await store.version(id)) === null) throw new Broken(`${id} lost: ${JSON.stringify(damage)}`)
  const equal = (one: Uint8Array | null, other: Uint8Array | null): boolean => Buffer.compare(one ?? empty, other ?? empty) === 0
  const wrong =
    !equal(state, expected.state) ||
    updates.length !== expected.updates.length ||
    updates.some((update, nth) => !equal(update, expected.updates[nth] ?? null)) ||
    versions.join() !== expected.versions.join()
  if (wrong) throw new Broken(`${document} loaded otherwise than it was acknowledged, silently: ${JSON.stringify(damage)}`)
}
const empty = new Uint8Array()
