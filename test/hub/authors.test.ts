import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { HubClient, Opened } from '../../electron/hub/client.ts'
import { openMemoryStore } from '../../electron/hub/store/memoryStore.ts'
import { changedBy, readAuthors } from '../../shared/documents/authors.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { house, value, type House } from './house.ts'

let the: House
let secretary: HubClient
let expert: HubClient
let id: string
let now: Date
beforeEach(async () => {
  now = new Date('2026-11-28T09:00:30Z')
  the = await house({ now: () => now })
  secretary = await the.client('secretariat')
  expert = await the.client('expert')
  id = value(await secretary.command('createMemo', { title: '建议', dialogueId: null })).id
  value(await secretary.command('setDrafters', { id, drafters: [the.ids.expert] }))
})
afterEach(async () => {
  await the.close()
  expect(the.reports).toEqual([])
})

const minutes = (after: number): void => void (now = new Date(now.getTime() + after * 60_000))

async function write(opened: Opened, words: string): Promise<Y.XmlText> {
  const text = new Y.XmlText(words)
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [text])
  memoBody(opened.doc).push([element])
  await opened.saved()
  return text
}

/** Author and time of a letter, as a window elsewhere reads it. */
async function authorOf(text: Y.XmlText, at: number): Promise<{ by: string; at: string } | null> {
  const { doc } = await secretary.open(`authors/${id}`)
  const place = Y.createRelativePositionFromTypeIndex(text, at).item
  const look = () => (place ? readAuthors(doc).of(place.client, place.clock) : null)
  await expect.poll(look).not.toBeNull()
  const found = look()
  return found && { by: found.by, at: new Date(found.at).toISOString() }
}

describe('who wrote what', () => {
  it('AU1 is the member through whose connection the letters came, with the minute', async () => {
    const [a, b] = [await secretary.open(`memo/${id}`), await expert.open(`memo/${id}`)]
    const first = await write(a, '秘书处写的')
    minutes(3)
    const second = await write(b, '专家写的')
    expect(await authorOf(first, 2)).toEqual({ by: the.ids.secretariat, at: '2026-11-28T09:00:00.000Z' })
    expect(await authorOf(second, 0)).toEqual({ by: the.ids.expert, at: '2026-11-28T09:03:00.000Z' })
  })

  it("AU1 whoever goes on under the number of another's client is told apart from them all the same", async () => {
    const [a, b] = [await secretary.open(`memo/${id}`), await expert.open(`memo/${id}`)]
    const text = await write(a, '原文')
    await expect.poll(() => memoBody(b.doc).length).toBe(2)
    // A window that says it were the secretary's.
    const forged = new Y.Doc()
    forged.clientID = a.doc.clientID
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(b.doc))
    const before = Y.encodeStateVector(forged)
    const paragraph = memoBody(forged).get(1)
    const target = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null
    if (target instanceof Y.XmlText) target.insert(2, '冒名')
    Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(forged, before))
    await b.saved()
    await expect.poll(() => text.length).toBe(4)
    expect((await authorOf(text, 0))?.by).toBe(the.ids.secretariat)
    await expect.poll(async () => (await authorOf(text, 3))?.by).toBe(the.ids.expert)
  })

  it('AU2 a minute of typing writes one note, and ten minutes later there is a new time', async () => {
    const a = await secretary.open(`memo/${id}`)
    const text = await write(a, '一')
    for (let at = 0; at < 50; at++) {
      text.insert(text.length, '字')
      await a.saved()
    }
    const notes = () => the.disk.documents.get(`authors/${id}`)?.updates.length
    expect(notes()).toBe(1)
    minutes(11)
    text.insert(text.length, '后')
    await a.saved()
    expect(notes()).toBe(2)
    expect((await authorOf(text, 0))?.at).toBe('2026-11-28T09:00:00.000Z')
    expect((await authorOf(text, text.length - 1))?.at).toBe('2026-11-28T09:11:00.000Z')
  })

  it('HB24 lies on disk when the text is acknowledged, and outlives the hub', async () => {
    const a = await secretary.open(`memo/${id}`)
    const text = await write(a, '落盘')
    const place = Y.createRelativePositionFromTypeIndex(text, 0).item ?? expect.fail()
    await the.hub.stop()
    const store = await openMemoryStore(the.disk)
    const doc = new Y.Doc()
    const { state, updates } = await store.load(`authors/${id}`)
    for (const update of state ? [state, ...updates] : updates) Y.applyUpdate(doc, update)
    await store.close()
    expect(readAuthors(doc).of(place.client, place.clock)?.by).toBe(the.ids.secretariat)
  })

  it('AU2 who only deletes is noted as having changed the text', async () => {
    const [a, b] = [await secretary.open(`memo/${id}`), await expert.open(`memo/${id}`)]
    await write(a, '删去这句')
    await expect.poll(() => memoBody(b.doc).length).toBe(2)
    const { doc } = await expert.open(`authors/${id}`)
    await expect.poll(() => readAuthors(doc).touched.size).toBe(1)
    const [vector, touched] = [Y.decodeStateVector(Y.encodeStateVector(a.doc)), readAuthors(doc).touched]
    minutes(1)
    memoBody(b.doc).delete(1, 1)
    await b.saved()
    await expect.poll(() => [...changedBy(readAuthors(doc), b.doc, vector, touched)]).toEqual([the.ids.expert])
  })

  it('HB24 nobody writes it but the hub, and observers do not see it', async () => {
    const opened = await expert.open(`authors/${id}`)
    expect(opened.provider.authorizedScope).toBe('readonly')
    const observer = await the.client('observer')
    await expect(observer.open(`authors/${id}`)).rejects.toMatchObject({ failure: { kind: 'notFound' } })
  })
})
