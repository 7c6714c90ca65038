import { MessageType } from '@hocuspocus/server'
import { describe, expect, it } from 'vitest'
import { Members, membersInMemory, noMembers } from '../../electron/hub/members.ts'
import { createHub } from '../../electron/hub/hub.ts'
import { memoryDisk, openMemoryStore } from '../../electron/hub/store/memoryStore.ts'
import * as Y from 'yjs'
import { limits } from '../../electron/hub/limits.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { gated, house, value } from './house.ts'
import { auth, message, rawPort } from './rawPort.ts'

describe('the hub', () => {
  it('opens no network port and takes no signals', async () => {
    const before = {
      resources: process.getActiveResourcesInfo(),
      signals: ['SIGINT', 'SIGTERM', 'SIGQUIT'].map((one) => process.listenerCount(one)),
    }
    const the = await house()
    await the.client('secretariat')
    const servers = (names: string[]): string[] => names.filter((name) => /TCP|Server|UDP|Pipe/.test(name))
    expect(servers(process.getActiveResourcesInfo())).toEqual(servers(before.resources))
    expect(['SIGINT', 'SIGTERM', 'SIGQUIT'].map((one) => process.listenerCount(one))).toEqual(before.signals)
    await the.close()
  })

  it('HB14 no stateless message, however made, ends the process or goes unanswered', async () => {
    const unhandled: unknown[] = []
    const note = (reason: unknown): void => void unhandled.push(reason)
    process.on('unhandledRejection', note)
    const the = await house()
    const call = (name: string, request: unknown): string => JSON.stringify({ type: 'command', call: 'a', name, request })
    const payloads = [
      '',
      '{',
      'null',
      '[]',
      '{"type":"command"}',
      call('constructor', {}),
      call('__proto__', {}),
      call('createMemo', null),
      'x'.repeat(300_000),
    ]
    for (const payload of payloads) {
      const port = rawPort(the.hub, the.ids.observer)
      port.send(auth('register'))
      port.send(message('register', MessageType.Stateless, payload))
      await port.hears(({ type }) => type === MessageType.CLOSE.valueOf() || type === MessageType.Stateless.valueOf())
      port.close()
    }
    const client = await the.client('secretariat')
    value(await client.command('createMemo', { title: '仍在', dialogueId: null }))
    await the.close()
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
    expect(the.reports).toEqual([])
  })

  it('HB14 commands without end are stopped', async () => {
    const gate = { open: true, full: false, waiting: [] as (() => void)[] }
    const the = await house({ store: (store) => gated(store, gate) })
    gate.open = false
    const port = rawPort(the.hub, the.ids.secretariat)
    port.send(auth('register'))
    const ask = { type: 'command', name: 'createMemo', request: { title: '多', dialogueId: null } }
    for (let nth = 0; nth < 2 * limits.commands; nth++)
      port.send(message('register', MessageType.Stateless, JSON.stringify({ ...ask, call: String(nth) })))
    await port.hears(({ type }) => type === MessageType.CLOSE.valueOf())
    gate.open = true
    gate.waiting.forEach((go) => go())
    port.close()
    await the.close()
  })

  it('founds a workspace once, and shows again who was lost between members.json and the register', async () => {
    const disk = memoryDisk()
    const file = membersInMemory()
    const open = async () =>
      createHub({ store: await openMemoryStore(disk), members: new Members(file), path: '', report: () => undefined })
    const first = await open()
    const founder = { name: '林', organisation: '' }
    const { memberId } = value(await first.found({ name: '智库', founder, sample: false }))
    expect(await first.found({ name: '智库', founder, sample: false })).toEqual({ ok: false, failure: { kind: 'frozen' } })
    await first.stop()
    const forgotten = { ...founder, id: crypto.randomUUID(), role: 'expert', since: new Date().toISOString() } as const
    await file.write({ ...file.read(), members: [...file.read().members, forgotten] })
    const second = await open()
    expect(value(second.whoIs(memberId)).role).toBe('secretariat')
    await second.stop()
    await file.write(noMembers)
    const third = await open()
    expect(value(third.whoIs(forgotten.id))).toEqual(forgotten)
    await third.stop()
  })

  it('stops within its time while a window types, and keeps what it acknowledged', async () => {
    const the = await house()
    const client = await the.client('secretariat')
    const { id } = value(await client.command('createMemo', { title: '停', dialogueId: null }))
    const memo = await client.open(`memo/${id}`)
    const type = (): void => memoBody(memo.doc).push([new Y.XmlElement('paragraph')])
    for (let nth = 0; nth < 20; nth++) type()
    await memo.saved()
    for (let nth = 0; nth < 20; nth++) type()
    const started = performance.now()
    await the.hub.stop()
    expect(performance.now() - started).toBeLessThan(3_000)
    client.abandon()
    const doc = new Y.Doc()
    const { state, updates } = await (await openMemoryStore(the.disk)).load(`memo/${id}`)
    for (const update of state ? [state, ...updates] : updates) Y.applyUpdate(doc, update)
    expect(memoBody(doc).length).toBeGreaterThanOrEqual(21)
    expect(doc.store.pendingStructs).toBeNull()
    expect(the.reports).toEqual([])
  })
})
