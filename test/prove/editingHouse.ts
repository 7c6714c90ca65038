import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { z } from 'zod'
import { createHub } from '../../electron/hub/hub.ts'
import { Members, membersInMemory } from '../../electron/hub/members.ts'
import type { Port } from '../../electron/hub/socket.ts'
import { memoryDisk, openMemoryStore } from '../../electron/hub/store/memoryStore.ts'
import { Hub as Window } from '../../renderer/hub/hub.ts'
import { documentName, type DocumentName } from '../../shared/documentName.ts'
import { value } from '../hub/house.ts'

export const most = 5

/** A document as a window has it open. */
export type Held = { doc: Y.Doc; awareness: Awareness; close: () => void }

/** One person's window: what it has open, and a line to the hub that can be cut. */
export type Desk = {
  id: string
  isOnline: boolean
  cut(): void
  mend(): void
  open(name: DocumentName): Promise<Held>
}

/** A hub that can be stopped and started again, and people whose windows find it again by themselves. */
export type EditingHouse = {
  desks: readonly Desk[]
  /** What the hub did not expect. */
  reports: unknown[]
  createMemo(title: string): Promise<string>
  restart(): Promise<void>
  stored(name: DocumentName): Promise<{ state: Uint8Array | null; updates: Uint8Array[] }>
  close(): Promise<void>
}

export async function editingHouse(): Promise<EditingHouse> {
  const disk = memoryDisk()
  const known = new Members(membersInMemory())
  const reports: unknown[] = []
  const start = async () => {
    const store = await openMemoryStore(disk)
    return { store, hub: await createHub({ store, members: known, path: ':memory:', report: (reason) => reports.push(reason) }) }
  }
  let now: Awaited<ReturnType<typeof start>> | null = await start()
  const there = () => {
    if (!now) throw new TypeError('The hub is away')
    return now
  }
  const { hub } = there()
  const { memberId: secretary } = value(await hub.found({ name: '智库', founder: { name: '林', organisation: '' }, sample: false }))
  const ids = [secretary]
  for (const name of ['宋', '孟', '王', '赵'])
    ids.push(value(await hub.command(secretary, 'addMember', { name, organisation: '', role: 'secretariat' })).id)
  const seats = ids.map((id) => sit(id, (port) => now?.hub.connect(port, id)))
  return {
    desks: seats.map(({ desk }) => desk),
    reports,
    createMemo: async (title) => value(await there().hub.command(secretary, 'createMemo', { title, dialogueId: null, itemId: null })).id,
    async restart() {
      const stopping = there().hub
      now = null
      await stopping.stop()
      now = await start()
      for (const { desk } of seats) if (desk.isOnline) desk.mend()
    },
    stored: (name) => there().store.load(name),
    async close() {
      for (const { window } of seats) window.destroy()
      await there().hub.stop()
    },
  }
}

function sit(id: string, connect: (port: Port) => void) {
  let port: MessagePort | null = null
  const window = new Window({ id, name: id.slice(0, 4), color: '#2f5d8a' }, (arrived, failed) => {
    if (!desk.isOnline) queueMicrotask(failed)
    else {
      const { port1, port2 } = new MessageChannel()
      port = port2
      connect(hubSide(port2))
      queueMicrotask(() => arrived(port1))
    }
    return () => undefined
  })
  const desk: Desk = {
    id,
    isOnline: true,
    cut() {
      desk.isOnline = false
      port?.close()
    },
    mend() {
      desk.isOnline = true
      window.reconnect()
    },
    async open(name) {
      const document = window.open(name)
      const { state } = document
      const open = state.is === 'open' ? state : await opened(document)
      return { doc: open.doc, awareness: open.awareness, close: () => window.close(name) }
    },
  }
  window.connect()
  return { desk, window }
}

type Document = ReturnType<Window['open']>
const opened = (document: Document): Promise<Extract<Document['state'], { is: 'open' }>> =>
  new Promise((resolve, reject) => {
    const stop = document.subscribe(() => {
      const { state } = document
      if (state.is === 'opening') return
      stop()
      if (state.is === 'open') resolve(state)
      else reject(new Error(`refused: ${state.failure.kind}`))
    })
  })

const withData = z.object({ data: z.unknown() })
const hubSide = (port: MessagePort): Port => ({
  on: (event, listener) => port.addEventListener(event, (heard) => listener(withData.safeParse(heard).data?.data)),
  postMessage: (message) => port.postMessage(message),
  start: () => port.start(),
  close: () => port.close(),
})

export const memoOf = async (desk: Desk, id: string): Promise<{ text: Held; talk: Held }> => ({
  text: await desk.open(documentName('memo', id)),
  talk: await desk.open(documentName('talk', id)),
})
