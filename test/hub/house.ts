import { connectClient, type HubClient } from '../../electron/hub/client.ts'
import { createHub, type Hub } from '../../electron/hub/hub.ts'
import { Members, membersInMemory } from '../../electron/hub/members.ts'
import { memoryDisk, openMemoryStore, type MemoryDisk } from '../../electron/hub/store/memoryStore.ts'
import type { DocumentStore } from '../../electron/hub/store/documentStore.ts'
import type { MarkShelf } from '../../electron/hub/visits.ts'
import type { Block } from '../../shared/documents/memo.ts'
import { Refusal, type Result } from '../../shared/errors.ts'
import type { Role } from '../../shared/roles.ts'

/** The value of a result that must be good. */
export function value<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`refused: ${JSON.stringify(result.failure)}`)
}

export const paragraph = (text: string): Block => ({
  type: 'paragraph',
  runs: [{ text, bold: false, italic: false, underline: false }],
})

export type House = {
  hub: Hub
  disk: MemoryDisk
  reports: unknown[]
  /** Member ids by role; the secretary founded the workspace. */
  ids: Record<Role, string>
  client(role: Role): Promise<HubClient>
  /** One more member and a client of that member's. */
  join(role: Role, name: string): Promise<{ id: string; client: HubClient }>
  close(): Promise<void>
}

export type HouseOptions = {
  disk?: MemoryDisk
  marks?: MarkShelf
  store?: (store: DocumentStore) => DocumentStore
  now?: () => Date
  clock?: () => Date
}

/** A founded workspace in memory with a member of each role. */
export async function house(options: HouseOptions = {}): Promise<House> {
  const disk = options.disk ?? memoryDisk()
  const reports: unknown[] = []
  const store = await openMemoryStore(disk)
  const hub = await createHub({
    store: options.store?.(store) ?? store,
    members: new Members(membersInMemory()),
    path: ':memory:',
    report: (reason) => reports.push(reason),
    ...(options.marks && { marks: options.marks }),
    ...(options.now && { now: options.now }),
    ...(options.clock && { clock: options.clock }),
  })
  const secretariat = value(await hub.found({ name: '智库', founder: { name: '林', organisation: '' }, sample: false })).memberId
  const add = async (role: Role, name: string): Promise<string> =>
    value(await hub.command(secretariat, 'addMember', { name, organisation: '', role })).id
  const ids = { secretariat, expert: await add('expert', '宋'), observer: await add('observer', '孟') }
  const clients: HubClient[] = []
  const enter = async (id: string): Promise<HubClient> => {
    const client = await connectClient(hub, id)
    clients.push(client)
    return client
  }
  return {
    hub,
    disk,
    reports,
    ids,
    client: (role) => enter(ids[role]),
    async join(role, name) {
      const id = await add(role, name)
      return { id, client: await enter(id) }
    },
    async close() {
      for (const client of clients) client.abandon()
      await hub.stop()
    },
  }
}

/** A store whose appends wait at a gate of the test's, and may be refused. */
export function gated(store: DocumentStore, gate: { open: boolean; full: boolean; waiting: (() => void)[] }): DocumentStore {
  const append = store.append.bind(store)
  store.append = async (name, update) => {
    if (!gate.open) await new Promise<void>((resolve) => gate.waiting.push(resolve))
    if (gate.full) throw new Refusal({ kind: 'diskFull', path: '/data' })
    await append(name, update)
  }
  return store
}
