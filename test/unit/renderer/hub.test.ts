import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Hub } from '../../../renderer/hub/hub.ts'
import type { OpenDocument } from '../../../renderer/hub/openDocument.ts'
import { peopleIn } from '../../../renderer/hub/people.ts'
import type { Dial } from '../../../renderer/hub/portSocket.ts'
import type { DocumentStore } from '../../../electron/hub/store/documentStore.ts'
import type { Port } from '../../../electron/hub/socket.ts'
import { documentName, type DocumentName } from '../../../shared/documentName.ts'
import { addItem, readAgenda } from '../../../shared/documents/agenda.ts'
import type { Role } from '../../../shared/roles.ts'
import { house, value, type House } from '../../hub/house.ts'

/** Windows' side of the hub against the real hub, over real message ports, with a store whose hand can be held. */
let the: House
let brake: Promise<void>
let release: () => void
const windows: Hub[] = []
const ports: MessagePort[] = []

beforeEach(async () => {
  brake = Promise.resolve()
  const braked = (store: DocumentStore): DocumentStore => ({
    ...bound(store),
    append: async (name, update) => {
      if (name !== 'register') await brake
      await store.append(name, update)
    },
  })
  the = await house({ store: braked })
})
afterEach(async () => {
  release()
  for (const one of windows.splice(0)) one.destroy()
  ports.length = 0
  await the.close()
})

function bound(store: DocumentStore): DocumentStore {
  return {
    load: (name) => store.load(name),
    append: (name, update) => store.append(name, update),
    compact: (...given) => store.compact(...given),
    tail: (name) => store.tail(name),
    names: () => store.names(),
    keepVersion: (...given) => store.keepVersion(...given),
    versions: (name) => store.versions(name),
    version: (...given) => store.version(...given),
    remove: (name) => store.remove(name),
    close: () => store.close(),
  }
}

const hold = (): void => void (brake = new Promise((resolve) => (release = resolve)))
release = () => undefined

const dialAs =
  (role: Role): Dial =>
  (arrived) => {
    const { port1, port2 } = new MessageChannel()
    ports.push(port2)
    the.hub.connect(seen(port2), the.ids[role])
    queueMicrotask(() => arrived(port1))
    return () => undefined
  }

/** A port as the hub's side listens to it. */
const seen = (port: MessagePort): Port => ({
  on: (event, listener) => port.addEventListener(event, (heard) => listener(heard instanceof MessageEvent ? heard.data : undefined)),
  postMessage: (message) => port.postMessage(message),
  start: () => port.start(),
  close: () => port.close(),
})

async function open(role: Role): Promise<Hub> {
  const hub = new Hub({ id: the.ids[role], name: role, color: '#2f5d8a' }, dialAs(role))
  windows.push(hub)
  hub.connect()
  await expect.poll(() => hub.saveState().is).toBe('saved')
  return hub
}

const dialogue = { kind: 'dialogue', title: '对话会', startsAt: '2026-12-01T14:00', venue: '', chair: '', organiser: '' } as const
async function agendaOf(hub: Hub): Promise<{ id: string; name: DocumentName }> {
  const { id } = value(await hub.command('createDialogue', dialogue))
  return { id, name: documentName('agenda', id) }
}
const edit = (document: OpenDocument, content: string): void =>
  addItem(document.doc, { id: crypto.randomUUID(), minutes: 5, content }, null)
const items = (document: OpenDocument): string[] => readAgenda(document.doc).map(({ content }) => content)
const isOpen = (document: OpenDocument, writable: boolean) => expect.poll(() => document.state).toMatchObject({ is: 'open', writable })

describe('a window and the hub', () => {
  it('SV3 it says saving for as long as a change is not on disk, and saved after', async () => {
    const hub = await open('secretariat')
    const { name } = await agendaOf(hub)
    const document = hub.open(name)
    await isOpen(document, true)
    hold()
    edit(document, '开场')
    expect(hub.saveState()).toEqual({ is: 'saving', unsaved: 1 })
    const said = hub.saidState()
    edit(document, '主持人致辞')
    expect(hub.saveState()).toEqual({ is: 'saving', unsaved: 2 })
    expect(hub.saidState()).toBe(said)
    const other = await open('expert')
    expect(items(other.open(name))).toEqual([])
    expect(hub.saveState().is).toBe('saving')
    release()
    await expect.poll(() => hub.saveState().is).toBe('saved')
    expect(document.unsaved).toBe(0)
  })

  it('SV4 what is written while the hub is away is unsaved, and saved once when it is back', async () => {
    const hub = await open('secretariat')
    const { name } = await agendaOf(hub)
    const document = hub.open(name)
    await isOpen(document, true)
    hold()
    edit(document, '在路上')
    ports.at(-1)?.close()
    await expect.poll(() => hub.saveState().is).toBe('interrupted')
    edit(document, '断开后')
    expect(hub.saveState()).toEqual({ is: 'interrupted', unsaved: 2 })
    release()
    await expect.poll(() => hub.saveState().is).toBe('saved')
    const other = (await open('expert')).open(name)
    await isOpen(other, true)
    expect(items(other).sort()).toEqual(['在路上', '断开后'].sort())
  })

  it('SV5 a document frozen under the pen starts over as it is on disk, read-only, and opens again when it is released', async () => {
    const hub = await open('secretariat')
    const { id, name } = await agendaOf(hub)
    const document = hub.open(name)
    await isOpen(document, true)
    edit(document, '留下')
    await expect.poll(() => document.unsaved).toBe(0)
    value(await hub.command('confirmAgenda', { id }))
    await isOpen(document, false)
    expect(items(document)).toEqual(['留下'])
    value(await hub.command('reopenAgenda', { id }))
    await isOpen(document, true)
    edit(document, '之后')
    await expect.poll(() => document.unsaved).toBe(0)
    expect(items(document).sort()).toEqual(['留下', '之后'].sort())
  })

  it('SV6 a document that nobody shows stays open until it is saved, and comes back as it was', async () => {
    const hub = await open('secretariat')
    const { name } = await agendaOf(hub)
    const document = hub.open(name)
    await isOpen(document, true)
    hold()
    edit(document, '离开前')
    hub.close(name)
    expect(hub.open(name)).toBe(document)
    release()
    await expect.poll(() => hub.saveState().is).toBe('saved')
  })

  it('CM1 a command is answered, and refused as data', async () => {
    const secretary = await open('secretariat')
    const observer = await open('observer')
    expect((await secretary.command('createMemo', { title: '建议', dialogueId: null })).ok).toBe(true)
    expect(await observer.command('createMemo', { title: '建议', dialogueId: null })).toEqual({ ok: false, failure: { kind: 'forbidden' } })
    expect(secretary.register.lists.memos.snapshot().map(({ title }) => title)).toEqual(['建议'])
  })

  it('CM2 a command whose answer cannot come any more is refused as hubDown', async () => {
    const hub = await open('secretariat')
    const answer = hub.command('createMemo', { title: '建议', dialogueId: null })
    ports.at(-1)?.close()
    expect(await answer).toEqual({ ok: false, failure: { kind: 'hubDown' } })
  })

  it('PR1 each person is present once, with the name the hub knows', async () => {
    const hub = await open('secretariat')
    await open('secretariat')
    await open('expert')
    const names = (): string[] => peopleIn(hub.registerDocument.awareness?.getStates().values() ?? []).map(({ name }) => name)
    await expect.poll(names).toHaveLength(2)
    expect(names()).toContain('宋')
  })

  it('PR2 who turns to another page is gone from the one before at once, though its text is kept, and is there on coming back', async () => {
    const here = await open('secretariat')
    const there = await open('expert')
    const { name } = await agendaOf(here)
    const names = (): string[] => peopleIn(here.find(name)?.awareness?.getStates().values() ?? []).map((one) => one.name)
    here.open(name)
    there.open(name)
    await expect.poll(names).toHaveLength(2)
    there.close(name)
    await expect.poll(names).toEqual(['secretariat'])
    expect(there.find(name)?.isReady).toBe(true)
    there.open(name)
    await expect.poll(names).toHaveLength(2)
  })
})
