import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { backup as backUp, emptyFolder, previewBackup, restore } from '../../electron/hub/backup.ts'
import { connectClient, type HubClient, type Opened } from '../../electron/hub/client.ts'
import { createHub } from '../../electron/hub/hub.ts'
import { openMembers } from '../../electron/hub/membersFile.ts'
import type { DocumentStore } from '../../electron/hub/store/documentStore.ts'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'
import { documentName, parseName, type DocumentName } from '../../shared/documentName.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { paragraph, value } from '../hub/house.ts'
import { between, Broken, random, type Figures, type Proof, type ProofOptions, type Random } from './proof.ts'

/** BK1, BK2 and BK4 on a real disk, while people write. */
export const backup: Proof = {
  name: 'backup',
  promise:
    'Taken while people write and restored, every document, register and version is what it was; damage anywhere is refused by name, and the rest restored',
  small: 2,
  full: 200,
  run,
}

const memos = 12
/** Bytes that are damaged, or places where it is cut off, a round. */
const damages = 3

async function run({ count, seed, log }: ProofOptions): Promise<Figures> {
  const next = random(seed)
  const totals = { documents: 0, versions: 0, 'written meanwhile': 0, 'damages named': 0, 'rest restored': 0 }
  for (let nth = 1; nth <= count; nth++) {
    const folder = await mkdtemp(join(tmpdir(), 'yice-backup-'))
    try {
      const done = await round(folder, next)
      for (const name of ['documents', 'versions', 'written meanwhile', 'damages named', 'rest restored'] as const)
        totals[name] += done[name]
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
    if (nth % 20 === 0) log(`${String(nth)} backups`)
  }
  return { backups: count, ...totals }
}

async function round(folder: string, next: Random) {
  const data = join(folder, 'data')
  const office = await openOffice(data, next)
  const [busy, quiet] = [join(folder, 'busy'), join(folder, 'quiet')]
  const before = await picture(office.store)
  let written = 0
  const writing = office.texts.map(async (text) => {
    for (let times = between(next, 5, 20); times > 0; times--) {
      writeBlocks(memoBody(text.doc), [paragraph('字'.repeat(between(next, 1, 400)))])
      written++
      await text.saved()
    }
  })
  await office.backUp(busy)
  await Promise.all(writing)
  await office.backUp(quiet)
  const after = await picture(office.store)
  await office.close()

  const meanwhile = await restored(busy, join(folder, 'busy-place'))
  for (const [name, state] of before.documents) {
    const kept = meanwhile.documents.get(name)
    if (!kept || !contains(kept, state)) throw new Broken(`${name} lacks what had been written before the backup began`)
    const last = after.documents.get(name)
    if (!last || (name !== 'register' && !contains(last, kept))) throw new Broken(`${name} holds what nobody has written`)
  }
  const exactly = await restored(quiet, join(folder, 'quiet-place'))
  for (const [name, state] of after.documents) {
    const kept = exactly.documents.get(name)
    const same = name === 'register' ? kept && contains(kept, state) : kept && Buffer.from(kept).equals(Buffer.from(state))
    if (!same) throw new Broken(`${name} is not what it was`)
  }
  if (JSON.stringify([...exactly.versions]) !== JSON.stringify([...after.versions])) throw new Broken('the versions are not what they were')
  const damage = await damaged(quiet, folder, next)
  return { documents: after.documents.size, versions: after.versions.size, 'written meanwhile': written, ...damage }
}

/** A workspace with members who have memos open, some of them with versions. */
async function openOffice(data: string, next: Random) {
  const store = await openLevelStore(join(data, 'documents'))
  const { members } = await openMembers(data)
  const report = (reason: unknown): void => {
    throw reason
  }
  const hub = await createHub({ store, members, path: data, report })
  const { memberId } = value(await hub.found({ name: '智库', founder: { name: '林', organisation: '' }, sample: false }))
  const client: HubClient = await connectClient(hub, memberId)
  const texts: Opened[] = []
  for (let nth = 0; nth < memos; nth++) {
    const { id } = value(await client.command('createMemo', { title: `建议稿${String(nth)}`, dialogueId: null }))
    const opened = await client.open(documentName('memo', id))
    writeBlocks(memoBody(opened.doc), [paragraph(`第${String(nth)}篇`)])
    await opened.saved()
    if (next() < 0.5) value(await client.command('keepVersion', { memoId: id, name: '留存' }))
    texts.push(opened)
  }
  return {
    store,
    texts,
    backUp: async (path: string) => value(await hub.inTurn(() => backUp({ store, members: members.data, key: 'key' }, path))),
    close: async () => {
      await client.close()
      await hub.stop()
    },
  }
}

type Picture = { documents: Map<DocumentName, Uint8Array>; versions: Map<string, string> }

/** Each document as one update, and what is kept of it. */
async function picture(store: DocumentStore): Promise<Picture> {
  const documents = new Map<DocumentName, Uint8Array>()
  const versions = new Map<string, string>()
  for (const name of (await store.names()).sort()) {
    const { state, updates } = await store.load(name)
    documents.set(name, asOne([...(state ? [state] : []), ...updates]))
    for (const { id } of await store.versions(name)) {
      const version = await store.version(id)
      if (version) versions.set(id, JSON.stringify({ ...version, state: Buffer.from(version.state).toString('base64') }))
    }
  }
  return { documents, versions: new Map([...versions].sort(([a], [b]) => a.localeCompare(b))) }
}

function asOne(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  const whole = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return whole
}

/** Whether a document that has `one` learns nothing from `other`. */
function contains(one: Uint8Array, other: Uint8Array): boolean {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, one)
  let learned = false
  doc.once('update', () => (learned = true))
  Y.applyUpdate(doc, other)
  doc.destroy()
  return !learned
}

async function restored(file: string, place: string): Promise<Picture> {
  await restore(file, () => emptyFolder(place))
  const store = await openLevelStore(join(place, 'documents'))
  try {
    return await picture(store)
  } finally {
    await store.close()
  }
}

/** Bytes are changed or the end is cut off: refused with the names, and what is left of the rest restored, unless it is lost. */
async function damaged(file: string, folder: string, next: Random) {
  const good = await readFile(file)
  const done = { 'damages named': 0, 'rest restored': 0 }
  for (let nth = 0; nth < damages; nth++) {
    const at = between(next, 0, good.length - 2)
    const bad = Buffer.from(good)
    bad.writeUInt8(bad.readUInt8(at) ^ (1 << between(next, 0, 6)), at)
    const path = join(folder, `bad-${String(nth)}`)
    await writeFile(path, nth % 2 === 0 ? bad : good.subarray(0, at))
    const { damaged, isLost } = await previewBackup(path)
    if (damaged.length === 0) throw new Broken(`damage at byte ${String(at)} was not seen`)
    done['damages named']++
    const place = join(folder, `place-${String(nth)}`)
    const whole = await restore(path, () => emptyFolder(place)).catch(() => null)
    if (whole !== null) throw new Broken(`damage at byte ${String(at)} was restored as if it were whole`)
    if (isLost) continue
    await restore(path, () => emptyFolder(place), { salvage: true })
    const store = await openLevelStore(join(place, 'documents'))
    const there = new Set<string>(await store.names())
    await store.close()
    const lost = new Set(damaged.map(({ part }) => part))
    for (const name of namesIn(good)) if (!lost.has(name) && !there.has(name)) throw new Broken(`${name} was whole, and is gone`)
    done['rest restored']++
  }
  return done
}

const namesIn = (good: Buffer): string[] =>
  [...good.toString('utf8').matchAll(/^\{"part":"([^"]+)"/gm)].flatMap(([, part = '']) => (parseName(part) === null ? [] : [part]))
