import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { HubClient, Opened } from '../../electron/hub/client.ts'
import { openMemoryStore } from '../../electron/hub/store/memoryStore.ts'
import { changedBy, readAuthors } from '../../shared/documents/authors.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { openProxy } from '../helpers/proxy.ts'
import { between, random, type Random } from '../prove/proof.ts'
import { house, value, type House } from './house.ts'
import { joined } from './joined.ts'
import { openHouse } from './wire.ts'

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

const seed = Date.now() % 0x1_0000_0000

describe('members who write and delete at once, one of them cut off and started again', () => {
  it(`AU1 in the end every letter is noted for whoever typed it (seed ${String(seed)})`, async () => {
    const next = random(seed)
    const home = await openHouse()
    const proxy = await openProxy(() => home.listening.port)
    const [lin, song] = [await home.client('secretariat'), await home.client('expert')]
    const machine = await joined(home, 'expert', '顾', proxy.port)
    const memoId = value(await lin.command('createMemo', { title: '同写', dialogueId: null })).id
    value(await lin.command('setDrafters', { id: memoId, drafters: [home.ids.expert, machine.id] }))
    const name = `memo/${memoId}` as const
    let window = await machine.window()
    const arrives = (of: typeof name | `authors/${string}`): Promise<void> =>
      expect
        .poll(
          () =>
            window.open(of).then(
              () => true,
              () => false,
            ),
          { timeout: 20_000 },
        )
        .toBe(true)
    await arrives(name)
    const letters = new Map([
      ['林', home.ids.secretariat],
      ['宋', home.ids.expert],
      ['顾', machine.id],
    ])
    const docs = new Map([
      ['林', (await lin.open(name)).doc],
      ['宋', (await song.open(name)).doc],
      ['顾', (await window.open(name)).doc],
    ])
    for (let act = 0; act < 240; act++) {
      if (act === 60) proxy.cut()
      if (act === 120) {
        await (await window.open(name)).saved()
        await machine.stop()
        await machine.start()
        window = await machine.window()
        docs.set('顾', (await window.open(name)).doc)
      }
      if (act === 180) proxy.heal()
      const [who, doc] = [...docs][between(next, 0, docs.size - 1)] ?? expect.fail()
      change(doc, who, next)
      if (act % 7 === 0) await new Promise((turned) => setImmediate(turned))
    }
    for (const client of [lin, song, window]) await (await client.open(name)).saved()
    const text = (of: Y.Doc): string =>
      lettersOf(of)
        .map(({ letter }) => letter)
        .join('')
    const all = (): string[] => [...docs.values()].map(text)
    await expect.poll(() => new Set(all()).size, { timeout: 20_000 }).toBe(1)
    await expect.poll(() => machine.hub.link.waiting, { timeout: 20_000 }).toBe(0)
    await arrives(`authors/${memoId}`)
    const beside = await window.open(`authors/${memoId}`)
    const mine = docs.get('顾') ?? expect.fail()
    const wrong = (): string[] =>
      lettersOf(mine).flatMap(({ letter, id: at }) => {
        const by = readAuthors(beside.doc).of(at.client, at.clock)?.by ?? null
        return by === letters.get(letter) ? [] : [`${letter} by ${String(by)}`]
      })
    expect(text(mine).length).toBeGreaterThan(20)
    await expect.poll(wrong, { timeout: 10_000 }).toEqual([])
    await machine.stop()
    await proxy.close()
    await home.close()
    expect([...machine.reports, ...home.reports]).toEqual([])
  }, 90_000)
})

const textsOf = (doc: Y.Doc): Y.XmlText[] =>
  memoBody(doc)
    .toArray()
    .flatMap((block) => (block instanceof Y.XmlElement ? block.toArray() : []))
    .filter((node) => node instanceof Y.XmlText)

function lettersOf(doc: Y.Doc): { letter: string; id: Y.ID }[] {
  return textsOf(doc).flatMap((text) => {
    const found: { letter: string; id: Y.ID }[] = []
    for (let item = text._start; item; item = item.right)
      if (!item.deleted && item.content instanceof Y.ContentString)
        for (const [nth, letter] of item.content.str.split('').entries())
          found.push({ letter, id: Y.createID(item.id.client, item.id.clock + nth) })
    return found
  })
}

function change(doc: Y.Doc, letter: string, next: Random): void {
  const texts = textsOf(doc)
  const text = texts[between(next, 0, texts.length - 1)]
  const dice = next()
  if (!text || dice < 0.1) {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(letter)])
    memoBody(doc).push([paragraph])
  } else if (dice < 0.3 && text.length > 0) text.delete(between(next, 0, text.length - 1), 1)
  else text.insert(between(next, 0, text.length), letter.repeat(between(next, 1, 4)))
}
