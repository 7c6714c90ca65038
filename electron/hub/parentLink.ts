import { z } from 'zod'
import type { HubEvent } from './parent.ts'
import type { Port } from './socket.ts'

/** Whoever started the hub, whichever way it is joined to it. */
export type Parent = {
  tell(event: HubEvent): void
  /** A message, with the port that came beside it. */
  listen(heard: (message: unknown, port: Port | undefined) => void): void
  /** The parent has gone: there is nobody left to serve. */
  onGone(gone: () => void): void
}

type ParentPort = {
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): void
  postMessage(message: unknown): void
}
const parentPort = z.custom<ParentPort>((port) => typeof port === 'object' && port !== null && 'postMessage' in port)

/** The process that forked this one: Electron's main through `parentPort`, a Node program through its IPC channel, or nobody. */
export function findParent(): Parent | null {
  const electron = parentPort.safeParse('parentPort' in process ? process.parentPort : undefined)
  if (electron.success) return overParentPort(electron.data)
  return process.send ? overIpc() : null
}

/** Electron ends a utility process together with its parent. */
const overParentPort = (port: ParentPort): Parent => ({
  tell: (event) => port.postMessage(event),
  listen: (heard) => port.on('message', ({ data, ports }) => heard(data, ports[0])),
  onGone: () => undefined,
})

/**
 * A Node parent cannot send ports, so the sockets of its windows are woven into the channel: `connect` carries a name for one,
 * `frame` its messages, `hungUp` its end. The parent forks with `serialization: 'advanced'`, which keeps bytes bytes.
 */
export const ipcMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('frame'), socket: z.string(), message: z.unknown() }),
  z.object({ type: z.literal('hungUp'), socket: z.string() }),
])
export type IpcMessage = z.infer<typeof ipcMessage>

/** A channel that breaks under a message is told by `disconnect`; without a callback Node would throw it where nobody can catch it. */
function send(message: unknown): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
}

function overIpc(): Parent {
  const sockets = new Map<string, IpcPort>()
  const open = (socket: string): IpcPort => {
    const port = new IpcPort(socket, () => sockets.delete(socket))
    sockets.set(socket, port)
    return port
  }
  return {
    tell: send,
    listen: (heard) =>
      process.on('message', (message) => {
        const woven = ipcMessage.safeParse(message)
        if (woven.success) return sockets.get(woven.data.socket)?.hear(woven.data)
        const connecting = z.object({ socket: z.string() }).safeParse(message)
        heard(message, connecting.success ? open(connecting.data.socket) : undefined)
      }),
    onGone: (gone) => process.once('disconnect', gone),
  }
}

class IpcPort implements Port {
  readonly #socket: string
  readonly #ended: () => void
  readonly #listeners = { message: new Set<(message: unknown) => void>(), close: new Set<(message: unknown) => void>() }

  constructor(socket: string, ended: () => void) {
    this.#socket = socket
    this.#ended = ended
  }

  on(event: 'message' | 'close', listener: (message: unknown) => void): void {
    this.#listeners[event].add(listener)
  }

  postMessage(message: unknown): void {
    send({ type: 'frame', socket: this.#socket, message } satisfies IpcMessage)
  }

  close(): void {
    send({ type: 'hungUp', socket: this.#socket } satisfies IpcMessage)
    this.#ended()
  }

  hear(message: IpcMessage): void {
    if (message.type === 'hungUp') this.#ended()
    const [event, value] = message.type === 'frame' ? (['message', message.message] as const) : (['close', undefined] as const)
    for (const listener of this.#listeners[event]) listener(value)
  }
}
