import { HocuspocusProvider, type ConstructableOutgoingMessage, type HocuspocusProviderConfiguration } from '@hocuspocus/provider'
import { withoutUnseen } from '../../shared/arrivals.ts'
import { ready } from './portSocket.ts'

/**
 * A provider whose count of what is not yet acknowledged can be taken at its word. The stock one queues updates while the
 * socket is away and sends them beside the full sync that follows; the acknowledgement of a queued one then counts for the
 * sync, and the count reaches 0 while changes are still on their way. Here nothing is queued: the sync after opening carries all.
 *
 * Each replica has an address of its own, so that a leaving and a coming under one name cannot be taken for each other. To a
 * hub that has closed the document nothing is said: it would keep it for a document that somebody is about to open.
 */
export class Replica extends HocuspocusProvider {
  #isThere = false
  #isSyncing = false
  #unsaved = 0

  constructor(configuration: HocuspocusProviderConfiguration) {
    super({ ...configuration, sessionAwareness: true })
  }

  /** Local changes the hub has not yet acknowledged; each acknowledged one is on disk. */
  get unsaved(): number {
    return this.#unsaved
  }

  override onOpen(event: Event): Promise<void> {
    this.#isThere = true
    return super.onOpen(event)
  }

  override startSync(): void {
    if (!this.#mayTalk) return
    this.#isSyncing = true
    super.startSync()
  }

  override onClose(): void {
    this.#leave()
    super.onClose()
  }

  override permissionDeniedHandler(reason: string): void {
    this.#leave()
    super.permissionDeniedHandler(reason)
  }

  override send(message: ConstructableOutgoingMessage, args: unknown): void {
    if (this.#mayTalk) super.send(message, withoutUnseen(this.document, args))
  }

  override documentUpdateHandler(update: Uint8Array, origin: unknown): void {
    if (origin === this) return
    this.#unsaved += 1
    if (this.#isSyncing) super.documentUpdateHandler(update, origin)
    else this.incrementUnsyncedChanges()
  }

  override decrementUnsyncedChanges(): void {
    super.decrementUnsyncedChanges()
    if (this.#unsaved === 0) return
    // A reconnect sends many changes as one: the larger count is told until the last is acknowledged.
    if (this.unsyncedChanges === 0) this.#unsaved = 0
    this.emit('unsyncedChanges', { number: this.unsyncedChanges })
  }

  #leave(): void {
    this.#isThere = false
    this.#isSyncing = false
  }

  get #mayTalk(): boolean {
    return this.#isThere && this.configuration.websocketProvider.webSocket?.readyState === ready.open
  }
}
