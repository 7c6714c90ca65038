import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as milliseconds } from 'node:timers/promises'
import * as Y from 'yjs'
import { connectClient } from '../../electron/hub/client.ts'
import { createHub } from '../../electron/hub/hub.ts'
import { Members, membersInMemory } from '../../electron/hub/members.ts'
import type { DocumentStore } from '../../electron/hub/store/documentStore.ts'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { random } from '../prove/proof.ts'
import type { Bench, Series } from './measure.ts'

const edits = 260_000

/** T5: a document with a year of edits, as the hub keeps it, against parsing a fresh copy of it. */
export const history: Bench = {
  name: 'history',
  question: `how long a document of ${edits.toLocaleString('en')} edits takes to read, against parsing its snapshot (T5: 1.5 ×)`,
  rounds: 7,
  async run({ rounds, log }) {
    const folder = await mkdtemp(join(tmpdir(), 'yice-bench-'))
    const { name, snapshot, log: raw } = await yearOfEdits(folder, log)
    const fresh: Series = { name: 'its snapshot, parsed', values: [] }
    const kept: Series = { name: 'as the hub keeps it, from disk', values: [] }
    const unfolded: Series = { name: 'every edit, one by one', values: [] }
    for (let round = 1; round <= rounds; round++) {
      fresh.values.push(await timed(() => Promise.resolve(applied([snapshot]))))
      const store = await openLevelStore(join(folder, 'documents'))
      kept.values.push(await timed(() => loaded(store, name)))
      await store.close()
      if (round <= 2) unfolded.values.push(await timed(() => Promise.resolve(applied(raw))))
      log(`${round}/${rounds}`)
    }
    await rm(folder, { recursive: true, force: true })
    return [[fresh, kept, unfolded]]
  },
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

function applied(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

/** As durability.ts fills a document. */
async function loaded(store: DocumentStore, name: DocumentName): Promise<Y.Doc> {
  const { state, updates } = await store.load(name)
  const doc = new Y.Doc()
  doc.transact(() => [...(state ? [state] : []), ...updates].forEach((update) => Y.applyUpdate(doc, update)))
  return doc
}

/** Typing with a moving caret and corrections, written edit by edit; then the hub opens it once and folds it, as when nobody types. */
async function yearOfEdits(folder: string, log: (line: string) => void) {
  const store = await openLevelStore(join(folder, 'documents'))
  const members = new Members(membersInMemory())
  const hub = await createHub({ store, members, path: folder, report: (reason) => console.error(reason) })
  const founded = await hub.found({ name: '智库', founder: { name: '林', organisation: '' }, sample: false })
  if (!founded.ok) throw new Error(founded.failure.kind)
  const client = await connectClient(hub, founded.value.memberId)
  const made = await client.command('createMemo', { title: '建议', dialogueId: null })
  if (!made.ok) throw new Error(made.failure.kind)
  const name = documentName('memo', made.value.id)
  const first = await store.load(name)
  const { updates, doc } = typed(first)
  for (let next = 0; next < updates.length; next += 5_000)
    await Promise.all(updates.slice(next, next + 5_000).map((update) => store.append(name, update)))
  log(`${updates.length} edits on disk`)
  await client.open(name)
  while (store.tail(name) > 0) await milliseconds(20)
  client.abandon()
  await hub.stop()
  return { name, snapshot: Y.encodeStateAsUpdate(doc), log: [...(first.state ? [first.state] : []), ...first.updates, ...updates] }
}

function typed({ state, updates: before }: { state: Uint8Array | null; updates: Uint8Array[] }) {
  const chance = random(1)
  const doc = applied([...(state ? [state] : []), ...before])
  const paragraph = memoBody(doc).get(0)
  if (!(paragraph instanceof Y.XmlElement)) throw new TypeError('The memo has no paragraph')
  const text = new Y.XmlText()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  paragraph.insert(0, [text])
  let caret = 0
  while (updates.length < edits) {
    if (chance() < 0.03) caret = Math.floor(chance() * text.length)
    if (chance() < 0.25 && caret > 0) text.delete(--caret, 1)
    else text.insert(caret++, '字')
  }
  return { updates, doc }
}
