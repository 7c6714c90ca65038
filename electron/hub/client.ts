import { randomUUID } from 'node:crypto'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import * as Y from 'yjs'
import { z } from 'zod'
import { hubMessage, commands, type CommandAnswer, type CommandName, type CommandRequest, type HubMessage } from '../../shared/commands.ts'
import { register, type DocumentName } from '../../shared/documentName.ts'
import { failureIn } from '../../shared/closing.ts'
import { ok, Refusal, refuse, type Result } from '../../shared/errors.ts'
import type { Port } from './socket.ts'

/** A document that a client has open. */
export type Opened = {
  doc: Y.Doc
  provider: HocuspocusProvider
  /** Resolves when everything changed so far is acknowledged, and so on disk. */
  saved: () => Promise<void>
  close: () => void
}

export type HubClient = {
  command<N extends CommandName>(name: N, request: CommandRequest<N>): Promise<Result<CommandAnswer<N>>>
  /** Resolves when the document has arrived; opened twice it is the same. @throws Refusal as the hub refuses it */
  open(name: DocumentName): Promise<Opened>
  /** Called for every message of the hub on the register document. */
  onMessage(listener: (message: HubMessage) => void): void
  /** Resolves when everything is acknowledged and the port is closed. */
  close(): Promise<void>
  /** Goes at once, whatever is not acknowledged. */
  abandon(): void
}

/**
 * A client in the hub's own process, through the door that windows use: providers over a MessagePort, commands as stateless
 * messages. The sample is planted and the hub is tested with it.
 */
export async function connectClient(hub: { connect(port: Port, memberId: string): void }, memberId: string): Promise<HubClient> {
  const socket = new HocuspocusProviderWebsocket({
    url: 'hub:',
    WebSocketPolyfill: socketTo((port) => hub.connect(port, memberId)),
    messageReconnectTimeout: 24 * 60 * 60 * 1000,
    delay: 20,
    minDelay: 20,
    maxDelay: 1_000,
  })
  const opened = new Map<DocumentName, Opened>()
  const listeners = new Set<(message: HubMessage) => void>()
  const calls = new Map<string, (answer: Result<unknown>) => void>()

  const hear = (message: HubMessage): void => {
    if (message.type === 'done') calls.get(message.call)?.(ok(message.answer))
    if (message.type === 'refused') calls.get(message.call)?.(refuse(message.failure))
    for (const listener of listeners) listener(message)
  }
  const openOne = async (name: DocumentName): Promise<Opened> => {
    const document = opened.get(name) ?? (await openDocument(socket, name, () => opened.delete(name)))
    opened.set(name, document)
    return document
  }
  const leave = (): void => {
    for (const document of opened.values()) document.close()
    socket.destroy()
  }
  const desk = await openOne(register)
  desk.provider.on('stateless', ({ payload }: { payload: string }) => hear(hubMessage.parse(JSON.parse(payload))))

  return {
    open: openOne,
    onMessage: (listener) => void listeners.add(listener),
    async command(name, request) {
      const call = randomUUID()
      const answered = new Promise<Result<unknown>>((resolve) => calls.set(call, resolve))
      desk.provider.sendStateless(JSON.stringify({ type: 'command', call, name, request }))
      const answer = await answered
      calls.delete(call)
      return answer.ok ? ok(parseAnswer(name, answer.value)) : answer
    },
    async close() {
      await Promise.all([...opened.values()].map((document) => document.saved()))
      leave()
    },
    abandon: leave,
  }
}

type Answers = { [N in CommandName]: { answer: z.ZodType<CommandAnswer<N>> } }
const answers: Answers = commands
const parseAnswer = <N extends CommandName>(name: N, value: unknown): CommandAnswer<N> => answers[name].answer.parse(value)

function openDocument(socket: HocuspocusProviderWebsocket, name: DocumentName, closed: () => void): Promise<Opened> {
  const doc = new Y.Doc()
  // An address of its own: what a refused one says in leaving must not be taken for the next one's.
  const provider = new HocuspocusProvider({ name, document: doc, websocketProvider: socket, sessionAwareness: true })
  const close = (): void => {
    closed()
    provider.destroy()
  }
  const document: Opened = { doc, provider, saved: () => saved(provider), close }
  return new Promise((resolve, reject) => {
    provider.on('synced', () => resolve(document))
    provider.on('authenticationFailed', ({ reason }: { reason: string }) => {
      provider.destroy()
      reject(new Refusal(failureIn(reason) ?? { kind: 'forbidden' }))
    })
    provider.on('authenticated', () => provider.awareness?.setLocalState(provider.awareness.getLocalState()))
    let tries = 0
    provider.on('unsyncedChanges', () => (tries = provider.hasUnsyncedChanges ? tries : 0))
    provider.on('close', ({ event }: { event: { reason: string } }) => {
      if (event.reason === 'provider_initiated' || failureIn(event.reason) || socket.webSocket?.readyState !== 1) return
      const again = (): void => void (provider.isAttached && provider.onOpen(new Event('open')))
      setTimeout(again, Math.min(1_000, 10 * 2 ** tries++))
    })
    provider.attach()
  })
}

function saved(provider: HocuspocusProvider): Promise<void> {
  if (!provider.hasUnsyncedChanges) return Promise.resolve()
  return new Promise((resolve) => {
    const look = (): void => {
      if (provider.hasUnsyncedChanges) return
      provider.off('unsyncedChanges', look)
      resolve()
    }
    provider.on('unsyncedChanges', look)
  })
}

const farewell = z.object({ close: z.object({ code: z.int(), reason: z.string() }) })

/** A WebSocket in the provider's eyes: each one made asks for a port of its own. */
function socketTo(connect: (port: Port) => void) {
  return class PortWebSocket extends EventTarget {
    binaryType = 'arraybuffer'
    readyState = 0
    readonly #port: MessagePort

    constructor() {
      super()
      const { port1, port2 } = new MessageChannel()
      this.#port = port1
      port1.on('message', (message: unknown) => this.#received(message))
      port1.on('close', () => this.#lost(1006, 'hub gone'))
      queueMicrotask(() => {
        connect(port2)
        this.readyState = 1
        this.dispatchEvent(new Event('open'))
      })
    }

    send(message: Uint8Array): void {
      this.#port.postMessage(message)
    }

    close(): void {
      this.#port.close()
      this.#lost(1000, '')
    }

    #received(message: unknown): void {
      const goodbye = farewell.safeParse(message)
      if (goodbye.success) this.#lost(goodbye.data.close.code, goodbye.data.close.reason)
      else this.dispatchEvent(new MessageEvent('message', { data: message }))
    }

    #lost(code: number, reason: string): void {
      if (this.readyState === 3) return
      this.readyState = 3
      queueMicrotask(() => this.dispatchEvent(Object.assign(new Event('close'), { code, reason })))
    }
  }
}
