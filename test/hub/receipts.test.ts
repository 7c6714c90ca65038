import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { HubClient } from '../../electron/hub/client.ts'
import { openReceipts, stateHashOf } from '../../electron/hub/receipts.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { paragraph, value } from './house.ts'
import { joined } from './joined.ts'
import { openHouse, remote, type OpenHouse } from './wire.ts'

describe('SR1 the state of a document', () => {
  it('SR1 is equal for replicas that hold the same, whatever the order it came in, and different for any that do not', () => {
    const edit = fc.record({ who: fc.nat(2), at: fc.nat(30), text: fc.string({ maxLength: 3 }), cut: fc.nat(3) })
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 40 }), fc.infiniteStream(fc.nat()), (edits, chance: Iterator<number>) => {
        const authors = [new Y.Doc(), new Y.Doc(), new Y.Doc({ gc: false })]
        const updates: Uint8Array[] = []
        for (const author of authors) author.on('update', (update: Uint8Array, origin: unknown) => origin !== 'in' && updates.push(update))
        for (const { who, at, text, cut } of edits) {
          const body = authors[who]?.getText('body')
          if (!body) continue
          body.insert(Math.min(at, body.length), text)
          body.delete(0, Math.min(cut, body.length))
        }
        const shuffled = updates.map((update) => ({ update, key: Number(chance.next().value) })).sort((a, b) => a.key - b.key)
        const replica = new Y.Doc()
        for (const { update } of shuffled) Y.applyUpdate(replica, update, 'in')
        for (const author of authors) for (const update of updates) Y.applyUpdate(author, update, 'in')
        const hashes = new Set([replica, ...authors].map(stateHashOf))
        expect(hashes.size).toBe(1)
        replica.getText('body').insert(0, '字')
        expect(hashes.has(stateHashOf(replica))).toBe(false)
      }),
    )
  })
})

describe('whoHolds', () => {
  let the: OpenHouse
  let secretary: HubClient
  let id = ''
  beforeEach(async () => {
    the = await openHouse()
    secretary = await the.client('secretariat')
    id = value(await secretary.command('createMemo', { title: '建议', dialogueId: null })).id
  })
  afterEach(async () => {
    expect(the.reports).toEqual([])
    await the.close()
  })
  const holders = async () => value(await secretary.command('whoHolds', { document: `memo/${id}` })).holders

  it('SR1 a member elsewhere holds this text from its receipt on until somebody changes a letter, and again from the next', async () => {
    const guest = await the.admit('expert', '宋远')
    expect(await holders()).toEqual([{ memberId: guest.memberId, at: null, same: false }])
    const line = remote(the.listening.port, guest.credential)
    await line.open('register')
    const there = await line.open(`memo/${id}`)
    const tell = (): void => there.provider.sendStateless(JSON.stringify({ type: 'holds', state: stateHashOf(there.doc) }))
    tell()
    await expect.poll(holders, { timeout: 10_000 }).toMatchObject([{ memberId: guest.memberId, same: true }])
    expect((await holders())[0]?.at).not.toBeNull()

    const here = await secretary.open(`memo/${id}`)
    writeBlocks(memoBody(here.doc), [paragraph('新增一段')])
    await here.saved()
    expect(await holders()).toMatchObject([{ memberId: guest.memberId, same: false }])
    await expect.poll(() => stateHashOf(there.doc)).toBe(stateHashOf(here.doc))
    tell()
    await expect.poll(holders, { timeout: 10_000 }).toMatchObject([{ memberId: guest.memberId, same: true }])

    line.close()
    expect(await holders()).toMatchObject([{ memberId: guest.memberId, same: true }])
    value(await secretary.command('removeMember', { id: guest.memberId }))
    expect(await holders()).toEqual([])
  })

  it('SR1 a replica reports by itself what is on its disk, and again after every change, from wherever it came', async () => {
    const away = await joined(the, 'secretariat', '宋远')
    await expect.poll(holders, { timeout: 10_000 }).toMatchObject([{ memberId: away.id, same: true }])
    const here = await secretary.open(`memo/${id}`)
    writeBlocks(memoBody(here.doc), [paragraph('主持端写的一段')])
    await here.saved()
    await expect.poll(holders, { timeout: 10_000 }).toMatchObject([{ same: true }])
    const there = await (await away.window()).open(`memo/${id}`)
    writeBlocks(memoBody(there.doc), [paragraph('外处写的一段')])
    await there.saved()
    await expect.poll(() => stateHashOf(here.doc)).toBe(stateHashOf(there.doc))
    await expect.poll(holders, { timeout: 10_000 }).toMatchObject([{ same: true }])
    await away.stop()
    writeBlocks(memoBody(here.doc), [paragraph('它没有的一段')])
    await here.saved()
    expect(await holders()).toMatchObject([{ memberId: away.id, same: false }])
    expect(away.reports).toEqual([])
  })

  it('SR2 whoever may not see a draft is not waited for', async () => {
    const observer = await the.admit('observer', '孟')
    expect(await holders()).toEqual([])
    value(await secretary.command('setMemoStage', { id, stage: 'consulting' }))
    expect(await holders()).toEqual([{ memberId: observer.memberId, at: null, same: false }])
  })

  it('SR2 members who sit at the host have no machine elsewhere', async () => {
    await (await the.client('expert')).open(`memo/${id}`)
    expect(await holders()).toEqual([])
  })

  it('is asked of agendas and memos that exist, by secretariat and experts', async () => {
    for (const document of ['register', `memo/${crypto.randomUUID()}`, `talk/${id}`, '__proto__'])
      expect(await secretary.command('whoHolds', { document })).toEqual({ ok: false, failure: { kind: 'notFound' } })
    const observer = await the.client('observer')
    expect(await observer.command('whoHolds', { document: `memo/${id}` })).toMatchObject({ failure: { kind: 'forbidden' } })
  })

  it('what is no receipt closes the document, as any other message would', async () => {
    const here = await secretary.open(`memo/${id}`)
    const closed = new Promise((resolve) => here.provider.on('close', ({ event }: { event: { reason: string } }) => resolve(event.reason)))
    here.provider.sendStateless(JSON.stringify({ type: 'holds', state: 'x' }))
    expect(await closed).toContain('command')
  })
})

describe('SR3 receipts on disk', () => {
  let folder = ''
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'yice-receipts-'))))
  afterEach(() => rm(folder, { recursive: true, force: true }))
  const one = { memberId: crypto.randomUUID(), document: 'register', state: 'a'.repeat(64), at: '2026-11-24T06:00:00.000Z' } as const

  it('SR3 outlive a restart', async () => {
    const { receipts } = await openReceipts(folder)
    receipts.note(one)
    receipts.note({ ...one, state: 'b'.repeat(64) })
    await receipts.settled()
    const again = await openReceipts(folder)
    expect(again.receipts.of('register')).toEqual([{ ...one, state: 'b'.repeat(64) }])
    expect(again.notices).toEqual([])
  })

  it('SR3 a broken file makes the hub know less, and is told', async () => {
    await writeFile(join(folder, 'receipts.json'), '{')
    const { receipts, notices } = await openReceipts(folder)
    expect(receipts.of('register')).toEqual([])
    expect(notices).toMatchObject([{ kind: 'fileUnreadable' }])
  })
})
