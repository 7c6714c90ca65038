import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Hocuspocus, Document } from '@hocuspocus/server'
import { afterEach, describe, expect, it } from 'vitest'
import { openRelay } from '../../electron/hub/cluster/relay.ts'

/** Whatever a promise that nobody looks at was rejected with. */
const unlooked: unknown[] = []
const note = (reason: unknown): void => void unlooked.push(reason)

describe('a relay that closes while Redis comes back', () => {
  let redis: Server
  const sockets: Socket[] = []
  afterEach(() => {
    process.off('unhandledRejection', note)
    for (const socket of sockets) socket.destroy()
    redis.close()
  })

  /** A Redis that answers everything but, once it is deaf, what one subscribes to. */
  async function openRedis(): Promise<{ url: string; deafen: () => void; asked: () => number }> {
    let isDeaf = false
    let asked = 0
    redis = createServer((socket) => {
      sockets.push(socket)
      socket.on('error', () => undefined) // The relay hangs up on it.
      socket.on('data', (heard) => {
        for (const [word = '', ...rest] of commandsIn(heard.toString('latin1'))) {
          if (word !== 'subscribe') socket.write(word === 'info' ? '$0\r\n\r\n' : '+OK\r\n')
          else if (isDeaf) asked++
          else for (const channel of rest) socket.write(`*3\r\n$9\r\nsubscribe\r\n$${String(channel.length)}\r\n${channel}\r\n:1\r\n`)
        }
      })
    })
    redis.listen(0, '127.0.0.1')
    await once(redis, 'listening')
    const { port } = redis.address() as AddressInfo
    return {
      url: `redis://127.0.0.1:${String(port)}`,
      deafen() {
        isDeaf = true
        for (const socket of sockets.splice(0)) socket.destroy()
      },
      asked: () => asked,
    }
  }

  it('CL7 what was asked of it and is not answered any more is neither reported nor left to end the program', async () => {
    process.on('unhandledRejection', note)
    const { url, deafen, asked } = await openRedis()
    const reports: unknown[] = []
    const relay = openRelay({ url, key: Buffer.alloc(32), report: (reason) => reports.push(reason), tell: () => undefined })
    const instance = new Hocuspocus({ quiet: true })
    await relay.extension.onConfigure?.({ instance } as never)
    const document = new Document('memo:a')
    await relay.extension.afterLoadDocument?.({ documentName: document.name, document } as never)
    await expect.poll(() => sockets.length).toBe(2)
    deafen()
    await expect.poll(asked).toBeGreaterThan(0)
    await relay.extension.afterLoadDocument?.({ documentName: 'memo:b', document: new Document('memo:b') } as never)
    relay.close()
    await expect.poll(() => sockets.every((socket) => socket.destroyed)).toBe(true)
    await new Promise(setImmediate)
    expect({ unlooked, reports }).toEqual({ unlooked: [], reports: [] })
  })
})

/** The commands of one piece of the wire: here each arrives whole. Only words without line breaks are sent. */
function commandsIn(wire: string): string[][] {
  const words = wire.split('\r\n')
  const commands: string[][] = []
  for (let at = 0; at < words.length;) {
    const count = /^\*(\d+)$/.exec(words[at] ?? '')
    if (!count) break
    const length = Number(count[1])
    commands.push(Array.from({ length }, (_, nth) => words[at + 2 + 2 * nth] ?? ''))
    at += 1 + 2 * length
  }
  return commands
}
