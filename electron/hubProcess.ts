import { randomUUID } from 'node:crypto'
import type { MessagePortMain, UtilityProcess } from 'electron'
import { z } from 'zod'
import { assertNever, ok, Refusal, refuse, type Failure, type Result } from '../shared/errors.ts'
import { backupState, type BackupState } from '../shared/backup.ts'
import { bundlePreview, type BundlePreview } from '../shared/bundle.ts'
import { documentName, parseName, type DocumentName } from '../shared/documentName.ts'
import type { Person } from '../shared/desktop.ts'
import { hostState, type HostState } from '../shared/hosting.ts'
import type { Link, RefusedEdit } from '../shared/joined.ts'
import type { Role } from '../shared/roles.ts'
import type { Member } from '../shared/register.ts'
import { founded, hubEvent, known, type ParentMessage } from './hub/parent.ts'
import { restartDelay, stopLimit } from './restart.ts'

type Call = Extract<ParentMessage, { call: string }>
/** Without distributing, `Omit` would melt the union into one shape. */
type Question<C extends Call = Call> = C extends Call ? Omit<C, 'call'> : never
type Pending = { resolve: (value: unknown) => void; reject: (error: Error) => void }

/** What its owner is told. */
export type HubEvents = {
  /** It fell and is up again: windows need new ports. */
  restarted(): void
  /** What the person should be told of its files. */
  noticed(notices: readonly Failure[]): void
  /** 主持协作 has gone on or off, its addresses have changed, or somebody came or left. */
  hosted(state: HostState): void
  /** A backup was made, or could not be. */
  backedUp(state: BackupState): void
  /** A replica stands otherwise with its host. */
  linked(link: Link, role: Role | null): void
  /** All that the host has refused and the person has not discarded, the oldest first. */
  refused(edits: RefusedEdit[]): void
  /** It cannot be started, or falls again and again. The next `connect` or question tries once more. */
  failed(failure: Failure): void
}

const merged = z.object({ texts: z.int() })

/** @throws Refusal `notFound` */
function documentNameIn(text: string): DocumentName {
  const parsed = parseName(text)
  if (parsed === null || parsed.kind === 'register') throw new Refusal({ kind: 'notFound' })
  return documentName(parsed.kind, parsed.id)
}

/**
 * The hub of one workspace, watched: a fall is followed by a new start (see `restart.ts`), and `stop` ends it in order. It is
 * forked in the constructor; everything asked of it waits until it is ready.
 */
export class HubProcess {
  readonly #fork: () => UtilityProcess
  /** Of a joined workspace; `null` where it has been lost. */
  readonly #credential: string | null | undefined
  readonly #events: HubEvents
  readonly #calls = new Map<string, Pending>()
  #child: UtilityProcess | null = null
  #ready = new Gate<Result<null>>()
  #failure: Failure | null = null
  #falls: number[] = []
  #restart: NodeJS.Timeout | undefined
  #stopping = false
  /** Windows had a hub, or waited in vain for one, before the one that is starting. */
  #wasDown = false

  constructor(fork: () => UtilityProcess, events: HubEvents, credential?: string | null) {
    this.#fork = fork
    this.#credential = credential
    this.#events = events
    this.#start()
  }

  /** Gives the hub its end of a window's channel. @throws Refusal why there is no hub */
  async connect(memberId: string, port: MessagePortMain): Promise<void> {
    const child = await this.#running()
    child.postMessage({ type: 'connect', memberId } satisfies ParentMessage, [port])
  }

  /** Makes the empty data folder a workspace; answers who the founder is in it. @throws Refusal */
  async found(name: string, founder: Person, sample: boolean): Promise<string> {
    return founded.parse(await this.ask({ type: 'found', name, founder, sample })).memberId
  }

  /** Listens on that port, or no longer. @throws Refusal `portTaken`, `keyUnreadable` */
  async host(port: number | null): Promise<HostState> {
    return hostState.parse(await this.ask({ type: 'host', port }))
  }

  /** @throws Refusal */
  async discardRefused(id: string): Promise<void> {
    await this.ask({ type: 'discardRefused', id })
  }

  /** @throws Refusal of the dialling */
  async moveHost(address: string): Promise<void> {
    await this.ask({ type: 'moveHost', address })
  }

  /** @param document a name, everything for `null` @throws Refusal */
  async exportBundle(memberId: string, document: string | null, path: string): Promise<{ texts: number }> {
    const name = document === null ? null : documentNameIn(document)
    return merged.parse(await this.ask({ type: 'exportBundle', memberId, document: name, path }))
  }

  /** @throws Refusal */
  async previewBundle(memberId: string, path: string): Promise<BundlePreview> {
    return bundlePreview.parse(await this.ask({ type: 'previewBundle', memberId, path }))
  }

  /** @throws Refusal */
  async mergeBundle(memberId: string, id: string): Promise<{ texts: number }> {
    return merged.parse(await this.ask({ type: 'mergeBundle', memberId, id }))
  }

  /** The backups it keeps, after making one of now for `make`. @throws Refusal */
  async backups(make: boolean): Promise<BackupState> {
    return backupState.parse(await this.ask({ type: 'backups', make }))
  }

  /** Where copies of them go: a folder called `name` within `path`, or nowhere. @throws Refusal `folderGone`, the disk */
  async backupPlace(path: string | null, name: string): Promise<BackupState> {
    return backupState.parse(await this.ask({ type: 'backupPlace', path, name }))
  }

  /** @throws Refusal */
  async backUp(path: string): Promise<void> {
    await this.ask({ type: 'backUp', path })
  }

  /** @throws Refusal */
  async whoIs(memberId: string): Promise<Member> {
    return known.parse(await this.ask({ type: 'whoIs', memberId }))
  }

  /** Resolves when the process has ended; one that does not end by itself in time is killed. What it acknowledged is on disk. */
  async stop(): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#restart)
    this.#ready.open(refuse({ kind: 'hubDown' }))
    const child = this.#child
    if (child === null) return
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const limit = setTimeout(() => child.kill(), stopLimit)
    child.postMessage({ type: 'stop' } satisfies ParentMessage)
    await ended
    clearTimeout(limit)
  }

  /** For whoever checks the answer. @throws Refusal */
  async ask(question: Question): Promise<unknown> {
    const child = await this.#running()
    const call = randomUUID()
    return new Promise((resolve, reject) => {
      this.#calls.set(call, { resolve, reject })
      child.postMessage({ ...question, call } satisfies ParentMessage)
    })
  }

  async #running(): Promise<UtilityProcess> {
    if (this.#failure !== null && !this.#stopping && this.#child === null) this.#start()
    const ready = await this.#ready.passed
    if (!ready.ok) throw new Refusal(ready.failure)
    if (this.#child === null) throw new Refusal({ kind: 'hubDown' })
    return this.#child
  }

  #start(): void {
    if (this.#ready.isOpen) this.#ready = new Gate()
    this.#failure = null
    const child = this.#fork()
    this.#child = child
    child.on('message', (message: unknown) => this.#hear(message))
    child.once('exit', () => this.#ended())
  }

  #hear(message: unknown): void {
    const event = hubEvent.parse(message)
    switch (event.type) {
      case 'ready':
        if (this.#credential !== undefined)
          this.#child?.postMessage({ type: 'credential', credential: this.#credential } satisfies ParentMessage)
        this.#ready.open(ok(null))
        if (this.#wasDown) this.#events.restarted()
        this.#wasDown = false
        if (event.notices.length > 0) this.#events.noticed(event.notices)
        return
      case 'failed':
        this.#fail(event.failure)
        return
      case 'hostState':
        this.#events.hosted(event.state)
        return
      case 'backupState':
        this.#events.backedUp(event.state)
        return
      case 'link':
        this.#events.linked(event.link, event.role)
        return
      case 'refusedEdits':
        this.#events.refused(event.edits)
        return
      case 'answer':
        this.#take(event.call)?.resolve(event.value)
        return
      case 'refused':
        this.#take(event.call)?.reject(new Refusal(event.failure))
        return
      default:
        assertNever(event)
    }
  }

  #take(call: string): Pending | undefined {
    const pending = this.#calls.get(call)
    this.#calls.delete(call)
    return pending
  }

  #ended(): void {
    this.#child = null
    for (const { reject } of this.#calls.values()) reject(new Refusal({ kind: 'hubDown' }))
    this.#calls.clear()
    if (this.#stopping || this.#failure !== null) return
    this.#wasDown = true
    if (this.#ready.isOpen) this.#ready = new Gate()
    this.#falls.push(Date.now())
    const delay = restartDelay(this.#falls, Date.now())
    if (delay === null) this.#fail({ kind: 'hubDown' })
    else this.#restart = setTimeout(() => this.#start(), delay)
  }

  #fail(failure: Failure): void {
    this.#failure = failure
    this.#wasDown = true
    this.#ready.open(refuse(failure))
    this.#events.failed(failure)
  }
}

/** A promise that is settled from outside, once. */
class Gate<T> {
  #open: (value: T) => void = () => undefined
  isOpen = false
  readonly passed = new Promise<T>((resolve) => (this.#open = resolve))

  open(value: T): void {
    this.isOpen = true
    this.#open(value)
  }
}
