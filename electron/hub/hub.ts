import { randomUUID } from 'node:crypto'
import type { beforeSyncPayload } from '@hocuspocus/server'
import type { OutwardSource } from '../../shared/briefing/source.ts'
import type { Closing } from '../../shared/closing.ts'
import { longestList, mostReplyParts, type CommandAnswer, type CommandName } from '../../shared/commands.ts'
import type { Person } from '../../shared/desktop.ts'
import { register as registerName, type DocumentName } from '../../shared/documentName.ts'
import { ok, Refusal, refuse, type Result } from '../../shared/errors.ts'
import type { JoinAnswer, JoinRequest, LookAnswer, LookRequest } from '../../shared/invite.ts'
import type { AdoptionSource } from '../../shared/papers/adoption.ts'
import type { MemoSource } from '../../shared/papers/memo.ts'
import type { RegisterSource } from '../../shared/papers/register.ts'
import type { DialogueSource } from '../../shared/papers/source.ts'
import type { Member, Workspace } from '../../shared/register.ts'
import { adoptionSource } from './adoptionSource.ts'
import { adriftKept } from './adrift.ts'
import { memoSource } from './memoSource.ts'
import { Authors } from './authors.ts'
import { authenticated, closeChanged } from './authentication.ts'
import { briefingSource } from './briefingSource.ts'
import { bundleOf, mergeBundle, previewBundle, type Seen } from './bundle.ts'
import type { BundleContent } from './bundleFile.ts'
import type { Offer } from './commands/act.ts'
import { commandsOver } from './commands/extension.ts'
import { Commands } from './commands/run.ts'
import { contained } from './contained.ts'
import { dialogueSource } from './dialogueSource.ts'
import { Durability } from './durability.ts'
import { join, look, type Doorstep } from './doorstep.ts'
import { Gate } from './gate.ts'
import { Laid } from './laid.ts'
import { Removed } from './removed.ts'
import { bounded, connectionLimits } from './limits.ts'
import type { Members } from './members.ts'
import { Mentions } from './mentions.ts'
import { Parked } from './parked.ts'
import type { Peers } from './peers.ts'
import { presence } from './presence.ts'
import { Receipts, receiptsInMemory } from './receipts.ts'
import { Register } from './register.ts'
import { registerSource } from './registerSource.ts'
import { replySource } from './replySource.ts'
import { draftsFrom, readsAllFrom, rightsFrom, type Rights } from './rights.ts'
import { searchIn } from './search/search.ts'
import { schemaGuarded, type Whole } from './schemaGuard.ts'
import { settle } from './settle.ts'
import { connectPort, type Port } from './socket.ts'
import { steadyClock } from './steadyClock.ts'
import type { DocumentStore } from './store/documentStore.ts'
import { talkGuarded } from './talkGuard.ts'
import { Trouble } from './trouble.ts'
import { connectionsOf, OpenDocuments, unloaded } from './openDocuments.ts'
import { stranger, visitor } from './visitor.ts'
import { marksInMemory, Visits, type MarkShelf } from './visits.ts'

export type HubOptions = {
  store: DocumentStore
  members: Members
  receipts?: Receipts
  /** Where it is kept what each member's texts were when they left them. */
  marks?: MarkShelf
  /** Where the store is, for the sentences people read. */
  path: string
  /** What nobody expected: one line in the log, and the hub goes on. */
  report: (reason: unknown) => void
  now?: () => Date
  /** What meetings are timed by. */
  clock?: () => Date
  /** The other hubs on the same store, if there are any. */
  peers?: Peers
}

export type Hub = {
  /** From here on the port speaks for this member, until either side closes it. */
  connect(port: Port, memberId: string): void
  /**
   * A socket from the network: whoever speaks through it is who their credential says; `known` is told each time. Gives back how to
   * tell that nothing is heard of it for the moment, or is again.
   */
  receive(port: Port, known: (memberId: string) => void): (isQuiet: boolean) => void
  /** Does something to members.json between two commands; waits for those before it. */
  inTurn<T>(work: (members: Members) => Promise<T>): Promise<Result<T>>
  /** Where invites lead from now on; `null`: nowhere. */
  offer(offer: Offer | null): void
  /** Whose workspace a secret opens; does not use it up. */
  look(request: LookRequest): Result<LookAnswer>
  /** Uses up the invite and makes its holder a member. */
  join(request: JoinRequest): Promise<Result<JoinAnswer>>
  command<N extends CommandName>(memberId: string, name: N, request: unknown): Promise<Result<CommandAnswer<N>>>
  /** The first act of a workspace. Refused as `frozen` when it has been founded already. */
  found(about: { name: string; founder: Person; sample: boolean }): Promise<Result<{ memberId: string }>>
  /** `null` until it is founded. */
  about(): Workspace | null
  whoIs(memberId: string): Result<Member>
  briefingSource(memberId: string, briefingId: string): Promise<Result<OutwardSource>>
  dialogueSource(memberId: string, dialogueId: string): Promise<Result<DialogueSource>>
  adoptionSource(memberId: string, memoId: string): Promise<Result<AdoptionSource>>
  /** The text of a memo for a paper of its own, HB21. */
  memoSource(memberId: string, memoId: string): Promise<Result<MemoSource>>
  /** The bytes of an attachment of a reply, HB25. */
  replyFile(memberId: string, id: string, hash: string): Promise<Result<Uint8Array | null>>
  /** The register as a whole, HB22. */
  registerSource(memberId: string): Promise<Result<RegisterSource>>
  /** Texts to be carried by hand (bundle.ts): one, or all that this member may read. */
  bundle(memberId: string, only: DocumentName | null): Promise<Result<BundleContent>>
  previewBundle(memberId: string, content: BundleContent, path: string): Promise<Result<Seen>>
  mergeBundle(memberId: string, content: BundleContent, path: string): Promise<Result<Seen>>
  /** Closes every connection, lets what is on its way land, closes the store. */
  stop(): Promise<void>
}

/**
 * The sync server of one workspace: Hocuspocus as a library, over ports. It opens no network port and takes no signals.
 *
 * What a window does to talk to it:
 * - One port carries all its documents. The provider's token is not looked at: the port says who the member is.
 * - An opening that is refused gives a `Failure` as JSON in `authenticationFailed`; `notFound` also for what may not be seen.
 * - A document that the hub closes gives its reason in the provider's close event: shared/closing.ts says what each one wants.
 *   The provider does not attach again by itself: `provider.onOpen(…)` starts the handshake anew. `provider_initiated` is the
 *   echo of its own leaving.
 * - On `authenticated` it sets its presence again (`awareness.setLocalState(awareness.getLocalState())`): others ignore a
 *   presence that comes back with the clock it left with.
 * - A SyncStatus that says yes means on disk. A read-only connection is answered no.
 * - Commands go as stateless messages on `register` (shared/commands.ts). `storeFailing` and `storeWell` come there unasked.
 *   After a port is lost, an answer that has not come will not come.
 */
export async function createHub(options: HubOptions): Promise<Hub> {
  const { store, members, path, report, now = () => new Date(), receipts = new Receipts(receiptsInMemory()), peers } = options
  const clock = options.clock ?? options.now ?? steadyClock()
  const noteReceipt = (memberId: string, document: string, state: string): void =>
    receipts.note({ memberId, document, state, at: now().toISOString() })
  const gate = new Gate()
  const readings = new WeakMap<beforeSyncPayload, Whole>()
  const parked = new Parked()
  const trouble = new Trouble(() => hocuspocus.documents.get(registerName))
  const authors = new Authors({ hocuspocus: () => hocuspocus, durability: () => durability, now, report })
  const durability: Durability = new Durability({
    hocuspocus: () => hocuspocus,
    store,
    gate,
    trouble,
    readings,
    authors,
    path,
    report,
    isShared: peers !== undefined,
  })
  // Rights and commands rest on the register, which itself is loaded through the list: until then nobody may do anything.
  let rightsNow: Rights = () => 'none'
  const rights: Rights = (memberId, name) => rightsNow(memberId, name)

  const search = searchIn({
    register: () => register,
    rights,
    readsAll: readsAllFrom(members),
    durability,
    hocuspocus: () => hocuspocus,
    report,
  })
  const rooms = { register: () => register, rights, durability, hocuspocus: () => hocuspocus }
  const mentions = new Mentions(rooms)
  const visits = new Visits({ ...rooms, now, isShared: peers !== undefined, report }, options.marks ?? marksInMemory())

  const hocuspocus: OpenDocuments = new OpenDocuments({
    ...connectionLimits,
    quiet: true,
    extensions: [
      // Names are looked at before Hocuspocus sees a message: socket.ts.
      authenticated(rights, members, peers),
      bounded(),
      parked.extension,
      schemaGuarded(parked, readings),
      talkGuarded((memberId, memoId) => draftsFrom(register, members)(memberId, memoId), readings),
      durability.extension,
      adriftKept({ durability, readings, authors }),
      presence(members),
      search.extension,
      mentions.extension,
      visits.extension,
      commandsOver(() => commands, noteReceipt, report),
      ...(peers?.extensions ?? []),
    ].map((extension) => contained(extension, report)),
  })

  const direct = await hocuspocus.openDirectConnection(registerName)
  const live = hocuspocus.documents.get(registerName)
  if (!live) throw new TypeError('The register is not open')
  const letGo = (): void => {
    closeChanged(hocuspocus.documents.values(), rights)
    for (const [hangUp, who] of guests) if (who() !== stranger && !members.get(who())) hangUp('rightsChanged')
  }
  const register = new Register(live, async (updates) => {
    await durability.commit(live, updates)
    letGo()
  })
  rightsNow = rightsFrom(register, members)
  let offer: Offer | null = null
  const connected = (): Set<string> => new Set(connectionsOf(hocuspocus).map(({ context }) => visitor.parse(context).memberId))
  const commands = new Commands(
    {
      ...{ register, members, receipts, search, mentions, visits, store, durability, gate, now, clock, connected },
      laid: new Laid(longestList),
      laidFiles: new Laid(mostReplyParts),
      removed: new Removed(),
      newId: randomUUID,
      offer: () => offer,
    },
    (work) => (peers ? gate.holdText(() => peers.alone(work)) : work()),
  )
  const bundleDoors = { register, members, store, durability, gate, rights, now }
  const doorstep: Doorstep = { register, members, now, inTurn: (work) => commands.inTurn(work) }
  const hangUps = new Set<(reason: Closing) => void>()
  /** Sockets from the network, with the member who has logged in on each. */
  const guests = new Map<(reason: Closing) => void, () => string>()
  let isBlind = false

  await peers?.follow({
    through: () => durability.open(),
    take({ members: changed, documents }) {
      if (changed) members.take(changed)
      for (const [name, stored] of documents) {
        durability.follow(name, stored)
        search.changed(name)
        mentions.changed(name)
        visits.heard(name)
      }
      if (changed || documents.some(([name]) => name === registerName)) letGo()
    },
    blind(is) {
      isBlind = is
      if (is) for (const hangUp of guests.keys()) hangUp('stopping')
    },
  })
  await commands.inTurn(() => showMembers(register, members))
  void search.start().catch(report)

  return {
    connect(port, memberId) {
      const { hangUp } = connectPort(hocuspocus, port, { memberId }, () => hangUps.delete(hangUp))
      hangUps.add(hangUp)
    },
    receive(port, known) {
      let who = stranger
      const toldWho = (memberId: string): void => {
        who = memberId
        known(memberId)
      }
      const { hangUp, quiet } = connectPort(hocuspocus, port, { memberId: stranger, known: toldWho }, () => {
        hangUps.delete(hangUp)
        guests.delete(hangUp)
        if (who !== stranger) void commands.inTurn(() => members.seen(who, now().toISOString())).catch(report)
      })
      hangUps.add(hangUp)
      guests.set(hangUp, () => who)
      if (isBlind) hangUp('stopping')
      return quiet
    },
    inTurn: (work) => commands.inTurn(() => work(members)),
    offer: (made) => void (offer = made),
    look: (asked) => look(doorstep, asked),
    join: (asked) => join(doorstep, asked),
    command: (memberId, name, request) => commands.run(memberId, name, request),
    found: ({ name, founder, sample }) =>
      commands.inTurn(async () => {
        if (register.workspace) throw new Refusal({ kind: 'frozen' })
        const member: Member = { ...founder, id: randomUUID(), role: 'secretariat', since: now().toISOString() }
        await members.add(member)
        try {
          await register.write((draft) => {
            draft.workspace({ name, foundedAt: member.since, sample, epoch: randomUUID() })
            draft.put('members', member)
          })
        } catch (reason) {
          await members.remove(member.id)
          throw reason
        }
        return { memberId: member.id }
      }),
    about: () => register.workspace,
    whoIs(memberId) {
      const member = members.get(memberId)
      return member ? ok(member) : refuse({ kind: 'notFound' })
    },
    memoSource: (memberId, memoId) => settle(() => memoSource({ register, durability, rights }, memberId, memoId)),
    replyFile: (memberId, id, hash) => settle(() => replySource({ durability, rights }, memberId, id, hash)),
    registerSource: (memberId) => settle(() => registerSource({ register, durability, rights }, memberId)),
    adoptionSource: (memberId, memoId) => settle(() => adoptionSource({ register, durability, rights }, memberId, memoId)),
    dialogueSource: (memberId, dialogueId) => settle(() => dialogueSource({ register, durability, rights }, memberId, dialogueId)),
    briefingSource: (memberId, briefingId) => settle(() => briefingSource({ register, store, durability, rights }, memberId, briefingId)),
    bundle: (memberId, only) => settle(() => bundleOf(bundleDoors, memberId, only)),
    previewBundle: (memberId, content, path) => settle(() => previewBundle(bundleDoors, memberId, content, path)),
    mergeBundle: (memberId, content, path) => commands.inTurn(() => mergeBundle(bundleDoors, memberId, content, path)),
    async stop() {
      const landing = connectionsOf(hocuspocus).map((connection) => connection.waitForPendingMessages())
      for (const hangUp of hangUps) hangUp('stopping')
      await Promise.allSettled(landing)
      await commands.inTurn(() => Promise.resolve())
      await search.stop()
      await direct.disconnect()
      await unloaded(hocuspocus)
      await visits.settled()
      await receipts.settled()
      await peers?.close()
      await store.close()
    },
  }
}

/**
 * The register shows what members.json says: a fall between the two writes is made good when the hub starts again. And if that file
 * was lost, the register is the copy of it that nobody but the hub can have written.
 */
async function showMembers(register: Register, members: Members): Promise<void> {
  if (members.all().length === 0) await members.restore(register.all('members').filter(({ removedAt }) => removedAt === undefined))
  const shown = (member: Member): boolean => JSON.stringify(register.get('members', member.id)) === JSON.stringify(member)
  const unshown = members.all().filter((member) => !shown(member))
  const left = register.all('members').filter(({ id, removedAt }) => removedAt === undefined && !members.get(id))
  if (unshown.length + left.length === 0) return
  await register.write((draft) => {
    for (const member of unshown) draft.put('members', member)
    for (const member of left) draft.put('members', { ...member, removedAt: new Date().toISOString() })
  })
}
