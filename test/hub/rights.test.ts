import { MessageType } from '@hocuspocus/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { HubClient } from '../../electron/hub/client.ts'
import type { DocumentName } from '../../shared/documentName.ts'
import { addItem, readAgenda } from '../../shared/documents/agenda.ts'
import { memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import type { Role } from '../../shared/roles.ts'
import { house, paragraph, value, type House } from './house.ts'
import { auth, closingIn, message, rawPort, statusIn } from './rawPort.ts'

let the: House
let secretary: HubClient
beforeEach(async () => {
  the = await house()
  secretary = await the.client('secretariat')
})
afterEach(() => the.close())

const dialogue = { kind: 'dialogue', title: '对话会', startsAt: '2026-12-01T14:00', venue: '', chair: '', organiser: '' } as const
const newMemo = async (): Promise<{ id: string; name: DocumentName }> => {
  const { id } = value(await secretary.command('createMemo', { title: '建议', dialogueId: null }))
  return { id, name: `memo/${id}` }
}
const newAgenda = async (): Promise<{ id: string; name: DocumentName }> => {
  const { id } = value(await secretary.command('createDialogue', dialogue))
  return { id, name: `agenda/${id}` }
}

/** A change that the guard allows, made by somebody who has the document as it is. */
function edit(name: DocumentName, state: Uint8Array): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  const before = Y.encodeStateVector(doc)
  if (name.startsWith('agenda')) addItem(doc, { id: crypto.randomUUID(), minutes: 5, content: '添加' }, null)
  else if (name === 'register') doc.getMap('members').set('x', { role: 'secretariat' })
  else memoBody(doc).insert(0, [new Y.XmlElement('paragraph')])
  return Y.encodeStateAsUpdate(doc, before)
}

const { Sync, SyncReply, Awareness, QueryAwareness, Stateless, BroadcastStateless, CLOSE, SyncStatus, Auth, Ping, Pong } = MessageType
const update = 2
const step2 = 1

/** Every message type there is, each carrying the change in whatever way it could. */
const attacks: [string, (name: string, change: Uint8Array) => Uint8Array][] = [
  ['an update', (name, change) => message(name, Sync, update, change)],
  ['a SyncStep2', (name, change) => message(name, Sync, step2, change)],
  ['an update as a reply', (name, change) => message(name, SyncReply, update, change)],
  ['a SyncStep2 as a reply', (name, change) => message(name, SyncReply, step2, change)],
  ['a SyncStep1', (name, change) => message(name, Sync, 0, change)],
  ['a sync message of an unknown kind', (name, change) => message(name, Sync, 3, change)],
  ['awareness', (name, change) => message(name, Awareness, change)],
  ['a query for awareness', (name, change) => message(name, QueryAwareness, change)],
  ['a stateless message', (name, change) => message(name, Stateless, Buffer.from(change).toString('latin1'))],
  ['the internal broadcast', (name, change) => message(name, BroadcastStateless, Buffer.from(change).toString('latin1'))],
  ['a SyncStatus', (name, change) => message(name, SyncStatus, 1, change)],
  ['a second login with the token of somebody else', (name) => message(name, Auth, 0, 'secretariat')],
  ['a request for a token', (name) => message(name, Auth, 1)],
  ['a ping', (name, change) => message(name, Ping, change)],
  ['a pong', (name, change) => message(name, Pong, change)],
  ['an unknown type', (name, change) => message(name, 99, change)],
  ['a farewell', (name) => message(name, CLOSE)],
]

type Case = { who: Role; what: string; open: () => Promise<{ id: string; name: DocumentName }>; close?: (id: string) => Promise<unknown> }
const readers: Case[] = [
  ...(['secretariat', 'expert', 'observer'] as const).map((who): Case => ({
    who,
    what: 'the register',
    open: () => Promise.resolve({ id: '', name: 'register' }),
  })),
  { who: 'expert', what: 'a memo drafted by others', open: newMemo },
  { who: 'observer', what: 'a memo under consultation', open: newMemo, close: (id) => stage(id, 'consulting') },
  { who: 'secretariat', what: 'a memo being countersigned', open: newMemo, close: (id) => stage(id, 'countersigning') },
  { who: 'secretariat', what: 'a final memo', open: newMemo, close: (id) => stage(id, 'final') },
  { who: 'observer', what: 'an open agenda', open: newAgenda },
  { who: 'expert', what: 'a confirmed agenda', open: newAgenda, close: (id) => secretary.command('confirmAgenda', { id }) },
  { who: 'secretariat', what: 'a confirmed agenda', open: newAgenda, close: (id) => secretary.command('confirmAgenda', { id }) },
]
const stage = (id: string, to: 'consulting' | 'countersigning' | 'final') => secretary.command('setMemoStage', { id, stage: to })

const onDisk = (name: DocumentName): Uint8Array => {
  const kept = the.disk.documents.get(name)
  return Y.mergeUpdates([...(kept?.state ? [kept.state] : []), ...(kept?.updates ?? [])])
}
const appended = (name: DocumentName): number => the.disk.documents.get(name)?.updates.length ?? 0

describe('HB3 who may only read writes nothing, whatever is sent', () => {
  it.each(readers)('HB3 $who on $what: all message types', async ({ who, open, close }) => {
    const { id, name } = await open()
    if (close) await close(id)
    const state = onDisk(name)
    const before = appended(name)
    for (const [, attack] of attacks) {
      const port = rawPort(the.hub, the.ids[who])
      port.send(auth(name, 'secretariat'))
      port.send(attack(name, edit(name, state)))
      port.send(attack(name, edit(name, state)))
      // An answer to a handshake shows that all before it was worked off; a closed document shows it as well.
      port.send(message(name, Sync, 0, Y.encodeStateVector(new Y.Doc())))
      await port.hears((heard) => heard.type === Sync.valueOf() || heard.type === SyncReply.valueOf() || closingIn(heard) !== null)
      expect(port.heard.map(statusIn)).not.toContain(true)
      port.close()
    }
    expect(appended(name)).toBe(before)
    const { doc } = await (await the.client(who)).open(name)
    expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVectorFromUpdate(state))
    expect(the.reports).toEqual([])
  })

  it('HB3 whoever may write is acknowledged by the same messages', async () => {
    const { name } = await newMemo()
    for (const [, attack] of attacks.slice(0, 4)) {
      const before = appended(name)
      const port = rawPort(the.hub, the.ids.secretariat)
      port.send(auth(name))
      port.send(attack(name, edit(name, onDisk(name))))
      await port.hears((heard) => statusIn(heard) === true)
      expect(appended(name)).toBe(before + 1)
      port.close()
    }
  })
})

describe('HB4 a right that ends, ends at once', () => {
  it('HB4 a memo that goes to countersigning is read-only for those who have it open, and opens again', async () => {
    const { id, name } = await newMemo()
    const memo = await secretary.open(name)
    writeBlocks(memoBody(memo.doc), [paragraph('一')])
    await memo.saved()
    const scopes: string[] = []
    const authorised = new Promise<void>((resolve) => {
      memo.provider.on('authenticated', ({ scope }: { scope: string }) => {
        scopes.push(scope)
        resolve()
      })
    })
    value(await stage(id, 'countersigning'))
    await authorised
    expect(scopes).toEqual(['readonly'])
    value(await secretary.command('setMemoStage', { id, stage: 'drafting' }))
    await expect.poll(() => scopes).toEqual(['readonly', 'read-write'])
  })

  it('HB4 an expert who becomes a drafter may write, and not any more when taken off', async () => {
    const { id, name } = await newMemo()
    const expert = await the.client('expert')
    const memo = await expert.open(name)
    expect(memo.provider.authorizedScope).toBe('readonly')
    value(await secretary.command('setDrafters', { id, drafters: [the.ids.expert] }))
    await expect.poll(() => memo.provider.authorizedScope).toBe('read-write')
    value(await secretary.command('setDrafters', { id, drafters: [] }))
    await expect.poll(() => memo.provider.authorizedScope).toBe('readonly')
  })

  it('HB3 what was queued before the freeze is not written after it', async () => {
    const { id, name } = await newAgenda()
    const port = rawPort(the.hub, the.ids.expert)
    port.send(auth(name))
    port.send(message(name, Sync, 0, Y.encodeStateVector(new Y.Doc())))
    await port.hears((heard) => heard.type === Sync.valueOf())
    const state = onDisk(name)
    const frozen = secretary.command('confirmAgenda', { id })
    for (let nth = 0; nth < 50; nth++) port.send(message(name, Sync, update, edit(name, state)))
    value(await frozen)
    await port.hears((heard) => closingIn(heard) === 'rightsChanged')
    const acknowledged = port.heard.filter((heard) => statusIn(heard) === true).length
    const doc = new Y.Doc()
    Y.applyUpdate(doc, onDisk(name))
    expect(readAgenda(doc)).toHaveLength(acknowledged)
    const { doc: seen } = await secretary.open(name)
    expect(readAgenda(seen)).toHaveLength(acknowledged)
    port.close()
  })

  it('HB2 the token of a client changes nothing about who it is', async () => {
    const { name } = await newMemo()
    const port = rawPort(the.hub, the.ids.observer)
    for (const token of [the.ids.secretariat, JSON.stringify({ memberId: the.ids.secretariat }), 'secretariat']) {
      port.send(auth(name, token))
      await port.hears((heard) => heard.name === name)
    }
    expect(port.heard.every(({ type }) => type === Auth.valueOf())).toBe(true)
    expect(readBlocks(memoBody((await secretary.open(name)).doc))).toEqual([{ type: 'paragraph', runs: [] }])
    port.close()
  })

  it('HB2 a port of nobody opens nothing', async () => {
    const port = rawPort(the.hub, crypto.randomUUID())
    port.send(auth('register'))
    expect(closingIn(await port.hears(({ name }) => name === 'register'))).toBeNull()
    expect(port.heard).toHaveLength(1)
    port.close()
  })
})
