import { randomUUID } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import * as Y from 'yjs'
import { connectClient } from '../../electron/hub/client.ts'
import { createHub } from '../../electron/hub/hub.ts'
import { Members, membersInMemory } from '../../electron/hub/members.ts'
import { memoryDisk, openMemoryStore } from '../../electron/hub/store/memoryStore.ts'
import { documentName } from '../../shared/documentName.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import type { SearchAnswer } from '../../shared/search.ts'
import { quantile } from '../bench/measure.ts'
import { paragraph } from '../hub/house.ts'
import { at, length, planted, plantLibrary } from './library.ts'
import { Broken, random, type Figures, type Proof, type ProofOptions, type Random } from './proof.ts'

/** FD1 and FD2 over a workspace of real size. */
export const search: Proof = {
  name: 'search',
  promise: `Each of ${planted} words planted in mid-sentence is found where it stands, and nothing that the role may not read`,
  small: 300,
  full: 5_000,
  run,
}

/** An edit that is not found by then is lost to whoever looks for it, in ms; how soon it is (FD3) is printed beside. */
const late = 2_000
const edits = 20
/** As they are typed letter by letter: every title sounds like the first, none like the last. */
const spelt = ['gaojian', 'mjzl', 'qyzt', 'songyq'].flatMap((word) =>
  Array.from({ length: word.length - 1 }, (_, at) => word.slice(0, at + 2)),
)

async function run({ count, seed, log }: ProofOptions): Promise<Figures> {
  const next = random(seed)
  const the = await library(count, next)
  log(`${count} documents of ${length} characters read in ${Math.round(the.readingMs)} ms`)
  const waits: number[] = []
  /** What the machine works for an answer: the wait without whatever else it does. */
  const work: number[] = []
  const sounding: number[] = []
  const updates: number[] = []
  try {
    for (const { word, id, hidden } of the.words) {
      const [from, worked] = [performance.now(), process.cpuUsage()]
      const found = await the.find('secretariat', word)
      waits.push(performance.now() - from)
      const { user, system } = process.cpuUsage(worked)
      work.push((user + system) / 1000)
      if (!found.hits.some((hit) => hit.id === id)) throw new Broken(`“${word}” was not found`)
      const observed = await the.find('observer', word)
      if (observed.hits.some((hit) => hit.id === id) === hidden)
        throw new Broken(`“${word}”: the observer ${hidden ? 'found' : 'missed'} it`)
    }
    // The first word of letters reads the table of sounds.
    await the.find('secretariat', 'qd')
    for (const word of Array.from({ length: 4 }, () => spelt).flat()) {
      const from = performance.now()
      await the.find('secretariat', word)
      sounding.push(performance.now() - from)
    }
    for (let nth = 0; nth < edits; nth++) updates.push(await the.edit(`新写${String(nth)}号`))
    if (Math.max(...updates) > late) throw new Broken(`An edit was found after ${Math.max(...updates).toFixed(0)} ms`)
  } finally {
    await the.close()
  }
  const figure = (values: readonly number[], q: number): string => quantile(values, q).toFixed(1)
  return {
    documents: count,
    words: the.words.length,
    'p50 ms': figure(waits, 0.5),
    'p95 ms': figure(waits, 0.95),
    'CPU p50 ms': figure(work, 0.5),
    'CPU p95 ms': figure(work, 0.95),
    'pinyin p95 ms': figure(sounding, 0.95),
    'edit found p50 ms': figure(updates, 0.5),
    p95: figure(updates, 0.95),
    'reading ms': Math.round(the.readingMs),
    'longest turn ms': the.longestTurn.toFixed(1),
  }
}

/** A workspace of so many documents, written into the store as a hub would have, and read by one. */
export async function library(count: number, next: Random) {
  const disk = memoryDisk()
  const store = await openMemoryStore(disk)
  const secretary = { id: randomUUID(), name: '林知远', organisation: '青岛民营经济智库', role: 'secretariat', since: at } as const
  const observer = { id: randomUUID(), name: '孟', organisation: '', role: 'observer', since: at } as const
  const { register, words, lastMemo: memoId } = await plantLibrary(store, count, next, secretary.id)
  for (const member of [secretary, observer]) register.getMap('members').set(member.id, member)
  await store.append('register', Y.encodeStateAsUpdate(register))
  const reports: unknown[] = []
  const members = new Members(membersInMemory([secretary, observer]))
  const turns = monitorEventLoopDelay({ resolution: 1 })
  const from = performance.now()
  const hub = await createHub({ store, members, path: ':memory:', report: (reason) => void reports.push(reason) })
  turns.enable()
  const ids = { secretariat: secretary.id, observer: observer.id }
  const find = async (who: keyof typeof ids, text: string): Promise<SearchAnswer> => {
    const answer = await hub.command(ids[who], 'search', { text })
    if (!answer.ok) throw new Broken(answer.failure.kind)
    return answer.value
  }
  // A word that stands nowhere: the question itself should cost the reading little.
  while ((await find('secretariat', '龘')).reading) await setTimeout(100)
  turns.disable()
  const readingMs = performance.now() - from
  if (reports.length > 0) throw new Broken(String(reports[0]))
  const client = await connectClient(hub, secretary.id)
  const memo = await client.open(documentName('memo', memoId))
  /** How long after a key it is found, in ms. */
  const edit = async (text: string): Promise<number> => {
    const typed = performance.now()
    writeBlocks(memoBody(memo.doc), [paragraph(text)])
    while (!(await find('secretariat', text)).hits.some(({ id }) => id === memoId)) await setTimeout(2)
    return performance.now() - typed
  }
  const close = async (): Promise<void> => {
    client.abandon()
    await hub.stop()
  }
  return { hub, words, find, edit, readingMs, longestTurn: turns.max / 1e6, close }
}
