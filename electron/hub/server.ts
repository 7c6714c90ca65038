import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { failure, ok, Refusal, refuse, type Result } from '../../shared/errors.ts'
import { inviteCode, inviteLink, usualPort } from '../../shared/invite.ts'
import { role } from '../../shared/roles.ts'
import { backup, restore } from './backup.ts'
import { askControl, openControl } from './control.ts'
import { createHub, type Hub } from './hub.ts'
import { Hosting } from './listen/hosting.ts'
import { hostKey, keyFrom } from './listen/hostKey.ts'
import { openMembers } from './membersFile.ts'
import { openReceipts } from './receipts.ts'
import { settle } from './settle.ts'
import type { DocumentStore } from './store/documentStore.ts'
import { openLevelStore } from './store/levelStore.ts'

const usage = `hub --data DIR [--port ${String(usualPort)}] [--address IP] [--public NAME ...] [--tls-cert FILE --tls-key FILE] [--behind-proxy]
hub member add --data DIR --name NAME [--role secretariat|expert|observer] [--organisation NAME] [--workspace NAME]
hub member list|remove --data DIR [--id ID]
hub invite --data DIR --role ROLE [--name NAME] [--days 7] [--public NAME ...] [--port PORT]
hub backup|restore --data DIR --file FILE

Every option may also be set in the environment: YICE_DATA, YICE_PORT, YICE_ADDRESS, YICE_PUBLIC, YICE_TLS_CERT, YICE_TLS_KEY, YICE_BEHIND_PROXY.`

const text = { type: 'string' } as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...{ data: text, port: text, address: text, 'tls-cert': text, 'tls-key': text, name: text, role: text, organisation: text },
    ...{ workspace: text, id: text, days: text, file: text, help: { type: 'boolean' }, 'behind-proxy': { type: 'boolean' } },
    public: { type: 'string', multiple: true },
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
}

/** What a second program may ask of the one that has the folder open. */
const order = z.discriminatedUnion('do', [
  z.object({ do: z.literal('member add'), name: z.string(), role, organisation: z.string(), workspace: z.string() }),
  z.object({ do: z.literal('member list') }),
  z.object({ do: z.literal('member remove'), id: z.string() }),
  z.object({ do: z.literal('invite'), name: z.string(), role, days: z.number() }),
  z.object({ do: z.literal('backup'), file: z.string() }),
])
type Order = z.infer<typeof order>
type Open = { hub: Hub; store: DocumentStore; folder: string }

/** Logs are lines of JSON: when, what, who; never the text of documents, a token or a secret. Hocuspocus' own words are dropped. */
const log = (entry: Record<string, unknown>): void =>
  void process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`)
const report = (reason: unknown): void =>
  log({ event: 'surprise', stack: reason instanceof Error ? (reason.stack ?? '').split('\n').slice(1, 6) : [] })
const silent = (): undefined => undefined
Object.assign(console, { log: silent, warn: silent, error: silent, info: silent })

async function open(folder: string): Promise<Open> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const store = await openLevelStore(join(folder, 'documents'))
  const { members, notices } = await openMembers(folder)
  const { receipts, notices: more } = await openReceipts(folder)
  for (const notice of [...notices, ...more]) log({ event: 'notice', failure: notice })
  return { hub: await createHub({ store, members, receipts, path: folder, report }), store, folder }
}

/** The command line acts for the first secretary: whoever may open the folder may do anything with it. */
async function obey({ hub, store, folder }: Open, asked: Order): Promise<Result<unknown>> {
  const secretary = await hub.inTurn((members) => Promise.resolve(members.all().find((one) => one.role === 'secretariat')?.id))
  const by = secretary.ok ? (secretary.value ?? '') : ''
  switch (asked.do) {
    case 'member add': {
      const { name, role, organisation, workspace } = asked
      const made =
        by === ''
          ? await hub.found({ name: workspace, founder: { name, organisation }, sample: false })
          : await hub.command(by, 'addMember', { name, organisation, role })
      if (!made.ok) return made
      const id = 'memberId' in made.value ? made.value.memberId : made.value.id
      const credential = await hub.inTurn((members) => members.giveCredential(id, new Date().toISOString()))
      return credential.ok ? ok({ id, credential: credential.value }) : credential
    }
    case 'member list':
      return hub.inTurn((members) => Promise.resolve(members.all()))
    case 'member remove':
      return hub.command(by, 'removeMember', { id: asked.id })
    case 'invite': {
      const made = await hub.command(by, 'inviteMember', asked)
      if (!made.ok) return made
      const { id, expiresAt, invite } = made.value
      return ok({ id, expiresAt, addresses: invite.addresses, link: inviteLink(invite), code: inviteCode(invite) })
    }
    case 'backup': {
      const done = await hub.inTurn((members) => backup(store, members.data, folder, asked.file))
      return done.ok ? ok(done.value) : done
    }
  }
}

const control = (opened: Open) => async (asked: unknown) => {
  const parsed = order.safeParse(asked)
  return parsed.success ? obey(opened, parsed.data) : refuse({ kind: 'invalid', field: parsed.error.issues[0]?.path.join('.') ?? '' })
}

async function serve(folder: string): Promise<void> {
  const opened = await open(folder)
  const { hub } = opened
  const { address, names, behindProxy, port, cert, key } = settings
  const own = behindProxy ? { key: null } : cert !== undefined && key !== undefined ? { key: await keyFrom(cert, key) } : {}
  const hosting = new Hosting({
    ...{ hub, folder, names, behindProxy, report, ...own, ...(address !== undefined && { address }) },
    tell: (event) => log(event),
    changed: () => undefined,
  })
  const door = await openControl(folder, control(opened))
  const started = await hosting.start(port)
  if (!started.ok) throw new Refusal(started.failure)
  log({
    event: 'listening',
    ...(started.value.on && { port: started.value.port, addresses: started.value.addresses, pin: started.value.pin }),
  })
  const stop = (signal: string): void => {
    log({ event: 'stopping', signal })
    door.close()
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

/** Asks the server that runs, or opens the folder for this one order. */
async function direct(folder: string, asked: Order): Promise<Result<unknown>> {
  const told = await askControl(folder, asked)
  if (told !== undefined)
    return z.union([z.object({ ok: z.literal(true), value: z.unknown() }), z.object({ ok: z.literal(false), failure })]).parse(told)
  const opened = await open(folder)
  try {
    const { names, address = '', port, behindProxy } = settings
    const hosts = names.length > 0 ? names : address === '' ? [] : [address]
    opened.hub.offer({ addresses: hosts.map((host) => `${host}:${String(port)}`), pin: behindProxy ? null : (await hostKey(folder)).pin })
    return await obey(opened, asked)
  } finally {
    await opened.hub.stop()
  }
}

async function run(): Promise<void> {
  const words = positionals.join(' ')
  if (values.help || settings.data === undefined) {
    process.stdout.write(`${usage}\n`)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const folder = resolve(settings.data)
  if (words === '') return serve(folder)
  const file = resolve(values.file ?? '')
  const { name = '', organisation = '', workspace = '议策', id } = values
  const asked = { do: words, name, organisation, workspace, role: values.role ?? 'secretariat', id, days: Number(values.days ?? 7), file }
  const parsed = order.safeParse(asked)
  const result = words === 'restore' ? await settle(() => restore(file, folder)) : parsed.success ? await direct(folder, parsed.data) : null
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
