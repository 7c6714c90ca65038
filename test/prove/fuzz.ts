import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { wireLimits } from '../../electron/hub/listen/limits.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { paragraph } from '../hub/house.ts'
import { closeOf, connectTo, isOpen, remote } from '../hub/wire.ts'
import { freshFolder } from '../store/harness.ts'
import { bundled } from './bundle.ts'
import { Broken, type Figures, type Proof, type ProofOptions } from './proof.ts'

/** LN8 Whatever comes in at the port, the hub goes on, and an honest member is served. */
export const fuzz: Proof = {
  name: 'fuzz',
  promise:
    'Mutated messages at the listening port: the hub does not fall, grow or keep an honest member waiting; idle strangers cost little and go',
  small: 5_000,
  full: 1_000_000,
  run,
}

const MiB = 2 ** 20
/** What must hold at full size; a small one is over before a process has found its size. */
const drift = 50 * MiB
const patience = 250
const perSocket = 64 * 2 ** 10

const side = z.object({ credential: z.string(), memo: z.string() })
const ready = z.object({ port: z.int(), honest: side, attacker: side, observer: side.pick({ credential: true }) })
const measured = z.object({ rss: z.number(), surprises: z.array(z.string()) })

async function run({ count, seed, log }: ProofOptions): Promise<Figures> {
  const isFull = count >= fuzz.full
  const folder = freshFolder()
  const program = await bundled('test/prove/fuzzHub.process.ts', 'fuzz-hub')
  const attack = await bundled('test/prove/storm.process.ts', 'storm')
  const child = fork(program, [folder], { execArgv: ['--expose-gc'] })
  let fallen: string | null = null
  child.once('exit', (code, signal) => (fallen = `${String(code)} ${String(signal)}`))
  const measure = async (): Promise<number> => {
    if (fallen !== null) throw new Broken(`the hub fell: ${fallen}`)
    child.send('measure')
    const { rss, surprises } = measured.parse(await answer(child))
    if (surprises.length > 0) throw new Broken(`${String(surprises.length)} surprises: ${surprises[0] ?? ''}`)
    return rss
  }
  try {
    const { port, honest, attacker, observer } = ready.parse(await answer(child))
    const idle = await strangers(port, isFull ? 1_000 : 100, measure)
    const aim = { port, memo: attacker.memo, credentials: [attacker.credential, observer.credential] }
    // It finds its size first: code is compiled, buffers are kept.
    await storm(attack, { ...aim, count: Math.ceil(count / 10), seed: seed + 1 }, () => undefined)
    const before = await measure()
    const waits: number[] = []
    const person = await writer(port, honest)
    const end = new AbortController()
    const work = (async () => {
      while (!end.signal.aborted) waits.push(await person.write())
    })()
    await storm(attack, { ...aim, count, seed }, (sent) => log(`${String(sent)} messages`))
    end.abort()
    await Promise.race([work, setTimeout(10_000).then(() => Promise.reject(new Broken('the honest member was not answered for 10 s')))])
    person.leave()
    const grown = (await measure()) - before
    waits.sort((one, other) => one - other)
    const p95 = waits[Math.floor(waits.length * 0.95)] ?? Number.POSITIVE_INFINITY
    if (isFull && grown > drift) throw new Broken(`grown by ${mebibytes(grown)} MiB`)
    if (isFull && p95 > patience) throw new Broken(`an honest member waits ${p95.toFixed(0)} ms`)
    if (isFull && idle.bytes > perSocket) throw new Broken(`an idle stranger costs ${String(idle.bytes)} bytes`)
    return {
      messages: count,
      crashes: 0,
      'unhandled rejections': 0,
      'grown MiB': mebibytes(grown),
      'honest changes': waits.length,
      'p95 ms': p95.toFixed(0),
      'idle strangers': idle.sockets,
      'KiB each': (idle.bytes / 1024).toFixed(1),
      'gone after s': (idle.gone / 1000).toFixed(1),
    }
  } finally {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

const mebibytes = (bytes: number): string => (bytes / MiB).toFixed(1)

async function answer(child: ChildProcess): Promise<unknown> {
  const gone = new AbortController()
  const left = (): void => gone.abort()
  child.once('exit', left)
  try {
    const [message] = z
      .tuple([z.unknown()])
      .rest(z.unknown())
      .parse(await once(child, 'message', { signal: gone.signal }))
    return message
  } catch (reason) {
    throw gone.signal.aborted ? new Broken('the hub fell') : reason
  } finally {
    child.off('exit', left)
  }
}

type Aim = { port: number; memo: string; credentials: string[]; count: number; seed: number }
const everySoMany = 100_000

async function storm(program: string, aim: Aim, told: (sent: number) => void): Promise<void> {
  const child = fork(program, [JSON.stringify(aim)])
  let next = everySoMany
  child.on('message', (message) => {
    const sent = z.int().parse(message)
    if (sent < next) return
    told(sent)
    next += everySoMany
  })
  const [code] = z
    .tuple([z.number().nullable()])
    .rest(z.unknown())
    .parse(await once(child, 'exit'))
  if (code !== 0) throw new Broken(`the storm ended with ${String(code)}`)
}

/** Somebody who writes into a memo of their own, and how long each change takes until it is acknowledged. */
async function writer(port: number, { credential, memo }: z.infer<typeof side>) {
  const line = remote(port, credential)
  await line.open('register')
  const { doc, provider, refused } = await line.open(memo)
  if (refused !== null) throw new Broken(`the honest member was refused: ${refused}`)
  let nth = 0
  return {
    async write(): Promise<number> {
      const from = performance.now()
      writeBlocks(memoBody(doc), [paragraph(`第${String(++nth)}句`)])
      while (provider.hasUnsyncedChanges) await setTimeout(1)
      const waited = performance.now() - from
      await setTimeout(20)
      return waited
    },
    leave: () => line.close(),
  }
}

/** LN4 Sockets that say nothing, from as many households as it takes: what one of them costs the hub, and when the last is gone. */
async function strangers(
  port: number,
  count: number,
  measure: () => Promise<number>,
): Promise<{ sockets: number; bytes: number; gone: number }> {
  const come = async (many: number): Promise<{ bytes: number; gone: number }> => {
    const before = await measure()
    const sockets = Array.from({ length: many }, (_, nth) =>
      connectTo(port, { localAddress: `127.0.1.${String(1 + Math.floor(nth / (wireLimits.strangers / 2)))}` }),
    )
    const closed = sockets.map(closeOf)
    await Promise.all(sockets.map(isOpen))
    const open = performance.now()
    const bytes = ((await measure()) - before) / many
    await Promise.all(closed)
    return { bytes, gone: performance.now() - open }
  }
  // The first make the process as large as it gets; the sockets alone are what the second add.
  await come(Math.ceil(count / 4))
  const { bytes, gone } = await come(count)
  if (gone > wireLimits.stranger.time + 1_000) throw new Broken(`idle strangers stay for ${gone.toFixed(0)} ms`)
  return { sockets: count, bytes: Math.round(bytes), gone }
}
