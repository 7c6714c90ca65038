import { z } from 'zod'
import { ask, onHubPort } from '../desktop.ts'

const binary = z.union([z.instanceof(Uint8Array), z.instanceof(ArrayBuffer)])
/** What the hub says before it closes its end: a MessagePort has no close code of its own. */
const farewell = z.object({ close: z.object({ code: z.int(), reason: z.string() }) })

/** Asks main for a port to the hub. The port may never come: the caller gives up with the returned function. */
export type Dial = (arrived: (port: MessagePort) => void, failed: () => void) => () => void

const dialMain: Dial = (arrived, failed) => {
  const stop = onHubPort((port) => {
    stop()
    arrived(port)
  })
  void ask('connectHub', {}).then((answer) => {
    if (answer.ok) return
    stop()
    failed()
  })
  return stop
}

/**
 * A MessagePort to the hub in the shape of a WebSocket, for the provider's `WebSocketPolyfill`. Each construction asks for a
 * port of its own. Closing by either side, or the death of the hub process, ends in one `close` event.
 */
export class PortSocket extends EventTarget {
  binaryType: BinaryType = 'arraybuffer'
  readyState: number = WebSocket.CONNECTING
  #port: MessagePort | undefined
  readonly #stopWaiting: () => void

  constructor(_url: string, dial: Dial = dialMain) {
    super()
    this.#stopWaiting = dial(
      (port) => this.#open(port),
      () => this.#lost(1013, 'no port'),
    )
  }

  send(message: Uint8Array): void {
    this.#port?.postMessage(message)
  }

  close(): void {
    this.#lost(1000, '')
  }

  #open(port: MessagePort): void {
    if (this.readyState !== WebSocket.CONNECTING) {
      port.close()
      return
    }
    this.#port = port
    this.readyState = WebSocket.OPEN
    port.onmessage = ({ data }: MessageEvent<unknown>) => this.#received(data)
    port.addEventListener('close', () => this.#lost(1006, 'hub gone'))
    port.start()
    this.dispatchEvent(new Event('open'))
  }

  #received(data: unknown): void {
    if (this.readyState !== WebSocket.OPEN) return
    const bytes = binary.safeParse(data)
    if (bytes.success) {
      this.dispatchEvent(new MessageEvent('message', { data: bytes.data }))
      return
    }
    const goodbye = farewell.safeParse(data)
    if (goodbye.success) this.#lost(goodbye.data.close.code, goodbye.data.close.reason)
  }

  #lost(code: number, reason: string): void {
    if (this.readyState === WebSocket.CLOSED) return
    this.readyState = WebSocket.CLOSED
    this.#stopWaiting()
    this.#port?.close()
    // Later, as a WebSocket does: the provider takes its listeners off after it calls close().
    queueMicrotask(() => this.dispatchEvent(new CloseEvent('close', { code, reason })))
  }
}
