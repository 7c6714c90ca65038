import { setTimeout as milliseconds } from 'node:timers/promises'
import type { Bench, Series } from './measure.ts'
import { keystrokes, openTypists, startServer, type Kind } from './typists.ts'

const typistCount = 8
const stalledCount = 4
/** Each typist pastes so many characters so often: enough to fill the buffers of the system and go beyond. */
const paste = { letters: 8_000, times: 125, pace: 80 }
const MiB = 2 ** 20

/** T4: what clients that stop reading cost the server in memory. */
export const stalled: Bench = {
  name: 'stalled',
  question: 'memory that 4 clients which stop reading cost the hub, against the same without them (T4: 1.2 ×)',
  rounds: 3,
  async run({ rounds, log }) {
    const groups: Series[][] = []
    for (const kind of ['ours', 'plain'] as const) {
      const without: Series = { name: `${kind}, all read`, values: [], unit: 'MiB' }
      const withThem: Series = { name: `${kind}, 4 stalled`, values: [], unit: 'MiB' }
      for (let round = 1; round <= rounds; round++) {
        without.values.push(await growth(kind, 0))
        withThem.values.push(await growth(kind, stalledCount))
        log(`${kind} ${round}/${rounds}`)
      }
      groups.push([without, withThem])
    }
    return groups
  },
}

async function growth(kind: Kind, stalledOnes: number): Promise<number> {
  const { first, keys } = keystrokes(typistCount, paste.times, '字'.repeat(paste.letters))
  const server = await startServer(kind)
  const typists = await openTypists(server, typistCount)
  const others = await openTypists(server, stalledCount)
  for (const typist of others.slice(0, stalledOnes)) typist.stall()
  typists[0]?.send(first)
  await milliseconds(500)
  const before = await server.cost()
  for (let nth = 0; nth < paste.times; nth++) {
    for (const [at, typist] of typists.entries()) typist.send(keys[at]?.[nth] ?? new Uint8Array())
    await milliseconds(paste.pace)
  }
  await milliseconds(500)
  const after = await server.cost()
  for (const typist of [...typists, ...others]) typist.close()
  await server.stop()
  return (after.rss - before.rss) / MiB
}
