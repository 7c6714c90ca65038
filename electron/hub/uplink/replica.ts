import type { beforeSyncPayload, Extension } from '@hocuspocus/server'
import * as Y from 'yjs'
import type { z } from 'zod'
import type { Closing } from '../../../shared/closing.ts'
import { commands, type CommandAnswer, type CommandName } from '../../../shared/commands.ts'
import { documentName, register as registerName, type DocumentName, parseName } from '../../../shared/documentName.ts'
import { ok, Refusal, refuse, type Failure, type Result } from '../../../shared/errors.ts'
import type { NearbyHost } from '../../../shared/hosting.ts'
import type { Link, RefusedEdit } from '../../../shared/joined.ts'
import type { Member } from '../../../shared/register.ts'
import { rightOn, type Role } from '../../../shared/roles.ts'
import { adoptionSource } from '../adoptionSource.ts'
import { memoSource } from '../memoSource.ts'
import { replySource } from '../replySource.ts'
import { registerSource } from '../registerSource.ts'
import { adriftKept } from '../adrift.ts'
import { authenticated, closeChanged } from '../authentication.ts'
import { briefingSource } from '../briefingSource.ts'
import { dialogueSource } from '../dialogueSource.ts'
import { bundleOf } from '../bundle.ts'
import { Closed } from '../closed.ts'
import { commandsOver } from '../commands/extension.ts'
import { contained } from '../contained.ts'
import { Durability } from '../durability.ts'
import { Gate } from '../gate.ts'
import type { Hub } from '../hub.ts'
import { bounded, connectionLimits } from '../limits.ts'
import { Mentions } from '../mentions.ts'
import { Parked } from '../parked.ts'
import { presence } from '../presence.ts'
import { Register } from '../register.ts'
import { draftsFrom, readsAllFrom, rightsFrom, type Rights } from '../rights.ts'
import { documentsOf } from '../documents.ts'
import { searchIn } from '../search/search.ts'
import { schemaGuarded, type Whole } from '../schemaGuard.ts'
import { settle } from '../settle.ts'
import { connectPort } from '../socket.ts'
import type { DocumentStore } from '../store/documentStore.ts'
import type { JsonFile } from '../store/jsonFile.ts'
import { talkGuarded } from '../talkGuard.ts'
import { Trouble } from '../trouble.ts'
import { connectionsOf, OpenDocuments, unloaded } from '../openDocuments.ts'
import type { Visitor } from '../visitor.ts'
import { marksInMemory, Visits, type MarkShelf } from '../visits.ts'
import type { Host } from './hostFile.ts'
import { Journal, type nothingYet } from './journal.ts'
import { Uplink, usualTempo, type Tempo } from './uplink.ts'

export type ReplicaOptions = {
  store: DocumentStore
  host: Pick<JsonFile<Host>, 'data' | 'update'>
  journal: Pick<JsonFile<typeof nothingYet>, 'data' | 'update'>
  path: string
  /** Where it is kept what this member's texts were when they left them. */
  marks?: MarkShelf
  report: (reason: unknown) => void
  tempo?: Tempo
  nearby?: () => Promise<readonly NearbyHost[]>
  /** Stands otherwise with its host; `role`: what this member is there, as far as the replica knows. */
  linked?: (link: Link, role: Role | null) => void
  refused?: (edits: RefusedEdit[]) => void
}

export type Replica = Pick<
  Hub,
  | 'connect'
  | 'whoIs'
  | 'briefingSource'
  | 'dialogueSource'
  | 'adoptionSource'
  | 'memoSource'
  | 'replyFile'
  | 'registerSource'
  | 'bundle'
  | 'stop'
> & {
  /** Follows the host from here on; `null`: the credential has been lost. */
  follow(credential: string | null): Promise<void>
  readonly link: Link
  readonly refused: RefusedEdit[]
  discardRefused(id: string): Promise<Result<null>>
  /** The host is at another address now. Refused unless it shows its key there. */
  moveHost(address: string): Promise<Result<null>>
}

/** How long a window waits for a document that has not come yet, in ms. */
const patience = 10_000

/**
 * The hub of a workspace that lives on another machine: the same list of extensions over a replica of its own. Windows are served
 * from it whether or not the host can be reached; 'saved' means on this disk.
 *
 * UL9 Nobody here writes the register: commands go to the host. What a window may do is what the register says, and no more than the
 *     host has granted.
 */
export async function createReplica(options: ReplicaOptions): Promise<Replica> {
  const { store, host, path, report, tempo = usualTempo, nearby, linked, refused } = options
  const me = host.data.memberId
  const gate = new Gate()
  const readings = new WeakMap<beforeSyncPayload, Whole>()
  const parked = new Parked()
  const trouble = new Trouble(() => hocuspocus.documents.get(registerName))
  const durability = new Durability({ hocuspocus: () => hocuspocus, store, gate, trouble, readings, path, report })
  let rightsNow: Rights = () => 'none'
  const rights: Rights = (memberId, name) => rightsNow(memberId, name)
  const who = { get: (id: string): Member | undefined => register.get('members', id), holderOf: () => undefined }
  let uplink: Uplink | null = null
  let state: Omit<Link, 'waiting'> = endedState(host.data.ended)

  const search = searchIn({
    register: () => register,
    rights,
    readsAll: readsAllFrom(who),
    durability,
    hocuspocus: () => hocuspocus,
    report,
  })
  const rooms = { register: () => register, rights, durability, hocuspocus: () => hocuspocus }
  const mentions = new Mentions(rooms)
  const visits = new Visits({ ...rooms, now: () => new Date(), report }, options.marks ?? marksInMemory())

  const hocuspocus: OpenDocuments = new OpenDocuments({
    ...connectionLimits,
    quiet: true,
    extensions: [
      arrived(
        (name) => uplink?.here(name, patience) ?? Promise.resolve(true),
        (memberId, name) => rights(memberId, name) !== 'none',
      ),
      authenticated(rights, who),
      bounded(),
      refusedBefore((name, client) => journal.isBanned(name, client)),
      parked.extension,
      schemaGuarded(parked, readings),
      talkGuarded((memberId, memoId) => draftsFrom(register, who)(memberId, memoId), readings),
      durability.extension,
      adriftKept({ durability, readings }),
      presence(who),
      search.extension,
      mentions.extension,
      visits.extension,
      commandsOver(
        () => ({ run: forward }),
        () => undefined,
        report,
      ),
    ].map((extension) => contained(extension, report)),
  })

  const direct = await hocuspocus.openDirectConnection(registerName)
  const live = hocuspocus.documents.get(registerName)
  if (!live) throw new TypeError('The register is not open')
  const register = new Register(live, () => Promise.reject(new TypeError('A replica does not write its register')))
  const byRegister = rightsFrom(register, who)
  const mayWrite = (name: string): boolean =>
    host.data.ended === null && who.get(me)?.removedAt === undefined && (uplink?.mayWrite(name) ?? true)
  rightsNow = (memberId, name) => {
    const right = byRegister(memberId, name)
    return right === 'write' && !mayWrite(name) ? 'read' : right
  }
  const rightsChanged = (): void => closeChanged(hocuspocus.documents.values(), rights)
  const tell = (): void => linked?.(link(), who.get(me)?.role ?? null)
  const journal = new Journal(
    options.journal,
    () => {
      tell()
      refused?.(journal.refused)
    },
    report,
  )
  const link = (): Link => ({ ...state, waiting: journal.waiting.length })

  async function forward<N extends CommandName>(memberId: string, name: N, request: unknown): Promise<Result<CommandAnswer<N>>> {
    if (name === 'search') return settle(async () => answers[name].answer.parse(await search.answer(memberId, request)))
    if (name === 'listMentions') return settle(async () => answers[name].answer.parse({ mentions: await mentions.of(memberId) }))
    if (name === 'listChanged') return settle(async () => answers[name].answer.parse({ memos: await visits.changed(memberId) }))
    if (name === 'enterMemo' || name === 'leaveMemo')
      return settle(async () => answers[name].answer.parse(await visited(memberId, name, request)))
    const answer = (await uplink?.command(name, request)) ?? refuse({ kind: 'offline' })
    return answer.ok ? ok(answers[name].answer.parse(answer.value)) : answer
  }

  /** What is this member's alone on this machine is asked of nobody else. */
  async function visited(memberId: string, name: 'enterMemo' | 'leaveMemo', asked: unknown): Promise<unknown> {
    const request = commands[name].request.safeParse(asked)
    if (!request.success) throw new Refusal({ kind: 'invalid', field: 'id' })
    if (name === 'enterMemo') return { left: await visits.enter(memberId, request.data.id) }
    await visits.leave(memberId, request.data.id)
    return {}
  }

  let follows: ReturnType<typeof setTimeout> | undefined
  live.on('update', () => {
    rightsChanged()
    tell()
    clearTimeout(follows)
    follows = setTimeout(() => void uplink?.follow().catch(report))
  })
  const hangUps = new Set<(reason: Closing) => void>()
  void search.start().catch(report)

  return {
    connect(port, memberId) {
      const { hangUp } = connectPort(hocuspocus, port, { memberId }, () => hangUps.delete(hangUp))
      hangUps.add(hangUp)
    },
    whoIs(memberId) {
      const member = who.get(memberId)
      return member ? ok(member) : refuse({ kind: 'notFound' })
    },
    memoSource: (memberId, memoId) => settle(() => memoSource({ register, durability, rights }, memberId, memoId)),
    replyFile: (memberId, id, hash) => settle(() => replySource({ durability, rights }, memberId, id, hash)),
    registerSource: (memberId) => settle(() => registerSource({ register, durability, rights }, memberId)),
    adoptionSource: (memberId, memoId) => settle(() => adoptionSource({ register, durability, rights }, memberId, memoId)),
    dialogueSource: (memberId, dialogueId) => settle(() => dialogueSource({ register, durability, rights }, memberId, dialogueId)),
    briefingSource: (memberId, briefingId) => settle(() => briefingSource({ register, store, durability, rights }, memberId, briefingId)),
    bundle: (memberId, only) =>
      settle(() => bundleOf({ register, members: who, store, durability, rights, now: () => new Date() }, memberId, only)),
    async follow(token) {
      if (uplink || host.data.ended !== null) return
      if (token === null) {
        state = endedState({ kind: 'credentialLost' })
        tell()
        return
      }
      uplink = new Uplink({
        ...{ hocuspocus, durability, store, journal, token, report, host, register, tempo, rightsChanged, ...(nearby && { nearby }) },
        titleOf: (name) => titleOf(register, name),
        whyReadOnly: (name) => whyReadOnly(register, name, me),
        readable: () => documentsOf(register).filter((name) => rights(me, name) !== 'none'),
        changed: (changed) => {
          state = changed
          tell()
        },
      })
      await uplink.start()
    },
    get link() {
      return link()
    },
    get refused() {
      return journal.refused
    },
    moveHost: (address) =>
      settle(async () => {
        if (!uplink || host.data.ended !== null) throw new Refusal(host.data.ended ?? { kind: 'credentialLost' })
        await uplink.moveTo([address])
        return null
      }),
    discardRefused: (id) => settle(() => journal.discard(id).then(() => null)),
    async stop() {
      clearTimeout(follows)
      await search.stop()
      const landing = connectionsOf(hocuspocus).map((connection) => connection.waitForPendingMessages())
      for (const hangUp of hangUps) hangUp('stopping')
      await Promise.allSettled(landing)
      await uplink?.stop()
      await direct.disconnect()
      await unloaded(hocuspocus)
      await visits.settled()
      await store.close()
    },
  }
}

type Answers = { [N in CommandName]: { answer: z.ZodType<CommandAnswer<N>> } }
const answers: Answers = commands

const endedState = (failure: Failure | null): Omit<Link, 'waiting'> => ({
  state: failure ? 'refused' : 'connecting',
  since: new Date().toISOString(),
  failure,
})

/** UL10 A document that has not come yet is not shown empty: a window waits for it a while, and is told that it is offline. */
const arrived = (
  here: (name: DocumentName) => Promise<boolean>,
  isShown: (memberId: string, name: string) => boolean,
): Extension<Visitor> => ({
  extensionName: 'arrived',
  async onAuthenticate({ documentName: asked, context }) {
    const parsed = parseName(asked)
    if (!parsed) return
    const name = parsed.kind === 'register' ? registerName : documentName(parsed.kind, parsed.id)
    if (name !== registerName && !isShown(context.memberId, name)) return
    if (!(await here(name))) throw new Closed({ kind: 'offline' })
  },
})

/** SyncStep1 says what the window's copy holds. */
const asks = 0

/** UL5 A window that still has a copy with edits that were refused starts over with an empty one. */
const refusedBefore = (isBanned: (name: string, client: number) => boolean): Extension<Visitor> => ({
  extensionName: 'refusedBefore',
  beforeSync({ type, payload, documentName }) {
    const clients = type === asks ? [...Y.decodeStateVector(payload).keys()] : []
    return clients.some((client) => isBanned(documentName, client)) ? Promise.reject(new Closed('rightsChanged')) : Promise.resolve()
  },
})

function titleOf(register: Register, name: DocumentName): string {
  const parsed = parseName(name)
  if (parsed?.kind === 'agenda') return register.get('dialogues', parsed.id)?.title ?? ''
  if (parsed?.kind === 'reply') return register.get('recommendations', parsed.id)?.measure ?? ''
  return parsed && (parsed.kind === 'memo' || parsed.kind === 'talk' || parsed.kind === 'pictures' || parsed.kind === 'authors')
    ? (register.get('memos', parsed.id)?.title ?? '')
    : ''
}

/** `frozen` where this member could write if it were open. */
function whyReadOnly(register: Register, name: DocumentName, me: string): Failure {
  const parsed = parseName(name)
  const role = register.get('members', me)?.role ?? 'observer'
  const memo = parsed?.kind === 'memo' || parsed?.kind === 'pictures' ? register.get('memos', parsed.id) : undefined
  const could = memo
    ? rightOn({ kind: 'memo', stage: 'drafting', drafter: memo.drafters.includes(me) }, role)
    : rightOn(parsed?.kind === 'talk' ? { kind: 'talk', closed: false } : { kind: 'agenda', frozen: false }, role)
  return could === 'write' ? { kind: 'frozen' } : { kind: 'forbidden' }
}
