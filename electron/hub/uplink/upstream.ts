import { HocuspocusProvider, MessageType, type ConstructableOutgoingMessage, type HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type * as Y from 'yjs'
import { z } from 'zod'
import { withoutUnseen } from '../../../shared/arrivals.ts'

type Options = {
  name: string
  document: Y.Doc
  socket: HocuspocusProviderWebsocket
  token: string
  /** Presences of the other side. */
  onPresence?: (update: Uint8Array) => void
  /** The host asks who is here. */
  onPresenceAsked?: () => void
  /** The host has been sent changes and will not take them. */
  onRefused?: () => void
}

const bytes = z.instanceof(Uint8Array)
/** As WebSocket numbers it. */
const open = 1

/**
 * One document of the hub attached to its host. Other than the stock provider it
 * - opens when it is told to (`enter`): the host lets a stranger open few documents at once;
 * - leaves presence to the relay, and the document as it is when it is disposed of;
 * - queues nothing while the socket is away: the handshake after opening carries all that the host lacks, and the count of what
 *   is not acknowledged stays right.
 */
export class Upstream extends HocuspocusProvider {
  readonly #options: Options
  #isThere = false
  #isSyncing = false

  constructor(options: Options) {
    const { name, document, socket, token } = options
    super({ name, document, websocketProvider: socket, token, awareness: null, sessionAwareness: true })
    this.#options = options
  }

  /** Asked of the host on this link, and not closed since. */
  get isThere(): boolean {
    return this.#isThere
  }

  /** Attaches, or starts over after a closing. */
  enter(): void {
    this.attach()
    if (!this.#isOpen) return
    this.#isThere = true
    void super.onOpen(new Event('open'))
  }

  /** Lets go of the document without touching it. */
  dispose(): void {
    this.removeAllListeners()
    this.document.off('update', this.boundDocumentUpdateHandler)
    this.detach()
    this.#leave()
  }

  sendPresence(update: Uint8Array): void {
    if (!this.#mayTalk) return
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, this.effectiveName)
    encoding.writeVarUint(encoder, MessageType.Awareness)
    encoding.writeVarUint8Array(encoder, update)
    this.#options.socket.send(encoding.toUint8Array(encoder))
  }

  /** A new socket: whoever leads the uplink says when. */
  override onOpen(): Promise<void> {
    return Promise.resolve()
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
    if (origin !== this && this.#isSyncing) super.documentUpdateHandler(update, origin)
  }

  /** A host that sends what cannot be read is hung up on: nothing of it may end the process. */
  override onMessage(event: MessageEvent): void {
    try {
      this.#hear(event)
    } catch {
      this.#options.socket.webSocket?.close()
    }
  }

  #hear(event: MessageEvent): void {
    const decoder = decoding.createDecoder(bytes.parse(event.data))
    decoding.readVarString(decoder)
    switch (decoding.readVarUint(decoder)) {
      case MessageType.Awareness.valueOf():
        this.#options.onPresence?.(decoding.readVarUint8Array(decoder))
        return
      case MessageType.QueryAwareness.valueOf():
        this.#options.onPresenceAsked?.()
        return
      case MessageType.SyncStatus.valueOf():
        if (decoding.readVarInt(decoder) !== 1) this.#options.onRefused?.()
    }
    super.onMessage(event)
  }

  #leave(): void {
    this.#isThere = false
    this.#isSyncing = false
  }

  get #isOpen(): boolean {
    return this.#options.socket.webSocket?.readyState === open
  }

  get #mayTalk(): boolean {
    return this.#isThere && this.#isOpen
  }
}
