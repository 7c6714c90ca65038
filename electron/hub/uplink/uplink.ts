import { randomUUID } from 'node:crypto'
import { HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { hubMessage, type HubMessage } from '../../../shared/commands.ts'
import { register as registerName, type DocumentName } from '../../../shared/documentName.ts'
import { ok, Refusal, refuse, type Failure, type Result } from '../../../shared/errors.ts'
import type { NearbyHost } from '../../../shared/hosting.ts'
import type { Link } from '../../../shared/joined.ts'
import { wireLimits } from '../listen/limits.ts'
import type { Register } from '../register.ts'
import type { JsonFile } from '../store/jsonFile.ts'
import { hasStirred, look } from './awake.ts'
import { dial, parts as partsOf } from './dial.ts'
import { Entries } from './entries.ts'
import { Follower, type Line } from './follower.ts'
import type { Host } from './hostFile.ts'
import { hostSocket } from './hostSocket.ts'

/**
 * Times in ms: the heartbeat of the link, how long to wait before dialling again, growing from the least to the most, and how long
 * before asking one again that is no host of ours. `seek`: how long a host must be out of reach before it is looked for on this network,
 * and how long before that is done again.
 */
export type Tempo = { heartbeat: number; least: number; most: number; seldom: number; seek: number }
export const usualTempo: Tempo = { heartbeat: wireLimits.heartbeat, least: 500, most: 1_500, seldom: 20_000, seek: 60_000 }

type Parts = Omit<Line, 'socket' | 'ended' | 'arrived' | 'stateless'> & {
  host: Pick<JsonFile<Host>, 'data' | 'update'>
  register: Register
  /** Who announces to be a host on this network; left out where nobody is looked for. */
  nearby?: () => Promise<readonly NearbyHost[]>
  /** Every document this member may read, as the register says now. */
  readable: () => DocumentName[]
  tempo: Tempo
  changed: (link: Omit<Link, 'waiting'>) => void
}

const ever = 24 * 60 * 60 * 1000
/** So many places of one host are remembered. */
const mostAddresses = 8

/**
 * A replica's way to its host.
 *
 * UL6 It follows the register first, and on its word every document that this member may read.
 * UL7 Commands go to the host and its answer comes back; without a link they are refused as `offline`, nothing is kept for later.
 * UL8 A member whom the host no longer lets in, or a host with another past, ends it for good: all stays readable, nothing is sent.
 * UL11 A host that has moved is known by its key: it is followed to where the person says, or where it says itself on this network.
 *      Nothing is sent there before the key was found; a host known by a name that others vouch for keeps its name.
 */
export class Uplink {
  readonly #parts: Parts
  readonly #socket: HocuspocusProviderWebsocket
  readonly #line: Line
  readonly #register: Follower
  readonly #followers = new Map<string, Follower>()
  readonly #calls = new Map<string, (answer: Result<unknown>) => void>()
  readonly #entries = new Entries({
    isOpen: () => this.#state.state === 'connected' && !this.#isStopped,
    told: ({ name }, patience) => this.#told(name, patience),
  })
  readonly #waiting = new Map<DocumentName, Set<() => void>>()
  readonly #watch: NodeJS.Timeout
  #following: Promise<void> = Promise.resolve()
  #soughtAt = 0
  #state: Omit<Link, 'waiting'>
  #failure: Failure | null = null
  #isStopped = false

  constructor(parts: Parts) {
    this.#parts = parts
    const { tempo, host } = parts
    this.#state = { state: 'connecting', since: new Date().toISOString(), failure: null }
    this.#socket = new HocuspocusProviderWebsocket({
      url: 'host:',
      WebSocketPolyfill: hostSocket({
        target: () => host.data,
        heartbeat: tempo.heartbeat,
        seldom: tempo.seldom,
        quiet: (is) => this.#quiet(is),
        failed: (failure) => {
          this.#failure = failure
          this.#offline()
        },
      }),
      autoConnect: false,
      messageReconnectTimeout: ever,
      ...{ delay: tempo.least, minDelay: tempo.least, maxDelay: tempo.most, factor: 2, jitter: true },
    })
    this.#socket.on('open', () => this.#register.enter())
    this.#socket.on('close', ({ event }: { event: { reason: string } }) => this.#lost(event.reason))
    this.#line = {
      ...parts,
      socket: this.#socket,
      ended: (failure) => void this.end(failure).catch(parts.report),
      arrived: (name) => this.#arrived(name),
      stateless: (payload) => this.#hear(payload),
    }
    this.#register = new Follower(this.#line, registerName)
    this.#watch = setInterval(this.#awake(), Math.min(look, tempo.seek))
  }

  async start(): Promise<void> {
    await this.#register.start()
    await this.follow()
    void this.#socket.connect()
  }

  /** The register has changed: follows what is new in it. What is hidden now the host itself closes. */
  follow(): Promise<void> {
    this.#following = this.#following.then(() => this.#follow()).catch(this.#parts.report)
    return this.#following
  }

  async #follow(): Promise<void> {
    for (const name of this.#parts.readable()) {
      const follower = this.#followers.get(name) ?? new Follower(this.#line, name)
      if (follower.isFollowing || this.#isStopped) continue
      this.#followers.set(name, follower)
      // One whose file is damaged keeps nobody from following the others.
      await follower.start().catch(this.#parts.report)
      if (follower.isHere) this.#tell(name)
      if (this.#state.state === 'connected') this.#entries.add([follower])
    }
  }

  /** UL11 From here on the host is looked for there first. @throws Refusal of the dialling; `wrongKey` for another name */
  async moveTo(addresses: readonly string[]): Promise<void> {
    const { host } = this.#parts
    const { pin, addresses: known } = host.data
    const named = new Set(known.map((address) => partsOf(address).host))
    const other = pin === null ? addresses.find((address) => !named.has(partsOf(address).host)) : undefined
    if (other !== undefined) throw new Refusal({ kind: 'wrongKey', address: other })
    const { socket, address } = await dial({ addresses, pin })
    socket.destroy()
    await host.update((data) => ({ ...data, addresses: [address, ...known.filter((one) => one !== address)].slice(0, mostAddresses) }))
    if (!this.#isStopped && this.#state.state === 'offline') void this.#socket.connect()
  }

  mayWrite(name: string): boolean {
    return this.#followers.get(name)?.mayWrite ?? true
  }

  /** Resolves when there is something to show of the document, or after so long without. */
  async here(name: DocumentName, patience: number): Promise<boolean> {
    const follower = (): Follower | undefined => (name === registerName ? this.#register : this.#followers.get(name))
    const until = performance.now() + patience
    const asked = follower()
    if (asked) this.#entries.hurry(asked)
    await asked?.settled()
    while (!follower()?.isHere) {
      const left = until - performance.now()
      if (left <= 0) return false
      await this.#told(name, left)
    }
    return true
  }

  /** Resolves when a document is said to be here, or after so long. */
  #told(name: DocumentName, patience: number): Promise<void> {
    return new Promise<void>((resolve) => {
      const others = this.#waiting.get(name) ?? new Set()
      this.#waiting.set(name, others.add(resolve))
      setTimeout(resolve, patience)
    })
  }

  command(name: string, request: unknown): Promise<Result<unknown>> {
    if (this.#state.state !== 'connected') return Promise.resolve(refuse({ kind: 'offline' }))
    const call = randomUUID()
    return new Promise((resolve) => {
      this.#calls.set(call, resolve)
      this.#register.sendStateless(JSON.stringify({ type: 'command', call, name, request }))
    })
  }

  /** For good. What waits becomes drafts. */
  async end(failure: Failure): Promise<void> {
    const { host } = this.#parts
    if (host.data.ended !== null || this.#isStopped) return
    await host.update((data) => ({ ...data, ended: failure }))
    this.#become('refused', failure)
    this.#hangUp()
    this.#parts.rightsChanged()
    for (const follower of this.#followers.values()) await follower.end(failure)
    await this.#letGo()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#hangUp()
    await this.#letGo()
  }

  #hangUp(): void {
    clearInterval(this.#watch)
    this.#socket.destroy()
    this.#unanswered()
  }

  async #letGo(): Promise<void> {
    await this.#following
    for (const follower of this.#followers.values()) await follower.stop()
    await this.#register.stop()
  }

  #tell(name: DocumentName): void {
    for (const resolve of this.#waiting.get(name) ?? []) resolve()
    this.#waiting.delete(name)
  }

  #arrived(name: DocumentName): void {
    this.#tell(name)
    if (name === registerName) void this.#welcome().catch(this.#parts.report)
  }

  /** The register has arrived on this socket: the host has let us in. */
  async #welcome(): Promise<void> {
    const { host, register } = this.#parts
    const epoch = register.workspace?.epoch ?? null
    if (host.data.epoch !== null && epoch !== host.data.epoch) return this.end({ kind: 'hostRestored' })
    if (epoch !== host.data.epoch) await host.update((data) => ({ ...data, epoch }))
    if (this.#state.state === 'refused') return
    this.#failure = null
    this.#become('connected', null)
    await this.follow()
    this.#entries.add(this.#followers.values())
  }

  #lost(reason: string): void {
    this.#unanswered()
    this.#offline()
    this.#entries.clear()
    for (const name of [...this.#waiting.keys()]) this.#tell(name)
    // Closed because something about this member has changed: the host says what when it is asked again.
    if (reason === 'rightsChanged' && !this.#isStopped) queueMicrotask(() => void this.#socket.connect())
  }

  #quiet(is: boolean): void {
    for (const follower of [this.#register, ...this.#followers.values()]) follower.quiet(is)
  }

  #unanswered(): void {
    for (const answer of this.#calls.values()) answer(refuse({ kind: 'unanswered' }))
    this.#calls.clear()
  }

  #offline(): void {
    if (!this.#isStopped && this.#state.state !== 'refused') this.#become('offline', this.#failure)
  }

  #become(state: Link['state'], failure: Failure | null): void {
    const same = this.#state.state === state
    if (same && JSON.stringify(this.#state.failure) === JSON.stringify(failure)) return
    this.#state = { state, since: same ? this.#state.since : new Date().toISOString(), failure }
    this.#parts.changed(this.#state)
  }

  #hear(payload: string): void {
    const message = understood(payload)
    switch (message?.type) {
      case 'done':
        this.#answer(message.call, ok(message.answer))
        return
      case 'refused':
        this.#answer(message.call, refuse(message.failure))
        return
      case 'storeFailing':
        if (this.#state.state === 'connected') this.#become('connected', message.failure)
        return
      case 'storeWell':
        if (this.#state.state === 'connected') this.#become('connected', null)
        return
      case 'talked':
      case 'touched':
      case undefined:
        return
    }
  }

  #answer(call: string, answer: Result<unknown>): void {
    this.#calls.get(call)?.(answer)
    this.#calls.delete(call)
  }

  /** A machine that wakes, or comes into another network, does not sit out the wait. */
  #awake(): () => void {
    const stirred = hasStirred()
    return () => {
      const isAwake = stirred()
      if (this.#state.state !== 'offline') return
      if (isAwake) void this.#socket.connect()
      void this.#seek().catch(this.#parts.report)
    }
  }

  /** The router has given the host another address. */
  async #seek(): Promise<void> {
    const { host, nearby, tempo } = this.#parts
    const away = Date.now() - Math.max(Date.parse(this.#state.since), this.#soughtAt)
    if (!nearby || host.data.pin === null || this.#failure?.kind !== 'hostUnreachable' || Math.abs(away) < tempo.seek) return
    this.#soughtAt = Date.now()
    const found = (await nearby()).map(({ address }) => address).filter((address) => !host.data.addresses.includes(address))
    if (found.length === 0 || this.#isStopped) return
    await this.moveTo(found).catch((reason: unknown) => {
      if (!(reason instanceof Refusal)) throw reason
    })
  }
}

function understood(payload: string): HubMessage | null {
  try {
    return hubMessage.nullable().catch(null).parse(JSON.parse(payload))
  } catch {
    return null
  }
}
