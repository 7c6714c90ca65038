import { z } from 'zod'
import { generateKey, keyFromText, type HostKey } from '../listen/hostKey.ts'
import type { Emptiness } from '../backup.ts'
import { Refusal } from '../../../shared/errors.ts'
import { Members } from '../members.ts'
import type { Peers } from '../peers.ts'
import { Database } from './database.ts'
import { Node } from './node.ts'
import type { PostgresStore } from './postgresStore.ts'
import { openRelay } from './relay.ts'

export type ClusterEvent = { event: 'database lost' | 'database back' | 'redis lost' | 'redis back' }
type ClusterOptions = {
  postgres: string
  /** Without it text of the others comes twice a second. */
  redis: string | undefined
  report: (reason: unknown) => void
  tell: (event: ClusterEvent) => void
}

export type Cluster = {
  store: PostgresStore
  members: Members
  peers: Peers
  /** One for all nodes: an invite names it. */
  hostKey: () => Promise<HostKey>
  isBlind: () => boolean
  /** Host and name of the database, for the sentences people read. */
  place: string
  /** For a backup; closes the store when it refuses. @throws Refusal `folderNotEmpty` */
  empty(): Promise<Emptiness>
}

/** What a hub stands on that shares its workspace with others. @throws Refusal `databaseUnreachable` */
export async function openCluster({ postgres, redis, report, tell }: ClusterOptions): Promise<Cluster> {
  const database = await Database.open(postgres)
  const node = await Node.open({ database, report, tell })
  const [kept] = await database.ask(z.object({ cluster_key: z.instanceof(Buffer) }), 'SELECT cluster_key FROM yice.workspace')
  if (!kept) throw new TypeError('the workspace has no row')
  const relay = redis === undefined ? null : openRelay({ url: redis, key: kept.cluster_key, report, tell })
  return {
    store: node.store,
    members: new Members(node.members),
    peers: {
      extensions: relay ? [relay.extension] : [],
      follow: (own) => node.follow(own),
      alone: (work) => node.alone(work),
      catchUp: () => node.catchUp(),
      close: async () => {
        relay?.close()
        await node.close()
      },
    },
    hostKey: () => sharedKey(database),
    isBlind: () => node.isBlind,
    place: database.place,
    async empty() {
      if (node.members.read().members.length > 0 || (await node.store.names()).length > 0) {
        await node.store.close()
        throw new Refusal({ kind: 'folderNotEmpty', path: database.place })
      }
      return {
        store: node.store,
        keepMembers: (members) => node.members.write(members),
        keepKey: async (key) => {
          await database.ask(z.unknown(), 'UPDATE yice.workspace SET host_key = $1', [key])
        },
        close: () => node.store.close(),
      }
    },
  }
}

/** Whoever comes first makes it. */
async function sharedKey(database: Database): Promise<HostKey> {
  const sql = 'UPDATE yice.workspace SET host_key = coalesce(host_key, $1) RETURNING host_key'
  const [row] = await database.ask(z.object({ host_key: z.string() }), sql, [await generateKey()])
  return keyFromText(row?.host_key ?? '', database.place)
}
