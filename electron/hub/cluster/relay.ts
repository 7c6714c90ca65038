import { createHmac, timingSafeEqual } from 'node:crypto'
import { Redis as RedisExtension } from '@hocuspocus/extension-redis'
import { MessageType, OutgoingMessage, type Extension } from '@hocuspocus/server'
import { Redis, type RedisOptions } from 'ioredis'
import * as encoding from 'lib0/encoding'
import { left } from '../presence.ts'
import type { Visitor } from '../visitor.ts'

const prefix = 'yice'

type RelayOptions = {
  url: string
  /** Known to the nodes alone: it lies in the database. */
  key: Buffer
  report: (reason: unknown) => void
  tell: (event: { event: 'redis lost' | 'redis back' }) => void
}

/**
 * Text and presence from node to node while they are typed, over Hocuspocus' Redis extension. It is a short cut, not a truth: what it
 * loses comes from PostgreSQL (node.ts). Hence nothing waits for Redis, opening a document least of all, and its lock for storing is not used.
 *
 * CL6 Only nodes are heard: every message carries an HMAC over channel and content. Whatever else is published is dropped.
 * CL7 Redis may go and come back: hubs go on, open documents and stop without it, and use it again by themselves. What was asked of it
 *     and is not answered when the hub stops is nobody's loss: it is not reported.
 * CL8 Who leaves is gone on every node. The extension cannot say so (Hocuspocus drops removals, and it is silent when the last one
 *     leaves), so a leave is told as a state of its own (presence.ts). What a killed node showed is gone when it times out, in 30 s.
 */
export function openRelay({ url, key, report, tell }: RelayOptions): { extension: Extension<Visitor>; close: () => void } {
  let isClosed = false
  let isThere = true
  const heard = (now: boolean): void => {
    if (isThere !== now) tell({ event: now ? 'redis back' : 'redis lost' })
    isThere = now
  }
  const clients: Redis[] = []
  const redis = new RedisExtension({
    prefix,
    awaitInitialSyncTimeout: 0,
    createClient: () => {
      const client = new Sealed(url, key, report)
      client.on('error', () => heard(false))
      client.on('ready', () => heard(true))
      clients.push(client)
      return client
    },
  })
  const sayLeft = (name: string, clocks: readonly [client: number, clock: number][]): void => {
    const message = Buffer.concat([redis.messagePrefix, leave(name, clocks)])
    void redis.pub.publish(`${prefix}:${name}`, message)
  }
  return {
    extension: {
      extensionName: 'relay',
      onConfigure: (payload) => redis.onConfigure(payload),
      afterLoadDocument(payload) {
        redis.afterLoadDocument(payload).catch((reason: unknown) => {
          if (!isClosed) report(reason)
        })
        return Promise.resolve()
      },
      onChange: (payload) => redis.onChange(payload),
      async onAwarenessUpdate(payload) {
        const { removed, awareness, documentName, transactionOrigin } = payload
        if (removed.length > 0 && !isFromRedis(transactionOrigin))
          sayLeft(
            documentName,
            removed.map((client) => [client, awareness.meta.get(client)?.clock ?? 0]),
          )
        await redis.onAwarenessUpdate(payload)
      },
      afterUnloadDocument: (payload) => redis.afterUnloadDocument(payload),
    },
    close() {
      isClosed = true
      for (const client of clients) client.disconnect()
    },
  }
}

const isFromRedis = (origin: unknown): boolean =>
  typeof origin === 'object' && origin !== null && 'source' in origin && origin.source === 'redis'

/** An awareness message as the extension publishes them, with the state that presence.ts takes for a leave. */
function leave(name: string, clocks: readonly [client: number, clock: number][]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, clocks.length)
  for (const [client, clock] of clocks) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock + 1)
    encoding.writeVarString(encoder, JSON.stringify(left))
  }
  const { encoder: message } = new OutgoingMessage(name)
  encoding.writeVarUint(message, MessageType.Awareness)
  encoding.writeVarUint8Array(message, encoding.toUint8Array(encoder))
  return encoding.toUint8Array(message)
}

/** A client of Redis that seals what it publishes and passes on only what a node has sealed. It never rejects: see CL7. */
class Sealed extends Redis {
  readonly #key: Buffer
  readonly #report: (reason: unknown) => void

  constructor(url: string, key: Buffer, report: (reason: unknown) => void) {
    super(url, options)
    this.#key = key
    this.#report = report
  }

  /** ioredis itself subscribes again after a break and looks at no answer, which would end the program when the hub stops just then. */
  override sendCommand(...sent: Parameters<Redis['sendCommand']>): unknown {
    const [command] = sent
    command.promise.catch(() => undefined)
    return super.sendCommand(...sent)
  }

  override publish(channel: string | Buffer, message: string | Buffer): Promise<number> {
    if (this.status !== 'ready') return Promise.resolve(0)
    const content = Buffer.from(message)
    return super.publish(channel, Buffer.concat([this.#sum(channel, content), content])).catch(() => 0)
  }

  override on(event: string | symbol, listener: (...heard: never[]) => unknown): this {
    if (event !== 'messageBuffer') return super.on(event, listener as never)
    return super.on(event, (channel: Buffer, sealed: Buffer) => {
      const content = this.#open(channel, sealed)
      if (content === null) return
      const done: unknown = Reflect.apply(listener, this, [channel, content])
      void Promise.resolve(done).catch(this.#report)
    })
  }

  #open(channel: Buffer, sealed: Buffer): Buffer | null {
    if (sealed.length < sumSize) return null
    const content = sealed.subarray(sumSize)
    return timingSafeEqual(sealed.subarray(0, sumSize), this.#sum(channel, content)) ? content : null
  }

  #sum(channel: string | Buffer, content: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(channel).update('\0').update(content).digest().subarray(0, sumSize)
  }
}

const sumSize = 16
const options: RedisOptions = {
  maxRetriesPerRequest: null,
  retryStrategy: (times) => Math.min(50 * times, 1_000),
  connectTimeout: 3_000,
  keepAlive: 5_000,
}
