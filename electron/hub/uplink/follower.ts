import { randomUUID } from 'node:crypto'
import { setTimeout as milliseconds } from 'node:timers/promises'
import type { HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import type { DirectConnection, Document, Hocuspocus } from '@hocuspocus/server'
import * as Y from 'yjs'
import type { z } from 'zod'
import { failureIn } from '../../../shared/closing.ts'
import type { holds } from '../../../shared/commands.ts'
import { watchArrivals } from '../../../shared/arrivals.ts'
import { parseName, register, type DocumentName } from '../../../shared/documentName.ts'
import type { Failure } from '../../../shared/errors.ts'
import { keepAtHub } from '../adrift.ts'
import { closeEvent } from '../closed.ts'
import type { Durability } from '../durability.ts'
import { stateHashOf } from '../receipts.ts'
import type { DocumentStore } from '../store/documentStore.ts'
import type { Visitor } from '../visitor.ts'
import { difference } from '../difference.ts'
import type { Journal } from './journal.ts'
import { PresenceRelay } from './presenceRelay.ts'
import { Upstream } from './upstream.ts'

/** What all followers of one uplink share. */
export type Line = {
  hocuspocus: Hocuspocus<Visitor>
  durability: Durability
  store: DocumentStore
  journal: Journal
  socket: HocuspocusProviderWebsocket
  token: string
  titleOf: (name: DocumentName) => string
  /** Why the host lets this member only read a document. */
  whyReadOnly: (name: DocumentName) => Failure
  /** What windows here may do with a document may have changed. */
  rightsChanged: () => void
  /** The host does not let this member in, or is not the one it was. */
  ended: (failure: Failure) => void
  /** All of it is here that the host had when it was opened. */
  arrived: (name: DocumentName) => void
  stateless: (payload: string) => void
  report: (reason: unknown) => void
}

/** Times in ms: so long nothing may be outstanding before a document no longer counts as waiting; after so long the copy of what it was is renewed. */
const calm = { after: 1_000, renew: 5_000 }
const longestWait = 5_000

/** Where the host's state of a document comes from when edits are refused: asked for, what it was before them, or it has none. */
type Theirs = 'asked' | 'before' | 'none'

/**
 * One document of a replica, kept open and equal to the host's.
 *
 * UL4 What the host sends is on this disk whether or not a window is open; what windows here write goes there as soon as it can be
 *     reached, and counts as waiting until the host has acknowledged it.
 * UL5 Edits that the host refuses leave the document, are kept as a draft beside it, and never go there later.
 */
export class Follower {
  readonly name: DocumentName
  readonly #line: Line
  #open: { direct: DirectConnection; document: Document; upstream: Upstream; relay: PresenceRelay } | null = null
  #scope: 'read-write' | 'readonly' | null = null
  #isLocked = false
  #isStopped = false
  #isStarting = false
  #hasArrived = false
  #tries = 0
  #retry: NodeJS.Timeout | undefined
  #calm: NodeJS.Timeout | undefined
  #receipt: NodeJS.Timeout | undefined
  #renewed = 0
  #before: Uint8Array | null = null
  #resetting: Promise<void> | null = null
  /** Ends the wait for the host's own state (`#ask`). */
  #giveUp: () => void = () => undefined

  constructor(line: Line, name: DocumentName) {
    this.#line = line
    this.name = name
  }

  get isFollowing(): boolean {
    return this.#open !== null || this.#isStarting || this.#resetting !== null
  }

  /** Asked of the host on this link: it is equal to the host's or about to be. */
  get isEntered(): boolean {
    return this.#open?.upstream.isThere ?? false
  }

  get mayWrite(): boolean {
    return !this.#isLocked && this.#scope !== 'readonly'
  }

  /** There is something to show, or the host has said that there is nothing. */
  get isHere(): boolean {
    return this.#resetting === null && (this.#hasArrived || (this.#open?.document.store.clients.size ?? 0) > 0)
  }

  async start(): Promise<void> {
    this.#isStarting = true
    try {
      await this.#start()
    } finally {
      this.#isStarting = false
    }
  }

  async #start(): Promise<void> {
    const { hocuspocus, durability, socket, token, report } = this.#line
    const direct = await hocuspocus.openDirectConnection(this.name)
    const document = hocuspocus.documents.get(this.name)
    if (!document || this.#isStopped) return direct.disconnect()
    const upstream = new Upstream({
      ...{ name: this.name, document, socket, token },
      onPresence: (update) => relay.receive(update),
      onPresenceAsked: () => relay.connected(),
      onRefused: () => {
        if (this.#scope === 'readonly') this.#refused(this.#line.whyReadOnly(this.name), 'asked')
      },
    })
    const relay = new PresenceRelay(document.awareness, (update) => upstream.sendPresence(update))
    this.#open = { direct, document, upstream, relay }
    if (parseName(this.name)?.kind === 'memo')
      watchArrivals({ provider: upstream, everybodys: true, keep: (letters) => keepAtHub({ durability, document, letters }) })
    document.on('beforeTransaction', ({ origin }: Y.Transaction) => {
      const mayNeed = origin !== upstream && (!this.#line.journal.isWaiting(this.name) || this.#isStale)
      this.#before = mayNeed ? Y.encodeStateAsUpdate(document) : null
    })
    document.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === upstream) durability.receive(document, update)
      else this.#changedHere()
      this.#reportSoon()
    })
    upstream.on('authenticated', ({ scope }: { scope: 'read-write' | 'readonly' }) => {
      if (this.#scope !== scope) {
        this.#scope = scope
        this.#line.rightsChanged()
      }
      relay.connected()
    })
    upstream.on('synced', () => {
      this.#tries = 0
      this.#hasArrived = true
      this.#line.arrived(this.name)
      this.#reportSoon()
    })
    upstream.on('unsyncedChanges', ({ number }: { number: number }) => {
      if (number === 0) this.#acknowledged()
    })
    upstream.on('stateless', ({ payload }: { payload: string }) => this.#line.stateless(payload))
    upstream.on('authenticationFailed', ({ reason }: { reason: string }) => this.#notLetIn(failureIn(reason)))
    upstream.on('close', ({ event }: { event: { reason: string } }) => {
      relay.lost()
      this.#closed(event.reason)
    })
    if (this.#scope !== null) this.enter()
    void durability.received(document).catch(report)
  }

  /** The host lets us in on this socket: opens the document there. */
  enter(): void {
    this.#open?.upstream.enter()
  }

  /** Nothing is heard of the host for the moment, or is again: nobody there is shown as here who may have gone. */
  quiet(is: boolean): void {
    if (!this.#open?.upstream.isAuthenticated) return
    if (is) this.#open.relay.quiet()
    else this.#open.relay.heard()
  }

  sendStateless(payload: string): void {
    this.#open?.upstream.sendStateless(payload)
  }

  /** Nothing of it is told to the host any more; what it holds stays on disk. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#retry)
    clearTimeout(this.#calm)
    clearTimeout(this.#receipt)
    this.#giveUp()
    await this.#resetting
    await this.#letGo()
  }

  /** Nothing will go there any more: what waits becomes a draft, and the document what it was before. */
  async end(failure: Failure): Promise<void> {
    this.#isLocked = true
    if (this.#line.journal.isWaiting(this.name)) await this.#reset(failure, 'before')
  }

  /** Resolves when edits that were refused have left the document. */
  settled(): Promise<void> {
    return this.#resetting ?? Promise.resolve()
  }

  get #isStale(): boolean {
    return performance.now() - this.#renewed > calm.renew && this.#open?.upstream.unsyncedChanges === 0
  }

  #changedHere(): void {
    if (this.#before === null) return
    this.#renewed = performance.now()
    this.#line.journal.waits(this.name, this.#before)
    this.#before = null
  }

  /** Who types while connected is acknowledged after every key: the journal hears of it when it has been calm for a moment. */
  #acknowledged(): void {
    clearTimeout(this.#calm)
    this.#calm = setTimeout(() => {
      const upstream = this.#open?.upstream
      if (upstream?.isAuthenticated && upstream.unsyncedChanges === 0) this.#line.journal.acknowledged(this.name)
    }, calm.after)
  }

  /** A receipt (receipts.ts), when the document has stood still for a moment and all of it is on this disk. */
  #reportSoon(): void {
    if (this.name === register) return
    clearTimeout(this.#receipt)
    this.#receipt = setTimeout(() => void this.#report().catch(this.#line.report), calm.after)
  }

  async #report(): Promise<void> {
    const open = this.#open
    if (!open?.upstream.isAuthenticated) return
    await this.#line.durability.received(open.document)
    const said: z.infer<typeof holds> = { type: 'holds', state: stateHashOf(open.document) }
    open.upstream.sendStateless(JSON.stringify(said))
  }

  /** What each reason wants is said in shared/closing.ts. */
  #closed(reason: string): void {
    if (this.#isStopped || reason === 'provider_initiated' || this.#line.socket.webSocket?.readyState !== 1) return
    const failure = failureIn(reason)
    if (failure) this.#refused(failure, 'asked')
    else this.#enterLater()
  }

  #enterLater(): void {
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.enter(), Math.min(longestWait, 25 * 2 ** this.#tries++))
  }

  #notLetIn(failure: Failure | null): void {
    if (failure?.kind === 'notMember') this.#line.ended(failure)
    else if (failure?.kind === 'notFound' && this.name !== register) this.#refused(failure, 'none')
    else this.#enterLater()
  }

  #refused(failure: Failure, theirs: Theirs): void {
    // Nobody here writes the register: what it has and the host has not is a past of the host's that is gone.
    if (this.name === register) this.#line.ended({ kind: 'hostRestored' })
    else void this.#reset(failure, theirs).catch(this.#line.report)
  }

  #reset(failure: Failure, theirs: Theirs): Promise<void> {
    if (this.#isStopped) return Promise.resolve()
    this.#resetting ??= this.#replace(failure, theirs).finally(() => (this.#resetting = null))
    return this.#resetting
  }

  async #replace(failure: Failure, from: Theirs): Promise<void> {
    const { hocuspocus, store, journal, durability, rightsChanged } = this.#line
    const open = this.#open
    if (!open) return
    const { document } = open
    // What windows here have sent is acknowledged to them: it belongs to the draft.
    await Promise.allSettled(document.getConnections().map((connection) => connection.waitForPendingMessages()))
    const wasLocked = this.#isLocked
    this.#isLocked = true
    rightsChanged()
    const theirs = from === 'asked' ? await this.#ask() : from === 'before' ? journal.before(this.name) : null
    if (from === 'asked' && theirs === null) {
      // The link went: the host will refuse again when it is back.
      this.#isLocked = wasLocked
      rightsChanged()
      return
    }
    await durability.received(document)
    // Where the host has none to give, what it had before these edits is the nearest to it.
    const base = theirs ?? journal.before(this.name)
    if (from !== 'none' || base) await journal.refuse(this.#draft(failure, document, base), base ? clientsBeyond(document, base) : [])
    for (const connection of document.getConnections()) connection.close(closeEvent('rightsChanged'))
    await this.#letGo()
    while (hocuspocus.documents.get(this.name) === document) await milliseconds(5)
    await store.remove(this.name)
    if (theirs) await store.append(this.name, theirs)
    this.#isLocked = wasLocked
    if (!wasLocked && from === 'asked') await this.start()
    rightsChanged()
  }

  #draft(failure: Failure, document: Document, base: Uint8Array | null) {
    const mine = Y.encodeStateAsUpdate(document)
    const { name } = this
    const about = { id: randomUUID(), document: name, title: this.#line.titleOf(name), at: new Date().toISOString(), failure }
    return { ...about, ...difference(name, mine, base ?? Y.encodeStateAsUpdate(new Y.Doc())) }
  }

  /** The host's own state of the document, without anything of ours; `null` when it cannot be had. */
  async #ask(): Promise<Uint8Array | null> {
    const { socket, token } = this.#line
    const document = new Y.Doc()
    const copy = new Upstream({ name: this.name, document, socket, token })
    const answered = await new Promise<boolean>((answer) => {
      this.#giveUp = () => answer(false)
      copy.on('synced', () => answer(true))
      for (const event of ['authenticationFailed', 'close']) copy.on(event, () => answer(false))
      copy.enter()
      if (socket.webSocket?.readyState !== 1) answer(false)
    })
    copy.dispose()
    return answered ? Y.encodeStateAsUpdate(document) : null
  }

  async #letGo(): Promise<void> {
    const open = this.#open
    if (!open) return
    this.#open = null
    open.relay.dispose()
    open.upstream.dispose()
    await this.#line.durability.received(open.document).catch(this.#line.report)
    await open.direct.disconnect()
  }
}

/** Yjs clients of whose changes the document holds some that the other state has not. */
function clientsBeyond(document: Y.Doc, state: Uint8Array): number[] {
  const theirs = Y.decodeStateVector(Y.encodeStateVectorFromUpdate(state))
  const ours = Y.decodeStateVector(Y.encodeStateVector(document))
  return [...ours].flatMap(([client, clock]) => (clock > (theirs.get(client) ?? 0) ? [client] : []))
}
