import { setTimeout } from 'node:timers/promises'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { MessageType } from '@hocuspocus/server'
import * as Y from 'yjs'
import type { WebSocket } from 'ws'
import { wireLimits } from '../../electron/hub/listen/limits.ts'
import { auth, message } from '../hub/rawPort.ts'
import { connectTo, isOpen, openHouse, remote, type OpenHouse } from '../hub/wire.ts'
import { Broken, between, random, type Figures, type Proof, type ProofOptions, type Random } from './proof.ts'

/** LN8 Whatever comes in at the port, the hub goes on, and an honest member is served. */
export const fuzz: Proof = {
  name: 'fuzz',
  promise:
    'Mutated messages at the listening port, from strangers and members: no surprise, no unhandled rejection, and a member is served',
  small: 3_000,
  full: 1_000_000,
  run,
}

const batch = 200

async function run({ count, seed, log }: ProofOptions): Promise<Figures> {
  const next = random(seed)
  const quick = { burst: 1_000_000_000, perSecond: 1_000_000 }
  const limits = { ...wireLimits, messages: quick, openings: { burst: 10_000_000, every: 1 }, tries: { burst: 10_000_000, every: 1 } }
  const the = await openHouse({ limits })
  const unhandled: unknown[] = []
  const note = (reason: unknown): void => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  const silent = ['log', 'warn', 'error'] as const
  const words = silent.map((name) => Reflect.get(console, name) as unknown)
  for (const name of silent) Reflect.set(console, name, () => undefined)
  const { credential } = await the.admit('expert', '疑')
  const honest = remote(the.listening.port, (await the.admit('secretariat', '诚')).credential)
  const waits: number[] = []
  const before = process.memoryUsage().rss
  let sent = 0
  try {
    while (sent < count) {
      sent += await storm(the, next() < 0.7 ? credential : '', Math.min(batch, count - sent), next)
      const from = performance.now()
      const { provider, refused } = await honest.open('register')
      waits.push(performance.now() - from)
      provider.destroy()
      if (refused !== null) throw new Broken(`the honest member was refused after ${String(sent)}: ${refused}`)
      if (the.reports.length + unhandled.length > 0) throw new Broken(`after ${String(sent)}: ${String(the.reports[0] ?? unhandled[0])}`)
      if (sent % 100_000 === 0) log(`${String(sent)} messages`)
    }
  } finally {
    silent.forEach((name, nth) => Reflect.set(console, name, words[nth]))
    honest.close()
    await the.close()
    process.off('unhandledRejection', note)
  }
  waits.sort((a, b) => a - b)
  const megabytes = (process.memoryUsage().rss - before) / 2 ** 20
  return { messages: sent, 'p95 ms': Math.round(waits[Math.floor(waits.length * 0.95)] ?? 0), 'rss MiB': Math.round(megabytes) }
}

/** One socket's worth of messages; a socket that the hub has closed is followed by another. */
async function storm({ listening }: OpenHouse, credential: string, count: number, next: Random): Promise<number> {
  let ws: WebSocket | null = null
  for (let nth = 0; nth < count; nth++) {
    if (ws?.readyState !== 1) {
      ws = connectTo(listening.port)
      ws.on('error', () => undefined)
      await isOpen(ws)
      if (credential !== '') ws.send(auth('register', credential))
    }
    ws.send(mutated(next))
    if (nth % 20 === 0) await setTimeout(0)
  }
  ws?.terminate()
  return count
}

function mutated(next: Random): Uint8Array {
  const name = next() < 0.8 ? 'register' : ['__proto__', `memo/${crypto.randomUUID()}`, 'register\0x', ''][between(next, 0, 3)]
  const doc = new Y.Doc()
  doc.getMap('x').set('y', between(next, 0, 9))
  const presence = new Awareness(doc)
  const update = Y.encodeStateAsUpdate(doc)
  const kinds = [
    () => message(name ?? '', MessageType.Sync, between(next, 0, 3), update),
    () => message(name ?? '', MessageType.Awareness, encodeAwarenessUpdate(presence, [doc.clientID])),
    () => message(name ?? '', MessageType.Stateless, '{"type":"command","call":"1","name":"removeMember","request":{}}'),
    () => message(name ?? '', between(next, 0, 12), update),
    () => auth(name ?? '', 'x'.repeat(between(next, 0, 50))),
  ]
  const bytes = kinds[between(next, 0, kinds.length - 1)]?.() ?? new Uint8Array()
  presence.destroy()
  for (let times = between(next, 0, 4); times > 0 && bytes.length > 0; times--)
    bytes[between(next, 0, bytes.length - 1)] = between(next, 0, 255)
  return next() < 0.1 ? bytes.slice(0, between(next, 0, bytes.length)) : bytes
}
