import { HocuspocusProvider, MessageType, type ConstructableOutgoingMessage } from '@hocuspocus/provider'
import * as decoding from 'lib0/decoding'

/**
 * A provider whose count of what is not yet acknowledged can be taken at its word. The stock one queues updates while the
 * socket is away and sends them beside the full sync that follows; the acknowledgement of a queued one then counts for the
 * sync, and the count reaches 0 while changes are still on their way. Here nothing is queued: the sync after opening carries all.
 */
export class Replica extends HocuspocusProvider {
  #syncing = false
  #unsaved = 0

  /** Local changes the hub has not yet acknowledged; each acknowledged one is on disk. */
  get unsaved(): number {
    return this.#unsaved
  }

  override startSync(): void {
    if (!this.#isOpen) return
    this.#syncing = true
    super.startSync()
  }

  /** The echo of a leaving is for the replica that was here under this name before: this one has not left. */
  override onMessage(event: MessageEvent<ArrayBuffer>): void {
    if (closeReason(event.data) !== 'provider_initiated') super.onMessage(event)
  }

  override onClose(): void {
    this.#syncing = false
    super.onClose()
  }

  override send(message: ConstructableOutgoingMessage, args: unknown): void {
    if (this.#isOpen) super.send(message, args)
  }

  override documentUpdateHandler(update: Uint8Array, origin: unknown): void {
    if (origin === this) return
    this.#unsaved += 1
    if (this.#syncing) super.documentUpdateHandler(update, origin)
    else this.incrementUnsyncedChanges()
  }

  override decrementUnsyncedChanges(): void {
    super.decrementUnsyncedChanges()
    if (this.#unsaved === 0) return
    // A reconnect sends many changes as one: the larger count is told until the last is acknowledged.
    if (this.unsyncedChanges === 0) this.#unsaved = 0
    this.emit('unsyncedChanges', { number: this.unsyncedChanges })
  }

  get #isOpen(): boolean {
    return this.configuration.websocketProvider.webSocket?.readyState === WebSocket.OPEN
  }
}

function closeReason(message: ArrayBuffer): string | null {
  const decoder = decoding.createDecoder(new Uint8Array(message))
  decoding.readVarString(decoder)
  return decoding.readVarUint(decoder) === MessageType.CLOSE.valueOf() ? decoding.readVarString(decoder) : null
}
