import type { HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { failureIn } from '../../shared/closing.ts'
import { watchOwnArrivals } from '../../shared/arrivals.ts'
import { parseName, type DocumentName } from '../../shared/documentName.ts'
import type { Failure } from '../../shared/errors.ts'
import type { Me } from './people.ts'
import { ready } from './portSocket.ts'
import { Replica } from './replica.ts'

export type DocumentState =
  { is: 'opening' } | { is: 'open'; doc: Y.Doc; awareness: Awareness; writable: boolean } | { is: 'refused'; failure: Failure }

const longestWait = 5_000

/**
 * One document this window has open: stays attached through restarts of the hub and closings by it, and starts over with an
 * empty copy when the right to write changes, because a copy keeps edits that were never accepted and would push them later.
 */
export class OpenDocument {
  state: DocumentState = { is: 'opening' }
  #isAttended = true
  #replica: Replica
  #listeners = new Set<() => void>()
  #tries = 0
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(
    readonly name: DocumentName,
    readonly me: Me,
    readonly socket: HocuspocusProviderWebsocket,
    readonly onStateless: (payload: string) => void = () => undefined,
  ) {
    this.#replica = this.#start()
  }

  get unsaved(): number {
    return this.#replica.unsaved
  }

  /** The copy of now; a start over makes another. */
  get doc(): Y.Doc {
    return this.#replica.document
  }

  get awareness(): Awareness | null {
    return this.#replica.awareness
  }

  get isReady(): boolean {
    return this.socket.webSocket?.readyState === ready.open && this.#replica.isAuthenticated
  }

  /** Whether the person is at it. One that is only kept for going back shows nobody. */
  attend(is: boolean): void {
    if (this.#isAttended === is) return
    this.#isAttended = is
    this.awareness?.setLocalState(is ? { user: this.me } : null)
  }

  sendStateless(payload: string): void {
    this.#replica.sendStateless(payload)
  }

  /** Told on every change of state or of what is unsaved. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): DocumentState => this.state

  /** Drops the copy and asks again, after a refusal. */
  restart(): void {
    this.#stop()
    this.#become({ is: 'opening' })
    this.#replica = this.#start()
    this.#tell()
  }

  destroy(): void {
    this.#stop()
    this.#listeners.clear()
  }

  #start(): Replica {
    const doc = new Y.Doc()
    const replica = new Replica({ name: this.name, websocketProvider: this.socket, document: doc })
    if (parseName(this.name)?.kind === 'memo') watchOwnArrivals(replica)
    let scope: string | undefined
    replica.awareness?.setLocalState(this.#isAttended ? { user: this.me } : null)
    replica.on('authenticated', (granted: { scope: string }) => {
      if (scope !== undefined && scope !== granted.scope) {
        this.restart()
        return
      }
      scope = granted.scope
      // Others take a presence that comes back with the clock it left with for old news.
      replica.awareness?.setLocalState(replica.awareness.getLocalState())
      this.#opened(replica)
    })
    replica.on('synced', () => this.#opened(replica))
    replica.on('unsyncedChanges', () => this.#tell())
    replica.on('stateless', ({ payload }: { payload: string }) => this.onStateless(payload))
    replica.on('authenticationFailed', ({ reason }: { reason: string }) => this.#refused(failureIn(reason) ?? { kind: 'forbidden' }))
    replica.on('close', ({ event }: { event: { reason: string } }) => this.#closed(event.reason))
    replica.attach()
    return replica
  }

  #opened(replica: Replica): void {
    if (!replica.synced || !replica.isAuthenticated || !replica.awareness) return
    this.#tries = 0
    if (this.state.is === 'open') {
      this.#tell()
      return
    }
    const writable = replica.authorizedScope === 'read-write'
    this.#become({ is: 'open', doc: replica.document, awareness: replica.awareness, writable })
  }

  /** What each reason wants is said in shared/closing.ts; the stock provider would stay silent for ever. */
  #closed(reason: string): void {
    this.#tell()
    if (reason === 'provider_initiated' || this.socket.webSocket?.readyState !== ready.open) return
    const failure = failureIn(reason)
    if (failure) {
      this.#refused(failure)
      return
    }
    clearTimeout(this.#retry)
    const again = (): void => (reason === 'rightsChanged' ? this.restart() : void this.#replica.onOpen(new Event('open')))
    this.#retry = setTimeout(again, Math.min(longestWait, 25 * 2 ** this.#tries++))
  }

  /** What this copy holds beyond the hub's will never be accepted: it goes, so that it cannot come back by another way. */
  #refused(failure: Failure): void {
    this.#stop()
    this.#become({ is: 'refused', failure })
  }

  #stop(): void {
    clearTimeout(this.#retry)
    const { document } = this.#replica
    this.#replica.destroy()
    document.destroy()
  }

  #become(state: DocumentState): void {
    this.state = state
    this.#tell()
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
