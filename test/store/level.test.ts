import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'
import { combine, compact } from '../../electron/hub/store/plans.ts'
import { emptyHead } from '../../electron/hub/store/records.ts'
import { bundled } from '../prove/bundle.ts'
import { inspect, sampleStore, spoilt } from '../prove/damage.ts'
import { random } from '../prove/proof.ts'
import { documentStoreContract } from './documentStoreContract.ts'
import { freshFolder, freshName, readOnlyView, refused, textOf, Typist } from './harness.ts'
import { killRepeatedly } from './killStore.ts'
import { levelPlace } from './levelPlace.ts'

documentStoreContract('the LevelDB store', () => levelPlace())

let folder: string
beforeEach(() => {
  folder = freshFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const seed = Date.now() % 0x1_0000_0000

test(`DS1 DS5 nothing acknowledged is lost by 10 kills at random moments (seed ${seed})`, async () => {
  const program = await bundled('test/store/typist.process.ts', 'typist')
  const deaths = await killRepeatedly([program], folder, 10, random(seed))
  expect(deaths.acknowledged).toBeGreaterThan(0)
})

test('DS5 a tail of 200,000 updates is compacted as one of five is', () => {
  const name = freshName()
  const failed = (reason: unknown): never => {
    throw new Error('refused', { cause: reason })
  }
  const change = { name, plan: compact(name, new Uint8Array(), 200_000), bytes: 0, done: () => undefined, failed }
  const { writes, planned } = combine([change], new Map([[name, { ...emptyHead, through: 200_000 }]]))
  expect(planned).toHaveLength(1)
  expect(writes).toHaveLength(200_002)
})

test(`DS4 damage anywhere is found, and costs only the documents it hit (40 damages, seed ${seed})`, async () => {
  const next = random(seed)
  const sample = await sampleStore(next)
  for (let nth = 0; nth < 40; nth++) {
    const { folder: copy, damage } = spoilt(sample, next)
    const { failures, whole } = await inspect(copy, sample, damage)
    expect(whole, JSON.stringify(damage)).toBeGreaterThan(0)
    for (const failure of failures) expect(failure.kind).toBe('storeDamaged')
    rmSync(copy, { recursive: true })
  }
  rmSync(sample.folder, { recursive: true })
})

test('DS4 what LevelDB would drop from a damaged log is kept beside it', async () => {
  const typist = new Typist()
  const store = await openLevelStore(folder)
  for (let nth = 0; nth < 20; nth++) await store.append('register', typist.type('民营经济'))
  await store.close()
  const level = join(folder, 'level')
  const log = readdirSync(level).find((file) => file.endsWith('.log')) ?? ''
  const bytes = readFileSync(join(level, log))
  bytes.writeUInt8(bytes.readUInt8(200) ^ 1, 200)
  writeFileSync(join(level, log), bytes)
  const again = await openLevelStore(folder)
  expect(await refused(again.load('register'))).toEqual({ kind: 'storeDamaged', path: folder, document: 'register' })
  await again.close()
  const [aside = ''] = readdirSync(folder).filter((file) => file.startsWith('level.damaged-'))
  expect(readFileSync(join(folder, aside, log))).toEqual(bytes)
})

test('DS4 a table that cannot be merged any more stops the writing of no other document', async () => {
  const [hit, other] = [freshName(), freshName()]
  const [one, two] = [new Typist(), new Typist()]
  const first = await openLevelStore(folder)
  await first.append(hit, one.type('民营经济'))
  await first.close()
  const store = await openLevelStore(folder)
  spoilFirstBlocks(join(folder, 'level'))
  const refusals: unknown[] = []
  for (let more = 2, megabytes = 0; more > 0 && megabytes < 40; megabytes++) {
    if (refusals.length > 0) more--
    const failure = await refused(store.append(other, two.type('x'.repeat(1 << 20))))
    if (failure !== null) refusals.push(failure.kind, await refused(store.append(other, two.updates.at(-1) ?? new Uint8Array())))
  }
  expect(refusals).toEqual(['storeDamaged', null])
  expect(textOf(await store.load(other))).toBe(two.document.getText('body').toJSON())
  expect(await refused(store.load(hit))).toMatchObject({ kind: 'storeDamaged', document: hit })
  await store.close()
})

/** Makes the first block of every table one that LevelDB reports rather than misreads. */
function spoilFirstBlocks(level: string): void {
  for (const file of readdirSync(level).filter((name) => name.endsWith('.ldb'))) {
    const bytes = readFileSync(join(level, file))
    writeFileSync(join(level, file), bytes.fill(0xff, 0, bytes.length - 200))
  }
}

test('DS7 a store that another process has open is locked, and free when that process was killed', async () => {
  const program = await bundled('test/store/typist.process.ts', 'typist')
  const child = spawn(process.execPath, [program, folder, freshName()], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  await once(child.stdout, 'data')
  expect(await refused(openLevelStore(folder))).toEqual({ kind: 'storeLocked', path: folder })
  child.kill('SIGKILL')
  await ended
  await (await openLevelStore(folder)).close()
})

test('DS7 a folder that cannot be written is refused and left as it is', async ({ skip }) => {
  const view = readOnlyView(folder)
  if (typeof view === 'string') return skip(view)
  try {
    expect(await refused(openLevelStore(view.path))).toEqual({ kind: 'notWritable', path: view.path })
  } finally {
    view.unmount()
  }
  expect(readdirSync(folder, { recursive: true })).toEqual([])
})
