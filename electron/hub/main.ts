import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { assertNever, Refusal, refuse, type Failure, type Result } from '../../shared/errors.ts'
import type { HostState } from '../../shared/hosting.ts'
import { backup, emptyFolder, restore } from './backup.ts'
import { Backups } from './backups.ts'
import { Bundles, exportBundle } from './bundles.ts'
import { connectClient } from './client.ts'
import { giveBackAtRest } from './giveBack.ts'
import { createHub, type Hub } from './hub.ts'
import { Hosting } from './listen/hosting.ts'
import { hostKey, textOfKey } from './listen/hostKey.ts'
import { openMembers } from './membersFile.ts'
import { parentMessage } from './parent.ts'
import { findParent, type Parent } from './parentLink.ts'
import { plantSample } from './sample/plant.ts'
import { openReceipts } from './receipts.ts'
import { openPlaceSettings, SecondPlace } from './secondPlace.ts'
import type { Question, Served } from './served.ts'
import { settle } from './settle.ts'
import type { Port } from './socket.ts'
import { steadyClock } from './steadyClock.ts'
import { openLevelStore } from './store/levelStore.ts'
import { marksIn } from './visits.ts'
import { openHostFile } from './uplink/hostFile.ts'
import { openReplica } from './uplink/openReplica.ts'

async function serve(to: Parent, folder: string, from: From | null): Promise<void> {
  const opened = await settle(() => (from ? restoreOnce(folder, from) : Promise.resolve()).then(() => open(folder, to)))
  if (!opened.ok) {
    fail(to, opened.failure)
    return
  }
  const served = opened.value
  to.listen((message, port) => void hear(to, served, message, port).catch(report))
  to.onGone(() => void end(served))
  to.tell({ type: 'ready', notices: served.notices })
  giveBackAtRest()
  await served.begin()
}

async function open(folder: string, to: Parent): Promise<Served> {
  const host = await openHostFile(folder)
  return host ? openReplica({ folder, host, tell: (event) => to.tell(event), report }) : openLocal(folder, to)
}

/** The backup a new workspace begins with; `salvage`: without what is damaged of it. */
type From = { path: string; salvage: boolean }

/** What is written last says that it is done: a hub that fell before begins again, one that fell afterwards does not. */
async function restoreOnce(folder: string, { path, salvage }: From): Promise<void> {
  if (existsSync(join(folder, 'members.json'))) return
  await rm(folder, { recursive: true, force: true })
  await restore(path, () => emptyFolder(folder), { salvage })
}

/** A workspace that lives on this machine. */
async function openLocal(folder: string, to: Parent): Promise<Served> {
  let clock: Date | null = null
  const now = (): Date => clock ?? new Date()
  const steady = steadyClock()
  // The acts of the sample lie in the past; `null` gives the hub the time of the machine back.
  const setClock = (at: Date | null): void => void (clock = at)
  const store = await openLevelStore(join(folder, 'documents'))
  const { members, notices } = await openMembers(folder)
  const { receipts, notices: more } = await openReceipts(folder)
  const hub = await createHub({
    store,
    members,
    receipts,
    marks: marksIn(folder),
    path: folder,
    report,
    now,
    clock: () => clock ?? steady(),
  })
  const changed = (state: HostState): void => to.tell({ type: 'hostState', state })
  const hosting = new Hosting({ hub, folder, report, tell: () => undefined, changed })
  const bundles = new Bundles(hub, folder, () => hostKey(folder))
  const backUp = (path: string): Promise<Result<{ documents: number } | null>> =>
    hub.inTurn(async (members) => {
      if (members.all().length === 0) return null
      // A key that cannot be read is told when hosting; the texts are backed up without it.
      const key = await settle(() => hostKey(folder))
      return backup({ store, members: members.data, key: key.ok ? textOfKey(key.value) : null }, path, now())
    })
  const settings = await openPlaceSettings(folder)
  const second = new SecondPlace({
    folder: join(folder, 'backups'),
    settings,
    changed: () => void backups.state().then((state) => to.tell({ type: 'backupState', state }), report),
    report,
  })
  const backups: Backups = new Backups({
    folder: join(folder, 'backups'),
    take: backUp,
    second,
    changed: (state) => to.tell({ type: 'backupState', state }),
    report,
    now,
  })
  return {
    notices: [...notices, ...more, ...settings.notices],
    connect: (port, memberId) => hub.connect(port, memberId),
    answer: (question) => answerLocal({ hub, folder, hosting, bundles, backups, second, backUp, setClock }, question),
    follow: () => Promise.resolve(),
    async begin() {
      backups.begin()
      second.copy()
      const port = members.data.hosting?.port
      if (port !== undefined) await hosting.resume(port)
    },
    async end() {
      await hosting.stop()
      second.end()
      await backups.end()
      await hub.stop()
    },
  }
}

/** Electron sends what was told before the exit. */
function fail(to: Parent, failure: Failure): void {
  to.tell({ type: 'failed', failure })
  process.exitCode = 1
  setTimeout(() => process.exit(), 100)
}

async function hear(to: Parent, served: Served, heard: unknown, port: Port | undefined): Promise<void> {
  const message = parentMessage.parse(heard)
  switch (message.type) {
    case 'connect':
      if (port) served.connect(port, message.memberId)
      return
    case 'stop':
      return end(served)
    case 'credential':
      return served.follow(message.credential)
    case 'found':
    case 'whoIs':
    case 'briefingSource':
    case 'discardRefused':
    case 'moveHost':
    case 'dialogueSource':
    case 'adoptionSource':
    case 'memoSource':
    case 'replyFile':
    case 'registerSource':
    case 'exportBundle':
    case 'previewBundle':
    case 'mergeBundle':
    case 'backups':
    case 'backupPlace':
    case 'backUp':
    case 'host': {
      answer(to, message.call, await served.answer(message).catch(surprise))
      return
    }
    default:
      return assertNever(message)
  }
}

type Local = {
  hub: Hub
  folder: string
  hosting: Hosting
  bundles: Bundles
  backups: Backups
  second: SecondPlace
  backUp: (path: string) => Promise<Result<{ documents: number } | null>>
  setClock: (at: Date | null) => void
}

async function answerLocal(
  { hub, folder, hosting, bundles, backups, second, backUp, setClock }: Local,
  message: Question,
): Promise<Result<unknown>> {
  switch (message.type) {
    case 'found': {
      const founded = await hub.found(message)
      if (!founded.ok || !message.sample) return founded
      const { memberId } = founded.value
      return settle(() => plant(hub, memberId, setClock).then(() => founded.value))
    }
    case 'host':
      return host(hub, hosting, message.port)
    case 'exportBundle':
      return exportBundle(hub, () => hostKey(folder), message)
    case 'previewBundle':
      return bundles.preview(message.memberId, message.path)
    case 'mergeBundle':
      return bundles.merge(message.memberId, message.id)
    case 'backups':
      return settle(() => (message.make ? backups.make() : backups.state()))
    case 'backupPlace': {
      const { path, name } = message
      return settle(() => (path === null ? second.forget() : second.choose(path, name)).then(() => backups.state()))
    }
    case 'backUp':
      return backUp(message.path)
    case 'discardRefused':
    case 'moveHost':
      return refuse({ kind: 'notFound' })
    case 'whoIs':
      return hub.whoIs(message.memberId)
    case 'briefingSource':
      return hub.briefingSource(message.memberId, message.briefingId)
    case 'dialogueSource':
      return hub.dialogueSource(message.memberId, message.dialogueId)
    case 'adoptionSource':
      return hub.adoptionSource(message.memberId, message.memoId)
    case 'memoSource':
      return hub.memoSource(message.memberId, message.memoId)
    case 'replyFile':
      return hub.replyFile(message.memberId, message.id, message.hash)
    case 'registerSource':
      return hub.registerSource(message.memberId)
    default:
      return assertNever(message)
  }
}

/** Remembered, so that it is on again after a restart. */
async function host(hub: Hub, hosting: Hosting, port: number | null): Promise<Result<HostState>> {
  const state = port === null ? await hosting.stop() : await hosting.start(port)
  if (!state.ok) return state
  const kept = await hub.inTurn((members) => members.write({ hosting: port === null ? null : { port } }))
  return kept.ok ? state : kept
}

async function plant(hub: Hub, memberId: string, setClock: Local['setClock']): Promise<void> {
  const client = await connectClient(hub, memberId)
  try {
    const founder = hub.whoIs(memberId)
    if (!founder.ok) throw new Refusal(founder.failure)
    const doorOf = (id: string) => connectClient(hub, id)
    await plantSample(client, { now: new Date(), newId: randomUUID, doorOf, founder: founder.value, setClock })
    await client.close()
  } finally {
    client.abandon()
    setClock(null)
  }
}

/** Whoever asked gets an answer, whatever happened. */
function surprise(reason: unknown): Result<never> {
  report(reason)
  return refuse({ kind: 'hubDown' })
}

function answer(to: Parent, call: string, result: Result<unknown>): void {
  if (result.ok) to.tell({ type: 'answer', call, value: result.value })
  else to.tell({ type: 'refused', call, failure: result.failure })
}

async function end(served: Served): Promise<void> {
  await served.end()
  process.exit(0)
}

/** Without the text of messages: a log is read by others than documents are. */
function report(reason: unknown): void {
  process.stderr.write(`hub: ${reason instanceof Error ? (reason.stack ?? reason.message) : 'unknown'}\n`)
}

/**
 * The hub as a program: `hub DIR`, or `hub --data DIR`, for the folder of one workspace. It serves whoever started it (parentLink.ts), says `ready`
 * or `failed`, and ends with code 0 when told to stop or when its parent has gone. `--from FILE [--salvage]`: a folder that is new begins
 * with this backup.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, from: { type: 'string' }, salvage: { type: 'boolean', default: false } },
})
const folderGiven = values.data ?? positionals[0]
const parent = findParent()
if (!parent || folderGiven === undefined) throw new TypeError('hub DIR, started by a process that it can talk to')
await serve(parent, folderGiven, values.from === undefined ? null : { path: values.from, salvage: values.salvage })
