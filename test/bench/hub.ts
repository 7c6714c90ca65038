import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as milliseconds } from 'node:timers/promises'
import * as Y from 'yjs'
import { quantile, type Bench, type Series } from './measure.ts'
import { keystrokes, openTypists, startServer, type Kind } from './typists.ts'

/** How often each of so many typists brings an input, in ms. Pinyin is chosen word by word, about twice a second; two type fast. */
const paces = new Map([
  [2, 50],
  [50, 500],
  [200, 500],
])
/** So long they type before it counts, and while it does, in s. A hub runs for weeks: its code is compiled by then. */
const warmUp = 6
const seconds = 6

type Round = { p50: number; p99: number; cpu: number }

/** T1 and T2: every keystroke on disk, login, roles and limits included, against Hocuspocus in memory with nothing added. */
export const hub: Bench = {
  name: 'hub',
  question: 'one document, every key on disk, against plain Hocuspocus in memory: key to colleague (T1: 1.0 ×), CPU a key (T2: 0.9 ×)',
  rounds: 5,
  async run({ rounds, log }) {
    const groups: Series[][] = []
    for (const [typists, pace] of paces) {
      const measured: Record<Kind, Round[]> = { plain: [], synced: [], ours: [] }
      for (let round = 1; round <= rounds; round++) {
        const kinds: Kind[] = round % 2 === 1 ? ['plain', 'synced', 'ours'] : ['ours', 'synced', 'plain']
        for (const kind of kinds) measured[kind].push(await oneRound(kind, typists, pace))
        log(`${typists} clients ${round}/${rounds}`)
      }
      const series = (kind: Kind, figure: keyof Round, unit: string): Series => ({
        name: `${typists} clients, ${figure}, ${kind}`,
        values: measured[kind].map((one) => one[figure]),
        unit,
      })
      for (const [figure, unit] of [
        ['p50', 'ms'],
        ['p99', 'ms'],
        ['cpu', 'µs/key'],
      ] as const)
        groups.push([series('plain', figure, unit), series('synced', figure, unit), series('ours', figure, unit)])
    }
    return [...groups, [{ name: 'disk, one synced write', values: await syncs(), unit: 'ms' }]]
  },
}

/** What no server can be quicker than that has a key on disk before it passes it on. */
async function syncs(): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'yice-bench-'))
  const file = await open(join(folder, 'log'), 'a')
  const times: number[] = []
  for (let write = 0; write < 200; write++) {
    const from = performance.now()
    await file.write(new Uint8Array(100))
    await file.datasync()
    times.push(performance.now() - from)
  }
  await file.close()
  await rm(folder, { recursive: true })
  return times
}

async function oneRound(kind: Kind, count: number, pace: number): Promise<Round> {
  const [warm, each] = [warmUp, seconds].map((time) => Math.max(1, Math.floor((time * 1000) / pace)))
  if (warm === undefined || each === undefined) throw new RangeError('no keys')
  const { first, keys } = keystrokes(count, warm + each, '字')
  const server = await startServer(kind)
  const typists = await openTypists(server, count)
  const sent = new Map<string, number>()
  let latencies: number[] = []
  // Two listen to every word; the others only take it in.
  for (const other of typists.slice(0, -2)) other.ignore()
  for (const listener of typists.slice(-2))
    listener.heard = (update) => {
      const at = performance.now()
      for (const { id, length } of Y.decodeUpdate(update).structs)
        for (let clock = id.clock; clock < id.clock + length; clock++) {
          const from = sent.get(`${id.client} ${clock}`)
          if (from !== undefined) latencies.push(at - from)
        }
    }
  /** Everybody types these keys at this pace; resolves when the listeners have heard all but their own. */
  const type = async (from: number, to: number): Promise<void> => {
    latencies = []
    await Promise.all(
      typists.map(async (typist, at) => {
        const start = performance.now() + (at / count) * pace
        for (const [nth, update] of (keys[at] ?? []).slice(from, to).entries()) {
          await milliseconds(Math.max(0, start + nth * pace - performance.now()))
          for (const { id } of Y.decodeUpdate(update).structs) sent.set(`${id.client} ${id.clock}`, performance.now())
          typist.send(update)
        }
      }),
    )
    const expected = (to - from) * (2 * count - 2)
    for (const end = performance.now() + 10_000; latencies.length < expected && performance.now() < end;) await milliseconds(10)
    if (latencies.length < expected) throw new Error(`${kind}: of ${expected} keys ${latencies.length} arrived`)
  }
  typists[0]?.send(first)
  await milliseconds(500)
  await type(0, warm)
  const before = await server.cost()
  await type(warm, warm + each)
  const after = await server.cost()
  for (const typist of typists) typist.close()
  await server.stop()
  return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), cpu: (after.cpu - before.cpu) / (count * each) }
}
