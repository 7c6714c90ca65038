import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'
import { atomicWrite } from '../../electron/hub/store/atomicWrite.ts'
import { openProfile } from '../../electron/profile.ts'
import type { Failure } from '../../shared/errors.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { freshFolder, freshName, readOnlyView, refused, smallDisk, textOf, Typist } from '../store/harness.ts'
import { fill } from '../store/levelPlace.ts'
import { bundled } from './bundle.ts'
import { inspect, sampleStore, spoilt, type Sample } from './damage.ts'
import { between, Broken, random, type Figures, type Proof, type Random } from './proof.ts'

/** What a round told the person; a text where this machine cannot make the fault. */
type Told = Failure[] | string
type Fault = { name: string; run(next: Random): Promise<Told> }

function hold(condition: boolean, promise: string): asserts condition {
  if (!condition) throw new Broken(promise)
}

const person = { name: '王小明', organisation: '青岛民营经济智库' }

const badProfile = (good: Buffer, next: Random): Uint8Array | string => {
  const foreign = ['', 'null', '[]', '{"theme":"dark"}', '<html></html>', '{"version":99,"data":{}}', '\0'.repeat(good.length)]
  return next() < 0.5 ? good.subarray(0, between(next, 0, good.length - 2)) : (foreign[between(next, 0, foreign.length - 1)] ?? '')
}

const profileUnreadable: Fault = {
  name: 'profile file broken, empty or foreign',
  async run(next) {
    const folder = freshFolder()
    const path = join(folder, 'profile.json')
    const before = await openProfile(folder)
    await before.update({ person })
    await before.update({ open: null })
    const bad = Buffer.from(badProfile(readFileSync(path), next))
    writeFileSync(path, bad)
    const profile = await openProfile(folder)
    hold(profile.data.person?.name === person.name, 'the last good copy goes on')
    const [notice] = profile.notices
    hold(notice?.kind === 'fileUnreadable', 'the person is told')
    hold(readFileSync(notice.keptAs).equals(bad), 'the bad file is kept as it was')
    await profile.update({ person: { ...person, name: '李芳' } })
    const again = await openProfile(folder)
    hold(again.data.person?.name === '李芳' && again.notices.length === 0, 'the app keeps running')
    hold(readFileSync(notice.keptAs).equals(bad), 'the bad file stays as it was')
    rmSync(folder, { recursive: true })
    return [...profile.notices]
  },
}

const storeLocked = (program: () => Promise<string>): Fault => ({
  name: 'store locked by another process',
  async run() {
    const folder = freshFolder()
    const child = spawn(process.execPath, [await program(), folder, freshName()], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(child, 'close')
    await once(child.stdout, 'data')
    const failure = await refused(openLevelStore(folder))
    child.kill('SIGKILL')
    await ended
    await (await openLevelStore(folder)).close()
    rmSync(folder, { recursive: true })
    hold(failure?.kind === 'storeLocked', 'a locked store is refused')
    return [failure]
  },
})

const notWritable: Fault = {
  name: 'folder without write permission',
  async run() {
    const folder = freshFolder()
    await (await openProfile(folder)).update({ person })
    mkdirSync(join(folder, 'documents'))
    const view = readOnlyView(folder)
    if (typeof view === 'string') return view
    const profile = await openProfile(view.path)
    const failures = [
      await refused(openLevelStore(join(view.path, 'documents'))),
      await refused(profile.update({ person: null })),
      await refused(atomicWrite(join(view.path, '简报.pdf'), 'PDF')),
    ]
    view.unmount()
    const kept = await openProfile(folder)
    hold(kept.data.person?.name === person.name, 'what was there stays')
    hold(readdirSync(folder).length === 2, 'nothing new is left behind')
    rmSync(folder, { recursive: true })
    return failures.map((failure) => {
      hold(failure?.kind === 'notWritable', 'a folder that cannot be written is refused')
      return failure
    })
  },
}

const diskFull: Fault = {
  name: 'disk full under the documents',
  async run(next) {
    const disk = smallDisk(between(next, 1024, 4096))
    if (typeof disk === 'string') return disk
    const folder = join(disk.path, 'documents')
    const document = freshName()
    const typist = new Typist()
    let store = await openLevelStore(folder)
    let failure: Failure | null = null
    const acknowledged: Uint8Array[] = []
    while (failure === null) {
      const update = typist.type('政企对话会'.repeat(between(next, 1, 400)))
      failure = await refused(store.append(document, update))
      if (failure === null) acknowledged.push(update)
      if (acknowledged.length === 20) await fill(disk.path)
    }
    hold(failure.kind === 'diskFull', `a full disk is refused as such, not as ${failure.kind}`)
    hold((await store.load(document)).updates.length >= acknowledged.length, 'what was acknowledged can still be read')
    rmSync(join(disk.path, 'ballast'))
    if (next() < 0.5) await store.append(document, typist.updates.at(-1) ?? new Uint8Array())
    await store.close()
    store = await openLevelStore(folder)
    const { updates } = await store.load(document)
    hold(
      acknowledged.every((update, nth) => Buffer.compare(update, updates[nth] ?? new Uint8Array()) === 0),
      'nothing acknowledged is lost',
    )
    await store.append(document, typist.updates.at(-1) ?? new Uint8Array())
    hold(textOf(await store.load(document)) === typist.document.getText('body').toJSON(), 'and all of it is saved once there is room')
    await store.close()
    disk.unmount()
    return [failure]
  },
}

const diskFullFiles: Fault = {
  name: 'disk full under the profile and a briefing',
  async run() {
    const disk = smallDisk(256)
    if (typeof disk === 'string') return disk
    const profile = await openProfile(disk.path)
    await profile.update({ person })
    const briefing = join(disk.path, '简报.pdf')
    await atomicWrite(briefing, 'issue 1')
    await fill(disk.path)
    const failures = [await refused(profile.update({ person: null })), await refused(atomicWrite(briefing, Buffer.alloc(20_000)))]
    hold(readFileSync(briefing, 'utf8') === 'issue 1', 'the old briefing stays')
    hold((await openProfile(disk.path)).data.person?.name === person.name, 'the old profile stays')
    hold(!readdirSync(disk.path).some((file) => file.endsWith('.tmp')), 'nothing half-written is left behind')
    disk.unmount()
    return failures.map((failure) => {
      hold(failure?.kind === 'diskFull', 'a full disk is refused as such')
      return failure
    })
  },
}

const storeDamaged = (sample: Sample, tally: { whole: number; refused: number }): Fault => ({
  name: 'store truncated, bit-flipped, zeroed or with a file missing',
  async run(next) {
    const { folder, damage } = spoilt(sample, next)
    const verdict = await inspect(folder, sample, damage)
    tally.whole += verdict.whole
    tally.refused += verdict.refused
    hold(verdict.whole > 0, `other documents still open: ${JSON.stringify(damage)}`)
    rmSync(folder, { recursive: true })
    return verdict.failures
  },
})

function sentence(failure: Failure): string {
  const text = zh.failures(failure)
  hold(!('path' in failure) || text.includes(failure.path), `the sentence names the file: ${text}`)
  hold(!('keptAs' in failure) || text.includes(failure.keptAs), `and where it is kept: ${text}`)
  return text
}

async function run({ count, seed, log }: Parameters<Proof['run']>[0]): Promise<Figures> {
  const next = random(seed)
  const sample = await sampleStore(next)
  const tally = { whole: 0, refused: 0 }
  let program: Promise<string> | undefined
  const typist = (): Promise<string> => (program ??= bundled('test/store/typist.process.ts', 'typist'))
  const damaged = storeDamaged(sample, tally)
  const others = [profileUnreadable, storeLocked(typist), notWritable, diskFull, diskFullFiles]
  const rounds = new Map<string, number>()
  const told = new Map<string, string>()
  for (let round = 0; round < count; round++) {
    // Every other round damages the store: that fault has the most ways to go wrong.
    const fault = (round % 2 === 0 ? others[(round / 2) % others.length] : undefined) ?? damaged
    const outcome = await fault.run(next)
    const name = typeof outcome === 'string' ? `not tried: ${fault.name} (${outcome})` : fault.name
    rounds.set(name, (rounds.get(name) ?? 0) + 1)
    if (typeof outcome !== 'string') for (const failure of outcome) told.set(`${name}: ${failure.kind}`, sentence(failure))
  }
  for (const [name, times] of rounds) {
    log(`${times} × ${name}`)
    for (const [to, text] of told) if (to.startsWith(`${name}: `)) log(`    ${text}`)
  }
  rmSync(sample.folder, { recursive: true })
  return { faults: count, 'documents whole': tally.whole, 'refused by name': tally.refused, 'silently wrong': 0, 'acknowledged lost': 0 }
}

export const faults: Proof = {
  name: 'faults',
  promise: 'whatever befalls files and disk: a clear sentence, nothing acknowledged lost, and the rest keeps working',
  small: 30,
  full: 1000,
  run,
}
