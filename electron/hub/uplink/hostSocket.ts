import { WebSocket } from 'ws'
import { Refusal, type Failure } from '../../../shared/errors.ts'
import { hubPath } from '../../../shared/invite.ts'
import { wireLimits } from '../listen/limits.ts'
import { readHead } from '../names.ts'
import { dial, type Target } from './dial.ts'

type Line = {
  target: () => Target
  /** How often to ask whether the host is there, in ms; one that has said nothing for three times as long is gone. */
  heartbeat: number
  /** Why there is no connection. */
  failed: (failure: Failure) => void
}

const states = { connecting: 0, open: 1, closed: 3 } as const

/**
 * A WebSocket to the host in the provider's eyes. Each one made dials the host's addresses in turn, and speaks only when the key
 * is the right one (UL1).
 *
 * UL2 A link that has silently died (sleep, a change of network, a host that lost its power) is noticed by the heartbeat.
 */
export function hostSocket(line: Line) {
  return class HostSocket extends EventTarget {
    binaryType = 'arraybuffer'
    readyState: number = states.connecting
    #ws: WebSocket | null = null
    #heart: NodeJS.Timeout | undefined
    #silent = 0

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
        ws.on('error', () => this.#failed({ kind: 'hostUnreachable', address }))
        ws.on('unexpected-response', (_, response) => {
          socket.destroy()
          this.#failed({ kind: response.statusCode === 429 ? 'tooManyTries' : 'notAHost', address })
        })
        ws.on('open', () => this.#open(ws))
        ws.on('message', (data) => this.#hear(data))
        for (const event of ['ping', 'pong'] as const) ws.on(event, () => (this.#silent = 0))
        ws.on('close', (code, reason) => this.#lost(code, reason.toString('utf8')))
      } catch (reason) {
        if (!(reason instanceof Refusal)) throw reason
        this.#failed(reason.failure)
      }
    }

    #open(ws: WebSocket): void {
      if (this.readyState !== states.connecting) return
      this.readyState = states.open
      this.#heart = setInterval(() => {
        if (++this.#silent > 3) this.#failed({ kind: 'hostUnreachable', address: line.target().addresses[0] ?? '' })
        else ws.ping()
      }, line.heartbeat)
      this.dispatchEvent(new Event('open'))
    }

    #hear(data: unknown): void {
      this.#silent = 0
      if (this.readyState !== states.open) return
      // The provider would throw past everybody over a message that is none.
      if (Buffer.isBuffer(data) && readHead(data)) this.dispatchEvent(new MessageEvent('message', { data }))
      else this.#failed({ kind: 'notAHost', address: line.target().addresses[0] ?? '' })
    }

    #failed(failure: Failure): void {
      if (this.readyState === states.closed) return
      line.failed(failure)
      this.#lost(1006, '')
    }

    #lost(code: number, reason: string): void {
      if (this.readyState === states.closed) return
      this.readyState = states.closed
      clearInterval(this.#heart)
      if (code === 1000) this.#ws?.close()
      else this.#ws?.terminate()
      queueMicrotask(() => this.dispatchEvent(Object.assign(new Event('close'), { code, reason })))
    }
  }
}
