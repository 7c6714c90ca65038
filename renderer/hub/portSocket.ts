import { z } from 'zod'
import { ask, onHubPort } from '../desktop.ts'

const binary = z.union([z.instanceof(Uint8Array), z.instanceof(ArrayBuffer)])
/** What the hub says before it closes its end: a MessagePort has no close code of its own. */
const farewell = z.object({ close: z.object({ code: z.int(), reason: z.string() }) })

/** As WebSocket numbers them. */
export const ready = { connecting: 0, open: 1, closed: 3 } as const

/** Asks main for a port to the hub. The port may never come: the caller gives up with the returned function. */
export type Dial = (arrived: (port: MessagePort) => void, failed: () => void) => () => void

export const dialMain: Dial = (arrived, failed) => {
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

/** The provider makes its sockets itself, again and again. */
export const socketBy = (dial: Dial) =>
  class extends PortSocket {
    constructor() {
      super(dial)
    }
  }

/**
 * A MessagePort to the hub in the shape of a WebSocket, for the provider's `WebSocketPolyfill`. Each construction asks for a
 * port of its own. Closing by either side, or the death of the hub process, ends in one `close` event.
 */
export class PortSocket extends EventTarget {
  binaryType: BinaryType = 'arraybuffer'
  readyState: number = ready.connecting
  #port: MessagePort | undefined
  readonly #stopWaiting: () => void

  constructor(dial: Dial) {
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
    if (this.readyState !== ready.connecting) {
      port.close()
      return
    }
    this.#port = port
    this.readyState = ready.open
    port.onmessage = ({ data }: MessageEvent<unknown>) => this.#received(data)
    port.addEventListener('close', () => this.#lost(1006, 'hub gone'))
    port.start()
    this.dispatchEvent(new Event('open'))
  }

  #received(data: unknown): void {
    if (this.readyState !== ready.open) return
    const bytes = binary.safeParse(data)
    if (bytes.success) {
      this.dispatchEvent(new MessageEvent('message', { data: bytes.data }))
      return
    }
    const goodbye = farewell.safeParse(data)
    if (goodbye.success) this.#lost(goodbye.data.close.code, goodbye.data.close.reason)
  }

  #lost(code: number, reason: string): void {
    if (this.readyState === ready.closed) return
    this.readyState = ready.closed
    this.#stopWaiting()
    this.#port?.close()
    // Later, as a WebSocket does: the provider takes its listeners off after it calls close().
    queueMicrotask(() => this.dispatchEvent(Object.assign(new Event('close'), { code, reason })))
  }
}
