import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageType } from '@hocuspocus/server'
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { z } from 'zod'
import { memoBody } from '../../shared/documents/memo.ts'
import { auth, message } from '../hub/rawPort.ts'
import { bundled } from '../prove/bundle.ts'
import type { Cost, Ready } from './hubServer.process.ts'

const ready = z.object({ port: z.int(), document: z.string(), token: z.string() }) satisfies z.ZodType<Ready>
const cost = z.object({ cpu: z.number(), rss: z.number() }) satisfies z.ZodType<Cost>

export type Server = Ready & { cost(): Promise<Cost>; stop(): Promise<void> }
export type Kind = 'plain' | 'synced' | 'ours'

export async function startServer(kind: Kind): Promise<Server> {
  const program = await bundled('test/bench/hubServer.process.ts', 'hubServer')
  const folder = await mkdtemp(join(tmpdir(), 'yice-bench-'))
  const child: ChildProcess = fork(program, [kind, folder], { execArgv: ['--expose-gc'] })
  const told = async (): Promise<unknown> => (await once(child, 'message'))[0]
  return {
    ...ready.parse(await told()),
    async cost() {
      const answer = told()
      child.send('cost')
      return cost.parse(await answer)
    },
    async stop() {
      const exited = once(child, 'exit')
      child.disconnect()
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The keystrokes of each typist, in a paragraph of their own, as updates made beforehand; `first` makes the paragraphs. */
export function keystrokes(typists: number, keys: number, text: string): { first: Uint8Array; keys: Uint8Array[][] } {
  const base = new Y.Doc()
  const paragraphs = Array.from({ length: typists }, () => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('　')])
    return paragraph
  })
  memoBody(base).insert(0, paragraphs)
  const first = Y.encodeStateAsUpdate(base)
  const all = paragraphs.map((_, at) => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, first)
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    const paragraph = memoBody(doc).get(at)
    const line = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null
    if (!(line instanceof Y.XmlText)) throw new TypeError('The paragraph has no text')
    for (let key = 0; key < keys; key++) line.insert(line.length, text)
    return updates
  })
  return { first, keys: all }
}

/** A client without a document of its own: what it costs is the server's cost, not Yjs in this process. */
export class Typist {
  readonly #ws: WebSocket
  readonly #socket: Socket
  readonly #server: Ready
  heard: (update: Uint8Array) => void = () => undefined

  private constructor(ws: WebSocket, socket: Socket, server: Ready) {
    this.#ws = ws
    this.#socket = socket
    this.#server = server
  }

  /** Resolves when the document is open and has been received. */
  static async open(server: Ready): Promise<Typist> {
    const socket = connect(server.port, '127.0.0.1')
    const ws = new WebSocket(`ws://127.0.0.1:${String(server.port)}/hub`, { perMessageDeflate: false, createConnection: () => socket })
    await once(ws, 'open')
    const typist = new Typist(ws, socket, server)
    ws.send(auth(server.document, server.token))
    ws.send(message(server.document, MessageType.Sync, 0, new Uint8Array([0])))
    await new Promise<void>((received) =>
      ws.on('message', (data: Buffer) => {
        const decoder = decoding.createDecoder(data)
        decoding.readVarString(decoder)
        if (decoding.readVarUint(decoder) !== MessageType.Sync.valueOf()) return
        const step = decoding.readVarUint(decoder)
        if (step === 1) received()
        if (step === 2) typist.heard(decoding.readVarUint8Array(decoder))
      }),
    )
    // What the server asks for: nothing is missing there.
    ws.send(message(server.document, MessageType.Sync, 1, new Uint8Array([0, 0])))
    return typist
  }

  send(update: Uint8Array): void {
    this.#ws.send(message(this.#server.document, MessageType.Sync, 2, update))
  }

  /**
   * From here on it takes in what comes and does not look at it. A crowd that reads every word keeps a core busy, and on two cores a
   * server would be measured by how long its words wait to be read.
   */
  ignore(): void {
    this.#socket.removeAllListeners('data')
    this.#socket.on('data', () => undefined)
  }

  /** From here on it reads nothing. */
  stall(): void {
    this.#ws.pause()
  }

  close(): void {
    this.#ws.terminate()
  }
}

/** So many typists, let in a few at a time. */
export async function openTypists(server: Ready, count: number): Promise<Typist[]> {
  const typists: Typist[] = []
  while (typists.length < count) {
    const some = Math.min(20, count - typists.length)
    typists.push(...(await Promise.all(Array.from({ length: some }, () => Typist.open(server)))))
  }
  return typists
}
