import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import type { Node } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { nodeChange } from '../../renderer/editor/suggestions/lines.ts'
import { documentName } from '../../shared/documentName.ts'
import { unknownName } from '../../shared/documents/guard.ts'
import { blockTexts, memoBody, readBlocks, type Block } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { choose, doSomething, isBusy } from './editingActs.ts'
import { memoOf, most, type EditingHouse } from './editingHouse.ts'
import { given, isOwed, lettersIn, lettersOf, Seat, type Letters } from './editingSeat.ts'
import { between, Broken, random, type Random } from './proof.ts'

const acts = 50
/** So long may copies take to come together, and comments to stand at the same words everywhere, in ms; only a round that is broken takes it. */
const patience = 60_000

/** One memo, two to five people, and what they do to it until all of it has arrived everywhere. */
export async function editAtOnce(house: EditingHouse, seed: number, tally: Record<string, number>): Promise<void> {
  const next = random(seed)
  const id = await house.createMemo(`稿 ${String(seed)}`)
  const letters: Letters = { typed: new Set(), gone: new Set(), left: new Map(), pasted: new Set() }
  const count = between(next, 2, most)
  const desks = house.desks.slice(0, count)
  const opened = await Promise.all(desks.map((desk) => memoOf(desk, id)))
  plant(opened[0]?.text.doc, letters)
  await agree(opened.map(({ text }) => text.doc))
  const seats = desks.flatMap((desk, nth) => {
    const memo = opened[nth]
    return memo ? [new Seat(nth, desk, memo.text, memo.talk, letters)] : []
  })
  const story: string[] = []
  let twice = 0
  try {
    for (let act = 0; act < acts; act++) await step(house, seats, next, tally, story)
    await finish(seats)
    await agreeOnComments(seats)
    const stored = new Y.Doc()
    const { state, updates } = await house.stored(documentName('memo', id))
    for (const update of state ? [state, ...updates] : updates) Y.applyUpdate(stored, update)
    check(seats, letters, stored)
    twice = seats[0] ? twiceIn(seats[0].doc, letters) : 0
    if (house.reports.length > 0) throw new Broken(`the hub met ${String(house.reports.splice(0).map(String))}`)
  } catch (reason) {
    const words = reason instanceof Error ? reason.message : String(reason)
    throw new Broken(`${words} (seed ${String(seed)}, ${String(count)} people)\n${story.join(' ')}`, { cause: reason })
  } finally {
    for (const seat of seats) seat.leave()
  }
  tally['letters'] = (tally['letters'] ?? 0) + letters.typed.size
  tally['twice'] = (tally['twice'] ?? 0) + twice
}

/** Letters that stand more than once, though nobody pasted them: what two people made of one line (AD3), or both moved. Those suggested to go do not count. */
function twiceIn(doc: Node, { pasted }: Letters): number {
  const seen = new Set<string>()
  let twice = 0
  doc.descendants((node) => {
    if (nodeChange(node)?.kind === 'deletion') return false
    if (node.marks.some(({ type }) => type.name === 'deletion')) return false
    for (const letter of lettersIn(node.text ?? '')) if (!pasted.has(letter) && seen.size === seen.add(letter).size) twice += 1
    return true
  })
  return twice
}

const run = (from: number, size: number) => ({
  text: Array.from({ length: size }, (_, nth) => given(from + nth)).join(''),
  ...{ bold: false, italic: false, underline: false },
})
const paragraph = (from: number, size = 8): Block => ({ type: 'paragraph', runs: [run(from, size)] })
const cell = (from: number, header = false) => ({ header, colspan: 1, rowspan: 1, width: null, blocks: [paragraph(from, 2)] })

/** A text with everything in it, and no letter in it twice. */
function plant(doc: Y.Doc | undefined, letters: Letters): void {
  if (!doc) throw new TypeError('nobody has the memo open')
  const blocks: Block[] = [
    { type: 'heading', level: 1, runs: [run(0, 4)] },
    paragraph(10),
    { type: 'heading', level: 2, runs: [run(20, 4)] },
    { type: 'list', ordered: true, items: [[paragraph(30)], [paragraph(40), { type: 'list', ordered: false, items: [[paragraph(50)]] }]] },
    { type: 'quote', blocks: [paragraph(60)] },
    {
      type: 'table',
      rows: [
        [cell(70, true), cell(75, true)],
        [cell(80), cell(85)],
        [cell(90), cell(95)],
      ],
    },
    { type: 'recommendation', id: crypto.randomUUID(), runs: [run(100, 8)], lead: '市财政局', term: '年内' },
    { type: 'heading', level: 1, runs: [run(110, 4)] },
    paragraph(120),
  ]
  writeBlocks(memoBody(doc), blocks)
  for (const letter of blockTexts(blocks).join(''))
    if (letter < '\u4e00') {
      letters.typed.add(letter)
      letters.left.set(letter, 1)
    }
}

async function step(
  house: EditingHouse,
  seats: readonly Seat[],
  next: Random,
  tally: Record<string, number>,
  story: string[],
): Promise<void> {
  const seat = seats[between(next, 0, seats.length - 1)]
  if (!seat) return
  const count = (name: string): number => (tally[name] = (tally[name] ?? 0) + 1)
  const what = next()
  if (what < 0.07) {
    const { desk } = seat
    story.push(`${String(seat.nth)}:${desk.isOnline ? 'leaves' : 'returns'}`)
    if (desk.isOnline) {
      desk.cut()
      count('partitions')
    } else desk.mend()
  } else if (what < 0.075) {
    story.push('restart')
    await house.restart()
    count('restarts')
  } else if (what < 0.35) for (let turns = between(next, 1, 4); turns > 0; turns--) await turn()
  else {
    const act = doSomething(seat, next)
    story.push(`${String(seat.nth)}:${act}`)
    count('acts')
    if (act === 'compose') count('compositions')
  }
}

async function finish(seats: readonly Seat[]): Promise<void> {
  for (const seat of seats) choose(seat)
  while (seats.some(isBusy)) await delay(5)
  for (const { desk } of seats) if (!desk.isOnline) desk.mend()
  await agree(seats.map(({ text }) => text.doc))
}

/** Until all copies hold the same, letters and deletions, and nobody has anything to add to that. */
async function agree(docs: readonly Y.Doc[]): Promise<void> {
  const [first, ...others] = docs
  if (!first) return
  const deadline = performance.now() + patience
  for (let quiet = 0; quiet < 3;) {
    const state = Y.snapshot(first)
    quiet = others.every((doc) => Y.equalSnapshots(state, Y.snapshot(doc))) ? quiet + 1 : 0
    if (performance.now() > deadline) throw new Broken('copies do not come together')
    await (quiet > 0 ? turn() : delay(1))
  }
}

/** Every window shows the same comments, each over the same letters; lost words are looked for a moment later. */
async function agreeOnComments(seats: readonly Seat[]): Promise<void> {
  const deadline = performance.now() + patience
  for (;;) {
    await agree(seats.map(({ talk }) => talk.doc))
    const [first, ...others] = seats.map((seat) => seat.shown())
    const other = others.findIndex((shown) => shown !== first)
    if (other < 0) return
    if (performance.now() > deadline)
      throw new Broken(`${String(other + 1)} sees other comments than 0\n${first ?? ''}\n${others[other] ?? ''}`)
    await delay(20)
  }
}

function check(seats: readonly Seat[], letters: Letters, stored: Y.Doc): void {
  const [first] = seats
  if (!first) return
  const text = JSON.stringify(first.doc.toJSON())
  for (const seat of seats) {
    if (JSON.stringify(seat.doc.toJSON()) !== text) throw new Broken(`${String(seat.nth)} sees another text than 0`)
    seat.doc.check()
    const unknown = unknownName('memo', seat.text.doc)
    if (unknown !== null) throw new Broken(`the text holds ${unknown}`)
  }
  if (JSON.stringify(readBlocks(memoBody(stored))) !== JSON.stringify(readBlocks(memoBody(first.text.doc))))
    throw new Broken('the disk holds another text')
  if (/[a-z]/.test(first.doc.textContent)) throw new Broken(`half-made letters stay: ${first.doc.textContent}`)
  const there = lettersOf(first.doc)
  const lost = [...letters.typed].filter((letter) => !there.has(letter) && isOwed(letters, letter))
  if (lost.length > 0) throw new Broken(`lost, and nobody took it out: ${lost.join('')}`)
}
