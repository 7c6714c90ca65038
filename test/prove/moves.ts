import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import * as Y from 'yjs'
import { connectClient, type HubClient, type Opened } from '../../electron/hub/client.ts'
import { createHub, type Hub } from '../../electron/hub/hub.ts'
import { Members, membersInMemory } from '../../electron/hub/members.ts'
import type { DocumentStore } from '../../electron/hub/store/documentStore.ts'
import { openMemoryStore } from '../../electron/hub/store/memoryStore.ts'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import {
  addItem,
  agendaFragment,
  agendaItems,
  agendaTexts,
  moveItem,
  readAgenda,
  setMinutes,
  type AgendaItem,
  type AgendaText,
} from '../../shared/documents/agenda.ts'
import type { Result } from '../../shared/errors.ts'
import { between, Broken, random, type Figures, type Proof, type ProofOptions, type Random } from './proof.ts'

/** Members of the secretariat and experts who have one agenda open, each over a port of its own. */
const writers = 3
const acts = 40
/** So long may copies take to come together, in ms. */
const patience = 20_000

type Desk = { store: DocumentStore; hub: Hub; clients: HubClient[] }
/** What must be found in the end: every character typed, by item and cell. */
type Typed = { item: string; text: AgendaText; character: string }
type Tally = { moved: number; typed: number; partitions: number }

export const moves: Proof = {
  name: 'moves',
  promise: 'moving an agenda item while others type in it loses no character, and all copies end equal',
  small: 25,
  full: 1_000,
  async run({ count, seed, log }: ProofOptions): Promise<Figures> {
    const next = random(seed)
    const tally: Tally = { moved: 0, typed: 0, partitions: 0 }
    const desk = await openDesk()
    try {
      for (let round = 1; round <= count; round++) {
        await interleave(desk, next, tally, `round ${String(round)} of seed ${String(seed)}`)
        if (round % 100 === 0) log(`${String(round)} interleavings`)
      }
    } finally {
      for (const client of desk.clients) client.abandon()
      await desk.hub.stop()
    }
    return { interleavings: count, ...tally, lost: 0, unequal: 0 }
  },
}

async function openDesk(): Promise<Desk> {
  const store = await openMemoryStore()
  const report = (reason: unknown): never => {
    throw reason
  }
  const hub = await createHub({ store, members: new Members(membersInMemory()), path: ':memory:', report })
  const { memberId } = value(await hub.found({ name: '智库', founder: { name: '林', organisation: '' }, sample: false }))
  const clients = [await connectClient(hub, memberId)]
  while (clients.length < writers) {
    const { id } = value(await hub.command(memberId, 'addMember', { name: '宋', organisation: '', role: 'expert' }))
    clients.push(await connectClient(hub, id))
  }
  return { store, hub, clients }
}

async function interleave({ store, clients }: Desk, next: Random, tally: Tally, where: string): Promise<void> {
  const [secretary] = clients
  if (!secretary) throw new TypeError('nobody to call the dialogue')
  const fields = { kind: 'dialogue', title: '对话会', startsAt: '2026-12-01T14:00', venue: '', chair: '', organiser: '' } as const
  const name = documentName('agenda', value(await secretary.command('createDialogue', fields)).id)
  const copies = await Promise.all(clients.map((client) => client.open(name)))
  const [first] = copies
  if (!first) throw new TypeError('nobody has the agenda open')
  const typed = plant(first.doc, between(next, 2, 6))
  await agree(copies)
  for (let act = 0; act < acts; act++) await step(copies, next, typed, tally)
  for (const { provider } of copies) provider.attach()
  await agree(copies)
  check(copies, await stored(store, name), typed, where)
  for (const copy of copies) copy.close()
}

function plant(doc: Y.Doc, items: number): Typed[] {
  const typed: Typed[] = []
  for (let nth = 0; nth < items; nth++) {
    const item = randomUUID()
    const character = sign(nth)
    addItem(doc, { id: item, minutes: 5, content: character }, null)
    typed.push({ item, text: 'content', character })
  }
  return typed
}

/** A character of its own for everything typed in a round, so that a copy cannot stand in for a loss. */
const sign = (nth: number): string => String.fromCodePoint(0x4e00 + nth)

async function step(copies: readonly Opened[], next: Random, typed: Typed[], tally: Tally): Promise<void> {
  const copy = pick(copies, next)
  const items = readAgenda(copy.doc)
  const item = pick(items, next).id
  switch (between(next, 0, 7)) {
    case 0:
    case 1:
      moveItem(copy.doc, item, next() < 0.3 ? null : pick(items, next).id)
      tally.moved += 1
      return
    case 2:
    case 3:
    case 4:
      typed.push(type(copy.doc, item, sign(typed.length), next))
      tally.typed += 1
      return
    case 5:
      setMinutes(copy.doc, item, between(next, 0, 120))
      return
    case 6:
      if (copy.provider.isAttached) tally.partitions += 1
      if (copy.provider.isAttached) copy.provider.detach()
      else copy.provider.attach()
      return
    default:
      for (let turns = between(next, 1, 6); turns > 0; turns--) await turn()
  }
}

function pick<T>(from: readonly T[], next: Random): T {
  const found = from[between(next, 0, from.length - 1)]
  if (found === undefined) throw new RangeError('nothing to pick from')
  return found
}

function type(doc: Y.Doc, item: string, character: string, next: Random): Typed {
  const text = pick(agendaTexts, next)
  const map = agendaItems(doc).get(item)
  if (!map) throw new Broken(`item ${item} is gone`)
  const line = agendaFragment(map, text).get(0)
  if (!(line instanceof Y.XmlElement)) throw new Broken(`${text} of ${item} has no line`)
  const found = line.toArray().filter((node) => node instanceof Y.XmlText)
  const run = found.length > 0 ? pick(found, next) : new Y.XmlText()
  if (found.length === 0) line.insert(0, [run])
  run.insert(between(next, 0, run.length), character)
  return { item, text, character }
}

/** Resolves when everybody's changes are acknowledged and everybody has everybody's. */
async function agree(copies: readonly Opened[]): Promise<void> {
  await inTime(Promise.all(copies.map((copy) => copy.saved())))
  const vector = (): string[] => copies.map(({ doc }) => Buffer.from(Y.encodeStateVector(sorted(doc))).toString('base64'))
  const deadline = performance.now() + patience
  while (new Set(vector()).size > 1) {
    if (performance.now() > deadline) throw new Broken('copies do not come together')
    await turn()
  }
}

async function inTime(work: Promise<unknown>): Promise<void> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), patience)
  const aborted = once(late.signal, 'abort').then(() => {
    throw new Broken('a change is never acknowledged')
  })
  await Promise.race([work, aborted]).finally(() => clearTimeout(timer))
}

/** A state vector lists clients in the order in which a copy met them: a fresh copy meets them in one order. */
function sorted(doc: Y.Doc): Y.Doc {
  const fresh = new Y.Doc()
  Y.applyUpdate(fresh, Y.encodeStateAsUpdate(doc))
  return fresh
}

async function stored(store: DocumentStore, name: DocumentName): Promise<Y.Doc> {
  const doc = new Y.Doc()
  const { state, updates } = await store.load(name)
  for (const update of state ? [state, ...updates] : updates) Y.applyUpdate(doc, update)
  return doc
}

function check(copies: readonly Opened[], disk: Y.Doc, typed: readonly Typed[], where: string): void {
  const agendas = [disk, ...copies.map(({ doc }) => doc)].map((doc) => readAgenda(doc))
  const [expected] = agendas
  for (const agenda of agendas) if (JSON.stringify(agenda) !== JSON.stringify(expected)) throw new Broken(`copies differ in ${where}`)
  const items = new Map(expected?.map((item): [string, AgendaItem] => [item.id, item]))
  for (const { item, text, character } of typed)
    if (!items.get(item)?.[text].includes(character)) throw new Broken(`${character} is lost from ${text} of ${item} in ${where}`)
}

function value<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Broken(result.failure.kind)
}
