import type { Socket } from 'node:net'
import type { RawData, WebSocket } from 'ws'
import { z } from 'zod'
import { readHead } from '../names.ts'
import type { Port } from '../socket.ts'
import { Bucket } from './budget.ts'
import type { WireLimits } from './limits.ts'

const farewell = z.object({ close: z.object({ code: z.int(), reason: z.string() }) })

type Wire = { ws: WebSocket; socket: Socket; limits: WireLimits; household: Bucket; ended: () => void; quiet: (is: boolean) => void }

let last: { message: Uint8Array; frame: Buffer } | null = null
/**
 * A binary frame of a server (RFC 6455 §5.2): without a mask it is the same for everybody, and one key goes to everybody in a row. Nothing
 * else is in the way of writing it: there is no compression, and `ws` writes its own frames whole.
 */
function framed(message: Uint8Array): Buffer {
  if (last?.message === message) return last.frame
  const { length } = message
  const size = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(size + length)
  frame[0] = 0x82
  frame[1] = size === 2 ? length : size === 4 ? 126 : 127
  if (size === 4) frame.writeUInt16BE(length, 2)
  if (size === 10) frame.writeBigUInt64BE(BigInt(length), 2)
  frame.set(message, size)
  if (length < 65_536) last = { message, frame }
  return frame
}

/**
 * A websocket as a port of the hub.
 *
 * LN4 Until a credential is accepted a socket has 64 KiB, 20 messages, 4 documents and 5 s; then it is gone, without a word.
 * LN5 After that a frame above the limit ends the socket, whoever sends too fast is not read for a while, and whoever does not read
 *     is cut off.
 * LN8 Of whom nothing is heard is told within 2 s, so that nobody seems to be here; the socket itself is given more time.
 */
export class WirePort implements Port {
  readonly #wire: Wire
  readonly #messages: Bucket
  readonly #bytes: Bucket
  readonly #listeners = { message: new Set<(message: unknown) => void>(), close: new Set<(message: unknown) => void>() }
  readonly #deadline: NodeJS.Timeout
  readonly #documents = new Set<string>()
  #strange = { bytes: 0, messages: 0 }
  #isKnown = false
  #silent = 0
  #paused: NodeJS.Timeout | undefined

  constructor(wire: Wire) {
    this.#wire = wire
    const { ws, socket, limits } = wire
    this.#messages = new Bucket(limits.messages.burst, limits.messages.perSecond)
    this.#bytes = new Bucket(limits.bytes.burst, limits.bytes.perSecond)
    this.#deadline = setTimeout(() => ws.terminate(), limits.stranger.time)
    socket.on('data', this.#count)
    ws.on('message', (data, isBinary) => this.#hear(data, isBinary))
    // A message that is long on its way is a word too.
    socket.on('data', () => this.#heard())
    ws.on('error', () => ws.terminate())
    ws.once('close', () => this.#end())
  }

  /** Somebody has logged in: from here on the wide limits hold. */
  known(): void {
    if (this.#isKnown) return
    this.#isKnown = true
    clearTimeout(this.#deadline)
    this.#wire.socket.off('data', this.#count)
    this.#documents.clear()
  }

  get isKnown(): boolean {
    return this.#isKnown
  }

  on(event: 'message' | 'close', listener: (message: unknown) => void): void {
    this.#listeners[event].add(listener)
  }

  postMessage(message: unknown): void {
    const { ws, socket, limits } = this.#wire
    if (ws.readyState !== ws.OPEN) return
    if (message instanceof Uint8Array) {
      socket.write(framed(message))
      if (ws.bufferedAmount > limits.backlog.most) ws.terminate()
      return
    }
    const { close } = farewell.parse(message)
    ws.close(close.code, Buffer.byteLength(close.reason) <= 123 ? close.reason : '')
  }

  close(): void {
    const { ws } = this.#wire
    ws.close()
    const end = setTimeout(() => ws.terminate(), 1_000)
    ws.once('close', () => clearTimeout(end))
  }

  /** Asks whether anybody is there. Whoever is not read (LN5) is not asked. */
  beat(): void {
    const { ws, limits, quiet } = this.#wire
    if (this.#paused) return
    this.#silent += 1
    if (this.#silent === limits.quiet + 1) quiet(true)
    const isStuck = this.#silent > limits.backlog.beats && ws.bufferedAmount > limits.backlog.bytes
    if (isStuck || this.#silent > limits.gone) ws.terminate()
    else if (ws.readyState === ws.OPEN) ws.ping()
  }

  readonly #count = (chunk: Buffer): void => {
    this.#strange.bytes += chunk.length
    if (this.#strange.bytes > this.#wire.limits.stranger.bytes) this.#wire.ws.terminate()
  }

  #hear(data: RawData, isBinary: boolean): void {
    if (!isBinary || !Buffer.isBuffer(data) || (!this.#isKnown && !this.#admits(data))) {
      this.#wire.ws.terminate()
      return
    }
    if (this.#isKnown) this.#spend(data.length)
    for (const listener of this.#listeners.message) listener(new Uint8Array(data))
  }

  #admits(data: Buffer): boolean {
    const { messages, documents } = this.#wire.limits.stranger
    this.#documents.add(readHead(data)?.address ?? '')
    return ++this.#strange.messages <= messages && this.#documents.size <= documents
  }

  #spend(bytes: number): void {
    const wait = Math.max(this.#messages.take(1), this.#bytes.take(bytes), this.#wire.household.take(bytes))
    if (wait === 0 || this.#paused) return
    this.#wire.ws.pause()
    this.#paused = setTimeout(() => {
      this.#paused = undefined
      this.#wire.ws.resume()
    }, wait)
  }

  #heard(): void {
    const wasQuiet = this.#silent > this.#wire.limits.quiet
    this.#silent = 0
    if (wasQuiet) this.#wire.quiet(false)
  }

  #end(): void {
    clearTimeout(this.#deadline)
    clearTimeout(this.#paused)
    for (const listener of this.#listeners.close) listener(undefined)
    this.#wire.ended()
  }
}
