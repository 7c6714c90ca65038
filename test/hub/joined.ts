import { connectClient, type HubClient } from '../../electron/hub/client.ts'
import { memoryDisk, openMemoryStore } from '../../electron/hub/store/memoryStore.ts'
import type { Host } from '../../electron/hub/uplink/hostFile.ts'
import { nothingYet } from '../../electron/hub/uplink/journal.ts'
import { createReplica, type Replica } from '../../electron/hub/uplink/replica.ts'
import { marksInMemory } from '../../electron/hub/visits.ts'
import type { NearbyHost } from '../../shared/hosting.ts'
import type { Role } from '../../shared/roles.ts'
import type { OpenHouse } from './wire.ts'

export type Joined = {
  id: string
  credential: string
  readonly hub: Replica
  reports: unknown[]
  /** What the host file says. */
  host(): Host
  /** A window of this member's on the replica. */
  window(): Promise<HubClient>
  /** Ends the hub process, as a quitting app does. */
  stop(): Promise<void>
  /** Starts it again on the same folder; without following unless told. */
  start(follow?: boolean): Promise<void>
}

/** A file in memory, as the lowdb wrapper behaves. */
const inMemory = <T>(data: T) => {
  const file = {
    data: structuredClone(data),
    update: (change: (data: T) => T): Promise<void> => {
      file.data = structuredClone(change(file.data))
      return Promise.resolve()
    },
  }
  return file
}

export const quick = { heartbeat: 150, least: 30, most: 200, seldom: 200, seek: 300 }

/** A new member on a machine of their own: a replica that follows the house through this port. */
export async function joined(
  the: OpenHouse,
  role: Role,
  name: string,
  port = the.listening.port,
  nearby?: () => Promise<readonly NearbyHost[]>,
): Promise<Joined> {
  const { memberId, credential } = await the.admit(role, name)
  const disk = memoryDisk()
  const host = inMemory<Host>({ memberId, addresses: [`127.0.0.1:${String(port)}`], pin: the.key.pin, epoch: null, ended: null })
  const journal = inMemory(nothingYet)
  const marks = marksInMemory()
  const reports: unknown[] = []
  const report = (reason: unknown): void => void reports.push(reason)
  let windows: HubClient[] = []
  const open = async (): Promise<Replica> =>
    createReplica({
      ...{ store: await openMemoryStore(disk), host, journal, marks, path: ':memory:', report, tempo: quick },
      ...(nearby && { nearby }),
    })
  let hub = await open()
  await hub.follow(credential)
  return {
    id: memberId,
    credential,
    get hub() {
      return hub
    },
    reports,
    host: () => host.data,
    async window() {
      const client = await connectClient(hub, memberId)
      windows.push(client)
      return client
    },
    async stop() {
      for (const window of windows) window.abandon()
      windows = []
      await hub.stop()
    },
    async start(follow = true) {
      hub = await open()
      if (follow) await hub.follow(credential)
    },
  }
}
