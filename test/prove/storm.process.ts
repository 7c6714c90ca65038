import { setImmediate as turnEnds } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { MessageType } from '@hocuspocus/server'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { z } from 'zod'
import { documentMeta, memoBody } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { paragraph } from '../hub/house.ts'
import { auth, message } from '../hub/rawPort.ts'
import { connectTo, isOpen } from '../hub/wire.ts'
import { between, random } from './proof.ts'

/**
 * Sends a million wrong messages, or however many it is told, over sockets of strangers, of an observer and of an expert who may write:
 * mutations of everything there is in the protocol, and now and then bytes that are no websocket at all. Says how many it has sent.
 * Argument: what to attack, as JSON.
 */
const told = z.object({ port: z.int(), count: z.int(), seed: z.number(), memo: z.string(), credentials: z.array(z.string()) })
const { port, count, seed, memo, credentials } = told.parse(JSON.parse(process.argv[2] ?? ''))
const next = random(seed)
const silent = (): undefined => undefined
Object.assign(console, { log: silent, warn: silent, error: silent })

const pick = <T>(from: readonly [T, ...T[]]): T => from[between(next, 0, from.length - 1)] ?? from[0]
const truths = truthfulUpdates()
const commands = [
  '{"type":"command","call":"1","name":"removeMember","request":{"id":"x"}}',
  '{"type":"command","call":"1","name":"createMemo","request":{"title":"","dialogueId":null}}',
  '{"type":"command","call":"1","name":"listInvites","request":{}}',
  '{"type":"receipt"}',
] as const

for (let sent = 0; sent < count;) {
  sent += await socketful(pick(['', ...credentials]), Math.min(between(next, 1, 400), count - sent))
  if (next() < 0.02) await noWebSocket()
  process.send?.(sent)
}
process.exit()

/** What one socket sends before it goes, whether the hub has ended it or not. */
async function socketful(credential: string, most: number): Promise<number> {
  const ws = connectTo(port)
  ws.on('error', silent)
  await isOpen(ws)
  for (let nth = 0; nth < most; nth++) {
    if (ws.readyState !== WebSocket.OPEN) return nth + 1
    // The hub has closed the documents that something was wrong with.
    if (nth % 10 === 0 && credential !== '') for (const name of ['register', memo]) ws.send(auth(name, credential))
    if (next() < 0.002) ws.send('text')
    else ws.send(mutated())
    if (nth % 20 === 0) await turnEnds()
    while (ws.bufferedAmount > 1 << 20) await turnEnds()
  }
  ws.terminate()
  return most
}

/** TLS, and then whatever; or not even that. */
async function noWebSocket(): Promise<void> {
  const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
  const gone = new Promise<void>((end) => socket.on('error', silent).on('close', () => end()))
  const heads = [
    'POST /join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n',
    'GET /hub HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n\r\n',
    '\0',
    '',
  ] as const
  socket.end(Buffer.concat([Buffer.from(pick(heads)), noise(between(next, 0, 200))]))
  socket.resume()
  await gone
}

function noise(length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => between(next, 0, 255)))
}

/** Updates that a window would send: typing, removing, blocks of every kind. */
function truthfulUpdates(): [Uint8Array, ...Uint8Array[]] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  documentMeta(doc).set('schema', 1)
  for (let nth = 0; nth < 20; nth++) writeBlocks(memoBody(doc), [paragraph('民营经济'.repeat(nth)), paragraph(String(nth))])
  return [Y.encodeStateAsUpdate(doc), ...updates]
}

function mutated(): Uint8Array {
  const name =
    next() < 0.85 ? pick(['register', memo, memo]) : pick(['__proto__', `memo/${crypto.randomUUID()}`, 'register\0x', '', 'a'.repeat(300)])
  const kinds = [
    () => message(name, MessageType.Sync, between(next, 0, 3), pick(truths)),
    () => message(name, MessageType.Sync, between(next, 1, 2), damaged(pick(truths))),
    () => message(name, MessageType.Awareness, presence()),
    () => message(name, MessageType.Stateless, pick(commands)),
    () => message(name, MessageType.QueryAwareness),
    () => message(name, between(next, 0, 12), pick(truths)),
    () => auth(name, 'x'.repeat(between(next, 0, 50))),
    () => noise(between(next, 0, 60)),
  ] as const
  const bytes = (kinds[between(next, 0, kinds.length - 1)] ?? kinds[0])()
  return next() < 0.5 ? damaged(bytes) : bytes
}

function damaged(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes)
  for (let times = between(next, 1, 4); times > 0 && copy.length > 0; times--)
    copy[between(next, 0, copy.length - 1)] = between(next, 0, 255)
  return next() < 0.1 ? copy.slice(0, between(next, 0, copy.length)) : copy
}

function presence(): Uint8Array {
  const awareness = new Awareness(new Y.Doc())
  awareness.setLocalState({
    user: { id: 'x', name: '冒名', color: '#00aa77' },
    cursor: next() < 0.5 ? null : 'x'.repeat(between(next, 0, 300)),
  })
  const update = encodeAwarenessUpdate(awareness, [awareness.clientID])
  awareness.destroy()
  return update
}
