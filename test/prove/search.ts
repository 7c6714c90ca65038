import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import * as Y from 'yjs'
import { createHub } from '../../electron/hub/hub.ts'
import { Members, membersInMemory } from '../../electron/hub/members.ts'
import { memoryDisk, openMemoryStore } from '../../electron/hub/store/memoryStore.ts'
import { documentName } from '../../shared/documentName.ts'
import { documentMeta, memoBody, memoSchemaNumber } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { registerRoots, type Memo } from '../../shared/register.ts'
import type { SearchAnswer } from '../../shared/search.ts'
import { paragraph } from '../hub/house.ts'
import { Broken, between, random, type Figures, type Proof, type ProofOptions, type Random } from './proof.ts'

const planted = 200
const length = 2_000

/** FD1 and FD2 over a workspace of real size. */
export const search: Proof = {
  name: 'search',
  promise: `Each of ${planted} words planted in mid-sentence is found where it stands, and nothing that the role may not read`,
  small: 300,
  full: 5_000,
  run,
}

async function run({ count, seed, log }: ProofOptions): Promise<Figures> {
  const next = random(seed)
  const the = await library(count, next)
  log(`${count} memos of ${length} characters read in ${Math.round(the.readingMs)} ms`)
  const waits: number[] = []
  try {
    for (const { word, id, hidden } of the.words) {
      const from = performance.now()
      const found = await the.find('secretariat', word)
      waits.push(performance.now() - from)
      if (!found.hits.some((hit) => hit.id === id)) throw new Broken(`“${word}” was not found`)
      const observed = await the.find('observer', word)
      if (observed.hits.some((hit) => hit.id === id) === hidden)
        throw new Broken(`“${word}”: the observer ${hidden ? 'found' : 'missed'} it`)
    }
  } finally {
    await the.close()
  }
  waits.sort((a, b) => a - b)
  const at = (q: number): string => (waits[Math.floor(waits.length * q)] ?? 0).toFixed(1)
  return { memos: count, words: the.words.length, 'p50 ms': at(0.5), 'p95 ms': at(0.95), 'reading ms': Math.round(the.readingMs) }
}

/** Characters that real texts consist of mostly, and none of the words that are planted. */
const common = Array.from({ length: 600 }, (_, at) => String.fromCharCode(0x4e00 + at * 7))
const rare = Array.from({ length: 400 }, (_, at) => String.fromCharCode(0x4e03 + at * 7))

/** A workspace of so many memos, written into the store as a hub would have, and read by one. */
export async function library(count: number, next: Random) {
  const disk = memoryDisk()
  const store = await openMemoryStore(disk)
  const secretary = { id: randomUUID(), name: '林', organisation: '', role: 'secretariat', since: at } as const
  const observer = { id: randomUUID(), name: '孟', organisation: '', role: 'observer', since: at } as const
  const register = new Y.Doc()
  const words: { word: string; id: string; hidden: boolean }[] = []
  const every = Math.max(1, Math.floor(count / planted))
  for (let nth = 0; nth < count; nth++) {
    const id = randomUUID()
    const word = nth % every === 0 && words.length < planted ? wordOf(next, words.length) : null
    const hidden = nth % 2 === 0
    await store.append(documentName('memo', id), memoState(textOf(next, word)))
    const memo: Memo = {
      ...{
        id,
        title: `稿件${nth}`,
        drafters: [],
        frozen: null,
        countersigning: null,
        dialogueId: null,
        itemId: null,
        createdBy: secretary.id,
        createdAt: at,
      },
      stage: hidden ? 'drafting' : 'submitted',
    }
    register.getMap('memos').set(id, registerRoots.memos.parse(memo))
    if (word !== null) words.push({ word, id, hidden })
  }
  for (const member of [secretary, observer]) register.getMap('members').set(member.id, member)
  await store.append('register', Y.encodeStateAsUpdate(register))
  const reports: unknown[] = []
  const members = new Members(membersInMemory([secretary, observer]))
  const from = performance.now()
  const hub = await createHub({ store, members, path: ':memory:', report: (reason) => void reports.push(reason) })
  const ids = { secretariat: secretary.id, observer: observer.id }
  const find = async (who: keyof typeof ids, text: string): Promise<SearchAnswer> => {
    const answer = await hub.command(ids[who], 'search', { text })
    if (!answer.ok) throw new Broken(answer.failure.kind)
    return answer.value
  }
  while ((await find('secretariat', '稿')).reading) await setTimeout(400)
  if (reports.length > 0) throw new Broken(String(reports[0]))
  return { hub, words, find, readingMs: performance.now() - from, close: () => hub.stop() }
}

const at = '2026-11-24T01:00:00.000Z'

/** Of two to six characters, its own by the number in it. */
function wordOf(next: Random, nth: number): string {
  const letter = (): string => rare[between(next, 0, rare.length - 1)] ?? ''
  const own = (rare[nth] ?? '') + (rare[(nth * 7 + 3) % rare.length] ?? '')
  return own + Array.from({ length: between(next, 0, 4) }, letter).join('')
}

function textOf(next: Random, word: string | null): string[] {
  const sentence = (): string => Array.from({ length: between(next, 8, 40) }, () => common[between(next, 0, common.length - 1)]).join('')
  const texts: string[] = []
  for (let size = 0; size < length; size += texts.at(-1)?.length ?? 0) texts.push(`${sentence()}，${sentence()}；${sentence()}。`)
  if (word !== null) {
    const which = between(next, 0, texts.length - 1)
    texts[which] = `${sentence()}${word}${texts[which] ?? ''}`
  }
  return texts
}

function memoState(texts: readonly string[]): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(() => {
    documentMeta(doc).set('schema', memoSchemaNumber)
    writeBlocks(memoBody(doc), texts.map(paragraph))
  })
  return Y.encodeStateAsUpdate(doc)
}
