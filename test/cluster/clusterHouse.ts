import { connectClient, type HubClient } from '../../electron/hub/client.ts'
import { openCluster, type Cluster } from '../../electron/hub/cluster/cluster.ts'
import { createHub, type Hub } from '../../electron/hub/hub.ts'
import { listen, type Listening } from '../../electron/hub/listen/listen.ts'
import type { Role } from '../../shared/roles.ts'
import { value } from '../hub/house.ts'
import { remote } from '../hub/wire.ts'
import type { Services } from './services.ts'

export type ClusterNode = Cluster & {
  hub: Hub
  listening: Listening
  told: string[]
  client(memberId: string): Promise<HubClient>
  close(): Promise<void>
}
export type ClusterHouse = {
  url: string
  nodes: [ClusterNode, ClusterNode]
  secretary: string
  reports: unknown[]
  /** A member with a credential. */
  admit(role: Role, name: string): Promise<{ id: string; credential: string }>
  guest(node: ClusterNode, credential: string): ReturnType<typeof remote>
  close(): Promise<void>
}

/** Two hubs of one founded workspace in this process, each with a port of its own on the loopback. */
export async function clusterHouse(services: Services): Promise<ClusterHouse> {
  const { url, drop } = await services.database()
  const reports: unknown[] = []
  const lines: ReturnType<typeof remote>[] = []
  const openNode = async (): Promise<ClusterNode> => {
    const told: string[] = []
    const report = (reason: unknown): void => void reports.push(reason)
    const cluster = await openCluster({ postgres: url, redis: services.redisUrl, report, tell: ({ event }) => told.push(event) })
    const { store, members, peers, place } = cluster
    const hub = await createHub({ store, members, peers, path: place, report })
    const key = await cluster.hostKey()
    const listening = await listen({
      hub,
      key,
      port: 0,
      address: '127.0.0.1',
      isHealthy: () => !cluster.isBlind(),
      report,
      tell: () => undefined,
    })
    hub.offer({ addresses: [`127.0.0.1:${String(listening.port)}`], pin: key.pin })
    const clients: HubClient[] = []
    return {
      ...{ ...cluster, hub, listening, told },
      async client(memberId) {
        const client = await connectClient(hub, memberId)
        clients.push(client)
        return client
      },
      async close() {
        for (const client of clients) client.abandon()
        await listening.close()
        await hub.stop()
      },
    }
  }
  const nodes: [ClusterNode, ClusterNode] = [await openNode(), await openNode()]
  const [{ hub }] = nodes
  const secretary = value(await hub.found({ name: '智库', founder: { name: '林', organisation: '' }, sample: false })).memberId
  return {
    ...{ url, nodes, secretary, reports },
    async admit(role, name) {
      const { id } = value(await hub.command(secretary, 'addMember', { name, organisation: '', role }))
      return { id, credential: value(await hub.inTurn((members) => members.giveCredential(id, new Date().toISOString()))) }
    },
    guest(node, credential) {
      const line = remote(node.listening.port, credential)
      lines.push(line)
      return line
    },
    async close() {
      for (const line of lines) line.close()
      await Promise.all(nodes.map((node) => node.close()))
      await drop()
    },
  }
}
