import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setImmediate as turnEnds } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Hocuspocus, type beforeSyncPayload, type Extension } from '@hocuspocus/server'
import { WebSocketServer } from 'ws'
import { createHub } from '../../electron/hub/hub.ts'
import { listen } from '../../electron/hub/listen/listen.ts'
import { Members, membersInMemory } from '../../electron/hub/members.ts'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'

/**
 * One server under measurement, a process of its own: `plain` is Hocuspocus in memory with nothing added; `synced` is the same with a log
 * that is on disk before anybody sees a key, and nothing else; `ours` is the hub as it listens. It tells its port and what a client needs, then CPU time and memory whenever it is asked.
 */
export type Ready = { port: number; document: string; token: string }
export type Cost = { cpu: number; rss: number }

const { positionals } = parseArgs({ allowPositionals: true })
const [kind, folder = ''] = positionals
const ready = kind === 'ours' ? await ours(folder) : await plain(kind === 'synced' ? syncedBy(folder) : [])
process.send?.(ready)
process.on('message', () => {
  globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  process.send?.({ cpu: user + system, rss: process.memoryUsage.rss() } satisfies Cost)
})
process.on('disconnect', () => process.exit())

async function plain(extensions: Extension[]): Promise<Ready> {
  const hocuspocus = new Hocuspocus({ quiet: true, extensions })
  const server = createServer()
  const websockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  server.on('upgrade', (request, socket, head) =>
    websockets.handleUpgrade(request, socket, head, (ws) => {
      const connection = hocuspocus.handleConnection(ws, new Request('http://hub/'), {})
      ws.on('message', (data: Buffer) => connection.handleMessage(new Uint8Array(data)))
      ws.on('close', () => connection.handleClose())
    }),
  )
  await new Promise<void>((bound) => server.listen(0, '127.0.0.1', bound))
  const at = server.address()
  return { port: typeof at === 'object' && at ? at.port : 0, document: `memo/${crypto.randomUUID()}`, token: '' }
}

/** The least that has a key on disk before anybody sees it: what comes in a turn, and while the disk is busy, goes down together. */
function syncedBy(path: string): Extension[] {
  let waiting: { bytes: Uint8Array; done: () => void }[] = []
  let working = false
  const file = open(join(path, 'log'), 'a')
  const work = async (): Promise<void> => {
    working = true
    await turnEnds()
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      await (await file).write(Buffer.concat(group.map(({ bytes }) => bytes)))
      await (await file).datasync()
      for (const { done } of group) done()
    }
    working = false
  }
  const beforeSync = ({ payload: bytes }: beforeSyncPayload): Promise<void> =>
    new Promise((done) => {
      waiting.push({ bytes, done })
      if (!working) void work()
    })
  return [{ extensionName: 'synced', beforeSync }]
}

async function ours(path: string): Promise<Ready> {
  const members = new Members(membersInMemory())
  const hub = await createHub({ store: await openLevelStore(path), members, path, report: (reason) => console.error(reason) })
  const founded = await hub.found({ name: '智库', founder: { name: '林', organisation: '' }, sample: false })
  if (!founded.ok) throw new Error(founded.failure.kind)
  const { memberId } = founded.value
  const made = await hub.command(memberId, 'createMemo', { title: '建议', dialogueId: null })
  const credential = await hub.inTurn((all) => all.giveCredential(memberId, new Date().toISOString()))
  if (!made.ok || !credential.ok) throw new Error('not founded')
  const { port } = await listen({ hub, key: null, port: 0, report: (reason) => console.error(reason), tell: () => undefined })
  return { port, document: `memo/${made.value.id}`, token: credential.value }
}
