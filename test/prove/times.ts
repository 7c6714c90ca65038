import { randomUUID } from 'node:crypto'
import * as Y from 'yjs'
import {
  addItem,
  fixTime,
  lasts,
  moveItem,
  readAgenda,
  removeItem,
  setMinutes,
  slots,
  type AgendaItem,
} from '../../shared/documents/agenda.ts'
import { between, Broken, random, type Figures, type Proof, type ProofOptions, type Random } from './proof.ts'

const members = 2
const acts = 30
const day = 24 * 60

type Tally = { items: number; fixed: number; overlaps: number; gaps: number; midnights: number }

/** AG1 over agendas that several people make at once, apart and together, as their documents do it. */
export const times: Proof = {
  name: 'times',
  promise:
    'the times of any agenda add up, nothing overlaps that is not marked, and two who reorder at once end with one agenda, no item lost or twice',
  small: 200,
  full: 5_000,
  run({ count, seed, log }: ProofOptions): Promise<Figures> {
    const next = random(seed)
    const tally: Tally = { items: 0, fixed: 0, overlaps: 0, gaps: 0, midnights: 0 }
    for (let round = 1; round <= count; round++) {
      const where = `round ${String(round)} of seed ${String(seed)}`
      const items = together(next, where)
      check(`2026-12-16T${clock(between(next, 0, day - 1))}`, items, tally, where)
      if (round % 1000 === 0) log(`${String(round)} agendas`)
    }
    return Promise.resolve({ agendas: count, ...tally, lost: 0, doubled: 0 })
  },
}

/** Everybody changes a copy of their own, now and then they exchange; in the end all have one agenda with every item once. */
function together(next: Random, where: string): AgendaItem[] {
  const copies = Array.from({ length: members }, () => new Y.Doc())
  const alive = new Set<string>()
  const removed = new Set<string>()
  for (let act = 0; act < acts; act++) {
    const doc = copies[between(next, 0, members - 1)]
    if (doc) change(doc, next, alive, removed)
    if (next() < 0.15) exchange(copies)
  }
  exchange(copies)
  const [first, ...others] = copies.map(readAgenda)
  if (!first) throw new TypeError('nobody has an agenda')
  for (const other of others) if (JSON.stringify(other) !== JSON.stringify(first)) throw new Broken(`agendas differ in ${where}`)
  const ids = first.map(({ id }) => id)
  if (new Set(ids).size < ids.length) throw new Broken(`an item stands twice in ${where}`)
  for (const id of alive) if (!removed.has(id) && !ids.includes(id)) throw new Broken(`item ${id} is lost in ${where}`)
  for (const doc of copies) doc.destroy()
  return first
}

function change(doc: Y.Doc, next: Random, alive: Set<string>, removed: Set<string>): void {
  const items = readAgenda(doc)
  const one = items[between(next, 0, Math.max(0, items.length - 1))]?.id
  const after = next() < 0.2 ? null : (items[between(next, 0, Math.max(0, items.length - 1))]?.id ?? null)
  const kind = between(next, 0, 9)
  if (one === undefined || kind < 3) {
    const id = randomUUID()
    alive.add(id)
    addItem(doc, { id, minutes: usual(next) }, after)
  } else if (kind < 6) moveItem(doc, one, after)
  else if (kind < 7) setMinutes(doc, one, usual(next))
  else if (kind < 9) fixTime(doc, one, next() < 0.3 ? '' : clock(between(next, 0, day - 1)))
  else {
    removed.add(one)
    removeItem(doc, one)
  }
}

/** Breaks of nothing, talks of some minutes, and now and then one that goes on past midnight. */
const usual = (next: Random): number => (next() < 0.1 ? between(next, 0, day) : between(next, 0, 12) * 5)

function exchange(copies: readonly Y.Doc[]): void {
  const updates = copies.map((doc) => Y.encodeStateAsUpdate(doc))
  for (const doc of copies) for (const update of updates) Y.applyUpdate(doc, update)
}

/** Reckoned once more from what the slots say alone, in minutes that run on past midnight. */
function check(startsAt: string, items: readonly AgendaItem[], tally: Tally, where: string): void {
  const broken = (what: string): never => {
    throw new Broken(`${what} in ${where}: ${JSON.stringify(slots(startsAt, items))}`)
  }
  const start = minutesOf(startsAt.slice(11))
  let ended = start
  const spans: { from: number; to: number }[] = []
  for (const [at, slot] of slots(startsAt, items).entries()) {
    const item = items[at]
    if (!item || item.id !== slot.id) return broken('the order is another')
    const from = ended + slot.gap
    if (clock(from) !== slot.from) broken(`item ${String(at + 1)} does not begin where its gap says`)
    if (clock(from + item.minutes) !== slot.to) broken(`item ${String(at + 1)} is not as long as it is`)
    if (item.fixedAt === '' && slot.gap !== 0) broken(`item ${String(at + 1)} does not follow`)
    if (item.fixedAt !== '' && item.fixedAt !== slot.from) broken(`item ${String(at + 1)} is not at its fixed time`)
    if (Math.abs(slot.gap) > day / 2) broken(`item ${String(at + 1)} lies on another day`)
    if (slot.gap >= 0 && spans.some((one) => one.from < from + item.minutes && from < one.to))
      broken(`item ${String(at + 1)} overlaps and is not marked`)
    spans.push({ from, to: from + item.minutes })
    if (Math.floor(from / day) !== Math.floor((from + item.minutes) / day)) tally.midnights += 1
    if (item.fixedAt !== '') tally.fixed += 1
    if (slot.gap < 0) tally.overlaps += 1
    if (slot.gap > 0) tally.gaps += 1
    ended = Math.max(ended, from + item.minutes)
    tally.items += 1
  }
  if (lasts(startsAt, items) !== ended - start) broken('the whole is not the sum')
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

function clock(minutes: number): string {
  const within = ((minutes % day) + day) % day
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}
