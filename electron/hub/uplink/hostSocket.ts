import { WebSocket } from 'ws'
import { Refusal, type Failure } from '../../../shared/errors.ts'
import { hubPath } from '../../../shared/invite.ts'
import { wireLimits } from '../listen/limits.ts'
import { readHead } from '../names.ts'
import { dial, type Target } from './dial.ts'

type Line = {
  target: () => Target
  /** How often the host asks whether we are there, in ms. */
  heartbeat: number
  /** So long a host is not asked again that has answered, and not as it should, in ms. */
  seldom: number
  /** Why there is no connection. */
  failed: (failure: Failure) => void
  /** Nothing is heard of the host for the moment, or is again. */
  quiet: (is: boolean) => void
}

/** So many heartbeats without a word. */
const silence = { quiet: 3, gone: 10 }
/** So many heartbeats between two words of ours: while much is on its way here, the host's questions wait behind it. */
const word = 5
const states = { connecting: 0, open: 1, closed: 3 } as const

/**
 * A WebSocket to the host in the provider's eyes. Each one made dials the host's addresses in turn, and speaks only when the key
 * is the right one (UL1).
 *
 * UL2 A link that has silently died (sleep, a change of network, a host that lost its power) is noticed by the heartbeat: within 2 s
 *     nobody there seems to be here (LN8), and after 4 s it is given up.
 * UL12 Whatever arrives is a word, also a part of a message: much text or a picture over a poor line is no silence, on either side.
 */
export function hostSocket(line: Line) {
  return class HostSocket extends EventTarget {
    binaryType = 'arraybuffer'
    readyState: number = states.connecting
    #ws: WebSocket | null = null
    #heart: NodeJS.Timeout | undefined
    #silent = 0
    #beats = 0

    constructor() {
      super()
      void this.#dial()
    }

    send(message: Uint8Array): void {
      this.#ws?.send(message)
    }

    close(): void {
      this.#lost(1000, '')
    }

    async #dial(): Promise<void> {
      try {
        const { socket, address } = await dial(line.target())
        if (this.readyState !== states.connecting) return void socket.destroy()
        const ws = new WebSocket(`wss://${address}${hubPath}`, {
          createConnection: () => socket,
          perMessageDeflate: false,
          maxPayload: 2 * wireLimits.frame,
          handshakeTimeout: 5_000,
        })
        this.#ws = ws
        socket.on('data', () => this.#heard())
        ws.on('error', () => this.#failed({ kind: 'hostUnreachable', address }))
        ws.on('unexpected-response', (_, response) => {
          socket.destroy()
          this.#failed({ kind: response.statusCode === 429 ? 'tooManyTries' : 'notAHost', address })
        })
        ws.on('open', () => this.#open())
        ws.on('message', (data) => this.#hear(data))
        ws.on('close', (code, reason) => this.#lost(code, reason.toString('utf8')))
      } catch (reason) {
        if (!(reason instanceof Refusal)) throw reason
        this.#failed(reason.failure)
      }
    }

    #open(): void {
      if (this.readyState !== states.connecting) return
      this.readyState = states.open
      this.#heart = setInterval(() => {
        this.#silent += 1
        this.#beats += 1
        if (this.#beats % word === 0) this.#ws?.pong()
        if (this.#silent > silence.gone) this.#failed({ kind: 'hostUnreachable', address: line.target().addresses[0] ?? '' })
        else if (this.#silent === silence.quiet + 1) line.quiet(true)
      }, line.heartbeat)
      this.dispatchEvent(new Event('open'))
    }

    #heard(): void {
      const wasQuiet = this.#silent > silence.quiet
      this.#silent = 0
      if (wasQuiet && this.readyState === states.open) line.quiet(false)
    }

    #hear(data: unknown): void {
      if (this.readyState !== states.open) return
      // The provider would throw past everybody over a message that is none.
      if (Buffer.isBuffer(data) && readHead(data)) this.dispatchEvent(new MessageEvent('message', { data }))
      else this.#failed({ kind: 'notAHost', address: line.target().addresses[0] ?? '' })
    }

    #failed(failure: Failure): void {
      if (this.readyState === states.closed) return
      line.failed(failure)
      // Whoever is told that it is over dials again.
      this.#lost(1006, '', failure.kind === 'hostUnreachable' ? 0 : line.seldom)
    }

    #lost(code: number, reason: string, toldAfter = 0): void {
      if (this.readyState === states.closed) return
      this.readyState = states.closed
      clearInterval(this.#heart)
      if (code === 1000) this.#ws?.close()
      else this.#ws?.terminate()
      const tell = (): boolean => this.dispatchEvent(Object.assign(new Event('close'), { code, reason }))
      if (toldAfter === 0) queueMicrotask(tell)
      else setTimeout(tell, toldAfter).unref()
    }
  }
}
