import { MessageType } from '@hocuspocus/server'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { HubClient } from '../../electron/hub/client.ts'
import { memoryDisk } from '../../electron/hub/store/memoryStore.ts'
import type { HubMessage } from '../../shared/commands.ts'
import type { DocumentName } from '../../shared/documentName.ts'
import { memoBody, memoSchemaNumber, readBlocks } from '../../shared/documents/memo.ts'
import { gated, house, value, type House } from './house.ts'
import { auth, rawPort } from './rawPort.ts'

let the: House
afterEach(() => the.close())

const line = (doc: Y.Doc, text: string): void => {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  memoBody(doc).push([element])
}
const lines = (doc: Y.Doc): string[] =>
  readBlocks(memoBody(doc)).flatMap((block) => (block.type === 'paragraph' ? [block.runs.map(({ text }) => text).join('')] : []))
const onDisk = (name: DocumentName): Y.Doc => {
  const doc = new Y.Doc()
  const kept = the.disk.documents.get(name)
  for (const update of [...(kept?.state ? [kept.state] : []), ...(kept?.updates ?? [])]) Y.applyUpdate(doc, update)
  return doc
}
async function memoOf(client: HubClient): Promise<{ id: string; name: DocumentName }> {
  const { id } = value(await client.command('createMemo', { title: '建议', dialogueId: null }))
  return { id, name: `memo/${id}` }
}

describe('HB8 acknowledged means on disk', () => {
  it('HB8 nothing is acknowledged nor shown to others before the append has resolved', async () => {
    const gate = { open: true, full: false, waiting: [] as (() => void)[] }
    the = await house({ store: (store) => gated(store, gate) })
    const [writer, reader] = [await the.client('secretariat'), await the.client('expert')]
    const { name } = await memoOf(writer)
    const mine = await writer.open(name)
    const theirs = await reader.open(name)
    gate.open = false
    line(mine.doc, '在途')
    // The text, and whose it is.
    await expect.poll(() => gate.waiting.length).toBe(2)
    // A handshake of the reader passes the hub behind the waiting append, and brings nothing of it.
    theirs.provider.forceSync()
    await theirs.saved()
    expect(mine.provider.hasUnsyncedChanges).toBe(true)
    expect(lines(theirs.doc)).toEqual([''])
    gate.open = true
    gate.waiting.splice(0).forEach((go) => go())
    await mine.saved()
    expect(lines(onDisk(name))).toEqual(['', '在途'])
    await expect.poll(() => lines(theirs.doc)).toEqual(['', '在途'])
  })

  it('HB9 a full disk: not acknowledged, told once, kept by the window, saved when there is room', async () => {
    const gate = { open: true, full: false, waiting: [] }
    the = await house({ store: (store) => gated(store, gate) })
    const writer = await the.client('secretariat')
    const { name } = await memoOf(writer)
    const messages: HubMessage[] = []
    // What the hub says of its disk.
    writer.onMessage((message) => {
      if (message.type === 'storeFailing' || message.type === 'storeWell') messages.push(message)
    })
    const mine = await writer.open(name)
    gate.full = true
    const reasons: string[] = []
    mine.provider.on('close', ({ event }: { event: { reason: string } }) => reasons.push(event.reason))
    line(mine.doc, '甲')
    await expect.poll(() => reasons.length).toBeGreaterThan(2)
    line(mine.doc, '乙')
    await expect.poll(() => reasons.length, { timeout: 5_000 }).toBeGreaterThan(4)
    expect(new Set(reasons)).toEqual(new Set(['storeFailing']))
    expect(mine.provider.hasUnsyncedChanges).toBe(true)
    expect(lines(onDisk(name))).toEqual([''])
    expect(messages).toEqual([{ type: 'storeFailing', failure: { kind: 'diskFull', path: '/data' } }])
    const late = rawPort(the.hub, the.ids.observer)
    late.send(auth('register'))
    await late.hears(({ type, rest }) => type === MessageType.Stateless.valueOf() && Buffer.from(rest).includes('storeFailing'))
    late.close()
    gate.full = false
    await mine.saved()
    expect(lines(onDisk(name))).toEqual(['', '甲', '乙'])
    await expect.poll(() => messages.at(-1)).toEqual({ type: 'storeWell' })
    expect(the.reports).toEqual([])
  })

  it('HB7 a command that finds the disk full changes nothing, and the next one is whole', async () => {
    const gate = { open: true, full: false, waiting: [] }
    the = await house({ store: (store) => gated(store, gate) })
    const writer = await the.client('secretariat')
    const { doc } = await writer.open('register')
    gate.full = true
    const before = Y.encodeStateVector(doc)
    expect(await writer.command('addMember', { name: '陈', organisation: '', role: 'expert' })).toMatchObject({
      ok: false,
      failure: { kind: 'diskFull' },
    })
    expect(await writer.command('createMemo', { title: '建议', dialogueId: null })).toMatchObject({ ok: false })
    gate.full = false
    const { id } = value(await writer.command('createMemo', { title: '后来', dialogueId: null }))
    await expect.poll(() => doc.getMap('memos').has(id)).toBe(true)
    expect([...doc.getMap('memos').keys()]).toEqual([id])
    expect([...doc.getMap('members').values()]).toHaveLength(3)
    expect(before).not.toEqual(Y.encodeStateVector(doc))
    expect(Y.encodeStateVector(onDisk('register'))).toEqual(Y.encodeStateVector(doc))
  })

  it('a freeze waits for what is on its way, so the kept version holds all that was acknowledged', async () => {
    const gate = { open: true, full: false, waiting: [] as (() => void)[] }
    the = await house({ store: (store) => gated(store, gate) })
    const writer = await the.client('secretariat')
    const { id, name } = await memoOf(writer)
    const mine = await writer.open(name)
    gate.open = false
    line(mine.doc, '最后一句')
    // The text, and whose it is.
    await expect.poll(() => gate.waiting.length).toBe(2)
    const kept = writer.command('keepVersion', { memoId: id, name: '稿' })
    gate.open = true
    gate.waiting.splice(0).forEach((go) => go())
    value(await kept)
    const version = [...the.disk.versions.values()][0]
    const frozen = new Y.Doc()
    if (version) Y.applyUpdate(frozen, version.state)
    expect(lines(frozen)).toEqual(['', '最后一句'])
  })
})

describe('HB10 folding', () => {
  it('HB10 a long tail becomes one state when the last reader leaves, and nothing is lost', async () => {
    the = await house()
    const writer = await the.client('secretariat')
    const { name } = await memoOf(writer)
    const mine = await writer.open(name)
    for (let nth = 0; nth < 250; nth++) {
      line(mine.doc, `第${nth}句`)
      await mine.saved()
    }
    expect(the.disk.documents.get(name)?.updates.length).toBeGreaterThan(200)
    mine.close()
    await expect.poll(() => the.disk.documents.get(name)?.updates.length).toBe(0)
    const again = await writer.open(name)
    expect(lines(again.doc)).toHaveLength(251)
    line(again.doc, '之后')
    await again.saved()
    expect(lines(onDisk(name)).at(-1)).toBe('之后')
  })
})

describe('a damaged document', () => {
  it('is refused by name, while every other document opens and the hub goes on', async () => {
    const disk = memoryDisk()
    the = await house({ disk })
    const writer = await the.client('secretariat')
    const [hurt, well] = [await memoOf(writer), await memoOf(writer)]
    disk.damaged.add(hurt.name)
    for (let nth = 0; nth < 3; nth++)
      await expect(writer.open(hurt.name)).rejects.toMatchObject({ failure: { kind: 'storeDamaged', document: hurt.name } })
    expect(lines((await writer.open(well.name)).doc)).toEqual([''])
    disk.damaged.delete(hurt.name)
    expect(lines((await writer.open(hurt.name)).doc)).toEqual([''])
  })

  it('written by a newer version is refused as schemaNewer', async () => {
    the = await house()
    const writer = await the.client('secretariat')
    const { name } = await memoOf(writer)
    const doc = onDisk(name)
    const before = Y.encodeStateVector(doc)
    doc.getMap('meta').set('schema', memoSchemaNumber + 1)
    the.disk.documents.get(name)?.updates.push(Y.encodeStateAsUpdate(doc, before))
    await expect(writer.open(name)).rejects.toMatchObject({
      failure: { kind: 'schemaNewer', found: memoSchemaNumber + 1, known: memoSchemaNumber },
    })
  })
})
