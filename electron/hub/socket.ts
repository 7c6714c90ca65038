import type { Hocuspocus, WebSocketLike } from '@hocuspocus/server'
import { z } from 'zod'
import type { Closing } from '../../shared/closing.ts'
import { closeEvent } from './closed.ts'
import { answerTo } from './names.ts'
import { askWhoIsHere, hide } from './presence.ts'
import { connectionsOf } from './openDocuments.ts'
import type { Visitor } from './visitor.ts'

/**
 * A MessagePort as the hub sees it: Electron's MessagePortMain (whose messages are events) or that of node:worker_threads (whose
 * messages are the values themselves).
 */
export type Port = {
  on(event: 'message' | 'close', listener: (message: unknown) => void): unknown
  postMessage(message: unknown): void
  start?(): void
  close(): void
}

const bytes = z.union([z.instanceof(Uint8Array), z.instanceof(ArrayBuffer).transform((buffer) => new Uint8Array(buffer))])
const frame = z.union([bytes, z.object({ data: bytes }).transform(({ data }) => data)])

/** A port that has been joined. */
export type Caller = {
  /** Closes every document with the reason, then the port. */
  hangUp: (reason: Closing) => void
  /** Nothing is heard of it for the moment, or is again (presence.ts). */
  quiet: (is: boolean) => void
}

const open = 1
const closed = 3

/**
 * Joins a port to the hub as one socket; all documents of a window go over it. A message is one Hocuspocus message as bytes. A
 * port has no close code, so before the hub closes it says `{ close: { code, reason } }`; the other side only closes its port.
 * Messages that are neither bytes nor for a known name never reach Hocuspocus.
 */
export function connectPort(hocuspocus: Hocuspocus<Visitor>, port: Port, visitor: Visitor, closed: () => void): Caller {
  const socket = new PortSocket(port, () => {
    connection.handleClose()
    closed()
  })
  const connection = hocuspocus.handleConnection(socket, new Request('http://hub/'), visitor)
  port.on('message', (message) => {
    const { data } = frame.safeParse(message)
    if (data === undefined || socket.readyState !== open) return
    const answer = answerTo(data)
    if (answer === 'admit') connection.handleMessage(data)
    else if (answer !== null) socket.send(answer)
  })
  port.on('close', () => socket.lost())
  port.start?.()
  return {
    hangUp(reason) {
      connection.handleClose(closeEvent(reason))
      socket.close(1001, reason)
    },
    quiet(is) {
      for (const open of connectionsOf(hocuspocus)) if (open.webSocket === socket) (is ? hide : askWhoIsHere)(open)
    },
  }
}

/** Hocuspocus' WebSocketLike over a port. `send` never throws: a port that is gone swallows what is posted to it. */
class PortSocket implements WebSocketLike {
  readyState = open
  readonly #port: Port
  readonly #closed: () => void

  constructor(port: Port, closed: () => void) {
    this.#port = port
    this.#closed = closed
  }

  send(data: unknown): void {
    if (this.readyState !== open) return
    // Every key comes through here once for each colleague: the schema is for what is not bytes already.
    this.#port.postMessage(ownBuffer(data instanceof Uint8Array ? data : bytes.parse(data)))
  }

  close(code = 1000, reason = ''): void {
    if (this.readyState !== open) return
    this.#port.postMessage({ close: { code, reason } })
    this.#port.close()
    this.lost()
  }

  /** Later, as a WebSocket does: Hocuspocus closes from within its own loops. */
  lost(): void {
    if (this.readyState !== open) return
    this.readyState = closed
    queueMicrotask(this.#closed)
  }
}

/** A structured clone copies the whole buffer behind a view, and with it what else lies there. */
const ownBuffer = (data: Uint8Array): Uint8Array => (data.byteLength === data.buffer.byteLength ? data : data.slice())
