import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { failure, Refusal, refuse, type Result } from '../../shared/errors.ts'
import { app } from '../../shared/i18n/zh/app.ts'
import { usualPort } from '../../shared/invite.ts'
import { emptyFolder, restore } from './backup.ts'
import type { Cluster } from './cluster/cluster.ts'
import { Bundles } from './bundles.ts'
import { askControl, openControl } from './control.ts'
import { createHub } from './hub.ts'
import { Hosting } from './listen/hosting.ts'
import { hostKey, keyFrom, type HostKey } from './listen/hostKey.ts'
import { openMembers } from './membersFile.ts'
import { obey, order, type OpenHub, type Order } from './orders.ts'
import { openReceipts } from './receipts.ts'
import { settle } from './settle.ts'
import { openLevelStore } from './store/levelStore.ts'

const usage = `hub --data DIR [--port ${String(usualPort)}] [--address IP] [--public NAME ...] [--tls-cert FILE --tls-key FILE] [--behind-proxy]
    [--postgres URL [--redis URL]]
hub member add --data DIR --name NAME [--role secretariat|expert|observer] [--organisation NAME] [--workspace NAME]
hub member list|remove --data DIR [--id ID]
hub invite --data DIR --role ROLE [--name NAME] [--id ID] [--days 7] [--public NAME ...] [--port PORT]
hub backup|restore --data DIR --file FILE
hub export FILE --data DIR [--document NAME]
hub import FILE --data DIR [--yes]

invite --id names a member who was entered before and has not come in yet: it makes them no second member, and keeps their name and role.
import shows what a bundle would bring, and merges it with --yes only; --document (memo/ID, agenda/ID, minutes/ID) exports one text.

With --postgres, which every command takes, the workspace is in that database and any number of nodes may serve it; DIR is the node's own.
Every option may also be set in the environment: YICE_DATA, YICE_PORT, YICE_ADDRESS, YICE_PUBLIC, YICE_TLS_CERT, YICE_TLS_KEY,
YICE_BEHIND_PROXY, YICE_POSTGRES, YICE_REDIS.`

const text = { type: 'string' } as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...{ data: text, port: text, address: text, 'tls-cert': text, 'tls-key': text, name: text, role: text, organisation: text },
    ...{ workspace: text, id: text, days: text, file: text, help: { type: 'boolean' }, 'behind-proxy': { type: 'boolean' } },
    ...{ document: text, yes: { type: 'boolean' } },
    ...{ postgres: text, redis: text, public: { type: 'string', multiple: true } },
  },
})
const { env } = process
const settings = {
  data: values.data ?? env['YICE_DATA'],
  port: Number(values.port ?? env['YICE_PORT'] ?? usualPort),
  address: values.address ?? env['YICE_ADDRESS'],
  names: values.public ?? env['YICE_PUBLIC']?.split(',') ?? [],
  cert: values['tls-cert'] ?? env['YICE_TLS_CERT'],
  key: values['tls-key'] ?? env['YICE_TLS_KEY'],
  behindProxy: values['behind-proxy'] ?? env['YICE_BEHIND_PROXY'] === '1',
  postgres: values.postgres ?? env['YICE_POSTGRES'],
  redis: values.redis ?? env['YICE_REDIS'],
}

/**
 * SV2 Logs are lines of JSON: when, what, who; never the text of documents, a token or a secret. Of a surprise it says where, not what:
 *     messages may quote anything. Hocuspocus' own words are dropped.
 */
const log = (entry: Record<string, unknown>): void =>
  void process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`)
const report = (reason: unknown): void => {
  const failure = reason instanceof Refusal ? reason.failure.kind : undefined
  const stack = reason instanceof Error ? (reason.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line)) : []
  log({ event: 'surprise', name: reason instanceof Error ? reason.name : typeof reason, failure, stack: stack.slice(0, 6) })
}
const silent = (): undefined => undefined
Object.assign(console, { log: silent, warn: silent, error: silent, info: silent })

/** Not loaded where it is not asked for. */
async function cluster(postgres: string, redis: string | undefined): Promise<Cluster> {
  const { openCluster } = await import('./cluster/cluster.ts')
  return openCluster({ postgres, redis, report, tell: (event) => log(event) })
}

/** `shown`: what it is known by to callers; `null` behind a proxy. */
type Opened = OpenHub & { shown: () => Promise<HostKey | null>; isHealthy: () => boolean }

async function open(folder: string, { redis }: { redis?: string | undefined } = {}): Promise<Opened> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { postgres } = settings
  const { receipts, notices } = await openReceipts(folder)
  for (const notice of notices) log({ event: 'notice', failure: notice })
  const place = postgres === undefined ? await inFolder(folder) : await inDatabase(postgres, redis)
  const { behindProxy, cert, key } = settings
  const { keyOf, isHealthy, ...rest } = place
  const hub = await createHub({ ...rest, receipts, report })
  return {
    hub,
    store: place.store,
    key: keyOf,
    bundles: new Bundles(hub, folder, keyOf),
    shown: () => (behindProxy ? Promise.resolve(null) : cert !== undefined && key !== undefined ? keyFrom(cert, key) : keyOf()),
    isHealthy,
  }
}

async function inFolder(folder: string) {
  const store = await openLevelStore(join(folder, 'documents'))
  const { members, notices } = await openMembers(folder)
  for (const notice of notices) log({ event: 'notice', failure: notice })
  return { store, members, path: folder, keyOf: () => hostKey(folder), isHealthy: () => true }
}

async function inDatabase(postgres: string, redis: string | undefined) {
  const { store, members, peers, place, hostKey, isBlind } = await cluster(postgres, redis)
  return { store, members, peers, path: place, keyOf: hostKey, isHealthy: () => !isBlind() }
}

async function serve(folder: string): Promise<void> {
  const opened = await open(folder, { redis: settings.redis })
  const { hub, isHealthy } = opened
  const { address, names, behindProxy, port } = settings
  const hosting = new Hosting({
    ...{ hub, folder, names, behindProxy, isHealthy, report, key: await opened.shown(), ...(address !== undefined && { address }) },
    tell: (event) => log(event),
    changed: () => undefined,
  })
  const door = await openControl(folder, async (asked) => {
    const parsed = order.safeParse(asked)
    return parsed.success ? obey(opened, parsed.data) : refuse({ kind: 'invalid', field: parsed.error.issues[0]?.path.join('.') ?? '' })
  })
  const started = await hosting.start(port)
  if (!started.ok) throw new Refusal(started.failure)
  log({
    event: 'listening',
    ...(started.value.on && { port: started.value.port, addresses: started.value.addresses, pin: started.value.pin }),
  })
  const stop = (signal: string): void => {
    log({ event: 'stopping', signal })
    door.close()
    // What is acknowledged is on disk; who waits for a database that is gone need not.
    setTimeout(() => process.exit(1), patience).unref()
    void hosting
      .stop()
      .then(() => hub.stop())
      .then(
        () => process.exit(0),
        (reason: unknown) => (report(reason), process.exit(1)),
      )
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(signal))
}

/** How long an orderly end may take, in ms. */
const patience = 15_000

/** Asks the server that runs, or opens the workspace for this one order. */
async function direct(folder: string, asked: Order): Promise<Result<unknown>> {
  const told = await askControl(folder, asked)
  if (told !== undefined)
    return z.union([z.object({ ok: z.literal(true), value: z.unknown() }), z.object({ ok: z.literal(false), failure })]).parse(told)
  const opened = await open(folder)
  try {
    const { names, address = '', port } = settings
    const hosts = names.length > 0 ? names : address === '' ? [] : [address]
    opened.hub.offer({ addresses: hosts.map((host) => `${host}:${String(port)}`), pin: (await opened.shown())?.pin ?? null })
    return await obey(opened, asked)
  } finally {
    await opened.hub.stop()
  }
}

const restored = (file: string, folder: string): Promise<Result<unknown>> =>
  settle(() => {
    const { postgres } = settings
    return restore(file, async () => (postgres === undefined ? emptyFolder(folder) : (await cluster(postgres, undefined)).empty()))
  })

/** What is asked, and the file where one is named behind it. */
function asWords(words: readonly string[]): [asked: string, file?: string] {
  const [first = '', second] = words
  const takesFile = ['export', 'import', 'backup', 'restore'].includes(first)
  return takesFile && second !== undefined && words.length === 2 ? [first, second] : [words.join(' ')]
}

async function run(): Promise<void> {
  const [words, given] = asWords(positionals)
  const isWrong = settings.data === undefined || (settings.redis !== undefined && settings.postgres === undefined)
  if (values.help || settings.data === undefined || isWrong) {
    process.stdout.write(`${usage}\n`)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const folder = resolve(settings.data)
  if (words === '') return serve(folder)
  const file = resolve(given ?? values.file ?? '')
  const { name = '', organisation = '', workspace = app.name, id, document = null, yes = false } = values
  const asked = {
    ...{ do: words, name, organisation, workspace, role: values.role ?? 'secretariat', id, days: Number(values.days ?? 7), file },
    ...{ document, merges: yes, memberId: id },
  }
  const parsed = order.safeParse(asked)
  const result = words === 'restore' ? await restored(file, folder) : parsed.success ? await direct(folder, parsed.data) : null
  if (result === null) process.stdout.write(`${usage}\n`)
  else process.stdout.write(`${JSON.stringify(result.ok ? result.value : { failure: result.failure }, null, 2)}\n`)
  process.exitCode = result === null ? 2 : result.ok ? 0 : 1
}

try {
  await run()
} catch (reason) {
  if (!(reason instanceof Refusal)) throw reason
  log({ event: 'failed', failure: reason.failure })
  process.exit(1)
}
