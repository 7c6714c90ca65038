import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HubClient } from '../../electron/hub/client.ts'
import { thawPictures } from '../../electron/hub/content.ts'
import { memoBody, readBlocks, type Block } from '../../shared/documents/memo.ts'
import { picturesIn, picturesMap, readPictures } from '../../shared/documents/pictures.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { png } from '../helpers/png.ts'
import { house, value, type House } from './house.ts'
import { joined } from './joined.ts'
import { openHouse } from './wire.ts'

let the: House
let secretary: HubClient
let id: string
beforeEach(async () => {
  the = await house()
  secretary = await the.client('secretariat')
  id = value(await secretary.command('createMemo', { title: '建议', dialogueId: null })).id
})
afterEach(() => the.close())

const bytes = png({ width: 60, height: 40 })
const hash = createHash('sha256').update(bytes).digest('hex')
const figure = (picture: string): Block => ({ type: 'figure', picture, width: 100, alt: '', runs: [] })

async function put(client: HubClient, ...entries: [string, unknown][]): Promise<void> {
  const opened = await client.open(`pictures/${id}`)
  opened.doc.transact(() => {
    for (const [key, given] of entries) picturesMap(opened.doc).set(key, given)
  })
  await opened.saved()
}
async function show(...blocks: Block[]): Promise<void> {
  const opened = await secretary.open(`memo/${id}`)
  writeBlocks(memoBody(opened.doc), blocks)
  await opened.saved()
}

describe('the pictures of a memo', () => {
  it('PC4 go out with it, are kept with its versions, and are part of what is endorsed by their hash', async () => {
    await put(secretary, [hash, bytes])
    await show(figure(hash))
    expect(value(await the.hub.memoSource(the.ids.secretariat, id)).pictures).toEqual({ [hash]: bytes })
    const { versionId, hash: with1 } = value(await secretary.command('keepVersion', { memoId: id, name: '有图' }))
    const { state } = value(await secretary.command('readVersion', { id: versionId }))
    expect(thawPictures(new Uint8Array(Buffer.from(state, 'base64')))).toEqual({ [hash]: bytes })
    const opened = await secretary.open(`memo/${id}`)
    memoBody(opened.doc).delete(0, 1)
    await opened.saved()
    expect(value(await secretary.command('keepVersion', { memoId: id, name: '无图' })).hash).not.toBe(with1)
  })

  it('PC5 a memo is not frozen while one of them has not come', async () => {
    await show(figure(hash))
    const freeze = () => secretary.command('setMemoStage', { id, stage: 'countersigning' })
    expect(await freeze()).toEqual({ ok: false, failure: { kind: 'picturesMissing', title: '建议', count: 1 } })
    await put(secretary, [hash, bytes])
    expect(await freeze()).toMatchObject({ ok: true })
  })

  it.each([
    ['what is not named by its hash', 'a'.repeat(64), bytes],
    ['a drawing with a script', hash, new TextEncoder().encode('<svg onload="x"/>')],
    ['a picture of 900 megapixels', hash, png({ width: 2, height: 2, claims: { width: 30_000, height: 30_000 } })],
    ['an address', hash, 'http://remote.invalid/x.png'],
    ['a name that is no hash', '__proto__', bytes],
  ])('PC1 the hub refuses %s', async (_, key, given) => {
    const { doc, provider } = await secretary.open(`pictures/${id}`)
    const closed = new Promise<string>((resolve) =>
      provider.on('close', ({ event }: { event: { reason: string } }) => resolve(event.reason)),
    )
    picturesMap(doc).set(key, given)
    expect(await closed).toBe(JSON.stringify({ kind: 'schemaUnknown', name: key.slice(0, 60) }))
    expect(the.disk.documents.get(`pictures/${id}`)?.updates ?? []).toEqual([])
  })

  it('PC6 whoever may not write a memo puts no picture beside it', async () => {
    const opened = await (await the.client('expert')).open(`pictures/${id}`)
    expect(opened.provider.authorizedScope).toBe('readonly')
  })
})

describe('a replica of memos with many pictures', () => {
  it('PC7 has every text and every picture to the byte, over one link that the host never cuts', async () => {
    const home = await openHouse()
    const writer = await home.client('secretariat')
    const names: { memo: `memo/${string}`; pictures: `pictures/${string}`; hashes: string[] }[] = []
    for (let nth = 0; nth < 5; nth++) {
      const { id: memoId } = value(await writer.command('createMemo', { title: `第${String(nth)}稿`, dialogueId: null }))
      const [memo, pictures] = [`memo/${memoId}`, `pictures/${memoId}`] as const
      const [text, beside] = [await writer.open(memo), await writer.open(pictures)]
      const kept = Array.from({ length: 4 }, () => large())
      // One handshake carries at most 8 MiB: each goes by itself, as it is put in.
      for (const one of kept) {
        picturesMap(beside.doc).set(one.hash, one.bytes)
        await beside.saved()
      }
      writeBlocks(
        memoBody(text.doc),
        kept.map((one) => figure(one.hash)),
      )
      await text.saved()
      names.push({ memo, pictures, hashes: kept.map((one) => one.hash) })
    }
    const machine = await joined(home, 'expert', '顾')
    const window = await machine.window()
    const opens = async (name: `memo/${string}` | `pictures/${string}`) => {
      await expect
        .poll(
          () =>
            window.open(name).then(
              () => true,
              () => false,
            ),
          { timeout: 30_000 },
        )
        .toBe(true)
      return window.open(name)
    }
    for (const { memo, hashes } of names) {
      const { doc } = await opens(memo)
      await expect.poll(() => picturesIn(readBlocks(memoBody(doc))), { timeout: 10_000 }).toEqual(hashes)
    }
    for (const { pictures, hashes } of names) {
      const { doc } = await opens(pictures)
      await expect.poll(() => Object.keys(readPictures(doc, hashes)).length, { timeout: 30_000 }).toBe(hashes.length)
      for (const [hash, here] of Object.entries(readPictures(doc, hashes)))
        expect(createHash('sha256').update(here).digest('hex')).toBe(hash)
    }
    expect(machine.hub.link.state).toBe('connected')
    expect(machine.reports).toEqual([])
    await machine.stop()
    await home.close()
    expect(home.reports).toEqual([])
  }, 120_000)
})

/** A picture of nearly the most that is kept, of noise. */
function large(): { bytes: Uint8Array; hash: string } {
  const head = png({ width: 60, height: 40 })
  const noise = randomBytes(1_400_000)
  noise.set(head)
  const made = new Uint8Array(noise)
  return { bytes: made, hash: createHash('sha256').update(made).digest('hex') }
}
