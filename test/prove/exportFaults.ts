import { readdirSync, readFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { atomicWrite } from '../../electron/hub/store/atomicWrite.ts'
import { writeFolder } from '../../electron/papers/folder.ts'
import { failure as failureRule, type Failure } from '../../shared/errors.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { filling, paperOf, rich, textOf } from '../briefing/kinds.ts'
import { inApp } from '../briefing/print.ts'
import { freshFolder, readOnlyView, refused, smallDisk } from '../store/harness.ts'
import { fill } from '../store/levelPlace.ts'
import { between, Broken, random, type Proof, type Random } from './proof.ts'

/** What the person is told; a text where this machine cannot make the fault. */
type Told = Failure | string
const old = '%PDF-1.7 the issue before'
const name = '民营经济简报第12期.pdf'

/** Writes a file over an older one, and a folder of copies beside it, where that cannot be done. */
async function written(place: string, bytes: Uint8Array): Promise<(Failure | null)[]> {
  const copies = Array.from({ length: 3 }, (_, at) => ({ name: `${at + 1}.pdf`, bytes: () => Promise.resolve(bytes) }))
  return [
    await refused(atomicWrite(join(place, name), bytes)),
    await refused(writeFolder(place, '份号000001-000003', copies, { signal: new AbortController().signal, progress: () => undefined })),
  ]
}

function held(what: string, place: string, failures: (Failure | null)[], kind: Failure['kind']): Failure {
  for (const failure of failures)
    if (failure?.kind !== kind) throw new Broken(`${what}: told ${failure?.kind ?? 'nothing'} instead of ${kind}`)
  untouched(what, place)
  const [failure] = failures
  if (!failure) throw new Broken(`${what}: nothing was tried`)
  return failure
}

/** The old file, and nothing half-made. */
function untouched(what: string, place: string): void {
  if (readFileSync(join(place, name), 'utf8') !== old) throw new Broken(`${what}: the old file has changed`)
  const left = readdirSync(place).filter((file) => file !== name && file !== 'ballast')
  if (left.length > 0) throw new Broken(`${what}: left behind ${left.join(', ')}`)
}

function folderWithOld(): string {
  const folder = freshFolder()
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), old)
  return folder
}

const faults: readonly { what: string; run(bytes: Uint8Array, next: Random): Promise<Told> }[] = [
  {
    what: 'the folder is gone',
    async run(bytes) {
      const folder = folderWithOld()
      return held(this.what, folder, await written(join(folder, '已移走'), bytes), 'folderGone')
    },
  },
  {
    what: 'the folder is read-only',
    async run(bytes) {
      const folder = folderWithOld()
      const view = readOnlyView(folder)
      if (typeof view === 'string') return view
      const failures = await written(view.path, bytes)
      view.unmount()
      return held(this.what, folder, failures, 'notWritable')
    },
  },
  {
    what: 'the disk is full',
    async run(bytes) {
      const disk = smallDisk(256)
      if (typeof disk === 'string') return disk
      writeFileSync(join(disk.path, name), old)
      await fill(disk.path)
      const failure = held(this.what, disk.path, await written(disk.path, bytes), 'diskFull')
      disk.unmount()
      return failure
    },
  },
  {
    what: 'cancelled half-way',
    async run(bytes, next) {
      const folder = folderWithOld()
      const cancel = new AbortController()
      const [copies, last] = [between(next, 2, 30), between(next, 0, 20)]
      const files = Array.from({ length: copies }, (_, at) => ({
        name: `${at + 1}.pdf`,
        bytes() {
          if (at === Math.min(last, copies - 1)) cancel.abort()
          return Promise.resolve(bytes)
        },
      }))
      const failure = await refused(writeFolder(folder, '份号', files, { signal: cancel.signal, progress: () => undefined }))
      return held(this.what, folder, [failure], 'cancelled')
    },
  },
]

const answersRule = z.object({
  answers: z.array(z.object({ fault: z.string(), failure: failureRule.nullable(), whole: z.boolean() })),
  stopped: z.array(
    z.object({
      ...{ round: z.int(), at: z.string(), failure: failureRule.nullable() },
      ...{ file: z.enum(['old', 'new', 'other']), left: z.array(z.string()) },
    }),
  ),
})

/** What is told of a fault of the printer itself. */
const toldOf = (fault: string): Failure['kind'] =>
  fault.includes('killed') ? 'printFailed' : fault.includes('closed') ? 'cancelled' : fault.includes('hung') ? 'printStuck' : 'fontsBroken'

export const exportFaults: Proof = {
  name: 'export-faults',
  promise: 'whatever befalls an export: the old file stays, nothing half-made is left, and a sentence says what to do next',
  small: 8,
  full: 200,
  missing: () =>
    process.env['YICE_ELECTRON'] === undefined ? 'Run it with `npm run prove -- export-faults`, which provides an Electron.' : null,
  async run({ count, seed, log }) {
    const next = random(seed)
    const told = new Map<string, Told>()
    for (let round = 0; round < count; round++) {
      const fault = faults[round % faults.length]
      const bytes = Uint8Array.from({ length: between(next, 1, 400_000) }, (_, at) => at % 251)
      if (fault) told.set(fault.what, await fault.run(bytes, next))
    }
    const paper = paperOf('bulletin', [textOf('bulletin', [...rich, ...filling(200)])])
    const { answers, stopped } = await inApp(
      'faults.ts',
      [paper],
      async (folder) => answersRule.parse(JSON.parse(await readFile(join(folder, 'answers.json'), 'utf8'))),
      { PRINT_ROUNDS: String(count), PRINT_SEED: String(seed) },
    )
    for (const { fault, failure, whole } of answers) {
      const kind = toldOf(fault)
      if (failure?.kind !== kind) throw new Broken(`${fault}: told ${failure?.kind ?? 'nothing'} instead of ${kind}`)
      if (!whole) throw new Broken(`${fault}: what came next was not as it should be`)
      told.set(fault, failure)
    }
    for (const { round, at, failure, file, left } of stopped) {
      const what = `round ${round}, stopped at ${at}`
      if (left.length > 0) throw new Broken(`${what}: left behind ${left.join(', ')}`)
      // One that was whole before the wish to stop came is there, and nobody is told otherwise.
      if (failure === null ? file !== 'new' : failure.kind !== 'cancelled' || file !== 'old')
        throw new Broken(`${what}: told ${failure?.kind ?? 'that it is written'}, and the file is ${file}`)
    }
    const inTime = stopped.filter(({ failure }) => failure !== null).length
    if (inTime === 0) throw new Broken('no export was stopped in time')
    for (const [what, failure] of told) log(`${what}: ${typeof failure === 'string' ? `not tried, ${failure}` : zh.failures(failure)}`)
    return { rounds: count, 'exports stopped': `${inTime} of ${stopped.length}`, 'printer faults': answers.length }
  },
}
