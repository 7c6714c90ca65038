import type { Connection, Extension } from '@hocuspocus/server'
import { Closed } from './closed.ts'
import type { Decoded } from './update.ts'
import type { Visitor } from './visitor.ts'

const MiB = 2 ** 20

/** Sizes in bytes unless named otherwise (reliability.md F10, T7). A year of one person's typing offline stays far below. */
export const limits = {
  message: 8 * MiB,
  command: 256 * 1024,
  awareness: 64 * 1024,
  structs: 300_000,
  /** Clients whose changes one update may carry. */
  clients: 5_000,
  /** Levels of nesting: Yjs itself overflows the stack from 2,000 on. */
  depth: 100,
  /** Changes of one connection that wait for its handshake. */
  parked: 1_000,
  /** Handshakes of one connection: each costs the hub a walk through the document. So many at once, then one a second. */
  handshakes: 30,
  /** Commands of one connection that wait for their answer. */
  commands: 32,
} as const

/** What Hocuspocus holds for a connection before its documents are open; a port has no half-open state to time out. */
export const connectionLimits = {
  maxUnauthenticatedQueueSize: 2 * limits.message,
  maxUnauthenticatedQueueMessages: 10_000,
  maxPendingDocuments: 1_000,
  timeout: 24 * 60 * 60 * 1000,
} as const

/** HB6 What is too large or comes too often closes that document for that connection; nothing of it is decoded. */
export function bounded(now: () => number = () => performance.now()): Extension<Visitor> {
  const buckets = new WeakMap<Connection, { left: number; at: number }>()
  const take = (connection: Connection): boolean => {
    const bucket = buckets.get(connection) ?? { left: limits.handshakes, at: now() }
    const left = Math.min(limits.handshakes, bucket.left + (now() - bucket.at) / 1000) - 1
    buckets.set(connection, { left, at: now() })
    return left >= 0
  }
  return {
    extensionName: 'limits',
    beforeHandleMessage: ({ update }) => refuseIf(update.byteLength > limits.message),
    beforeSync: ({ type, connection }) => refuseIf(type !== 2 && !take(connection)),
  }
}

const tooMuch = (): Closed => new Closed({ kind: 'invalid', field: 'size' })
const refuseIf = (wrong: boolean): Promise<void> => (wrong ? Promise.reject(tooMuch()) : Promise.resolve())

/** @throws Closed */
export function checkCounts({ structs }: Decoded): void {
  if (structs.length > limits.structs || new Set(structs.map(({ id }) => id.client)).size > limits.clients) throw tooMuch()
}
