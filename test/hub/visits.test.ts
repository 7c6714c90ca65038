import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { HubClient, Opened } from '../../electron/hub/client.ts'
import { memoryDisk } from '../../electron/hub/store/memoryStore.ts'
import { marksIn, marksInMemory } from '../../electron/hub/visits.ts'
import type { LeftMark } from '../../shared/commands.ts'
import { blockTexts, memoBody, readBlocks } from '../../shared/documents/memo.ts'
import { readMark, sinceLeft, type Since } from '../../renderer/memos/left.ts'
import { house, value, type House } from './house.ts'
import { joined } from './joined.ts'
import { openHouse } from './wire.ts'

const closes: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closes.splice(0).reverse()) await close()
})

async function opened(options: Parameters<typeof house>[0] = {}): Promise<House> {
  const the = await house(options)
  closes.push(async () => {
    await the.close()
    expect(the.reports).toEqual([])
  })
  return the
}

async function write({ doc, saved }: Opened, words: string): Promise<void> {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  memoBody(doc).push([element])
  await saved()
}

const enter = async (client: HubClient, id: string): Promise<LeftMark | null> => value(await client.command('enterMemo', { id })).left
const leave = async (client: HubClient, id: string): Promise<void> => void value(await client.command('leaveMemo', { id }))

function textOf({ state }: LeftMark): string[] {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, new Uint8Array(Buffer.from(state, 'base64')))
  return blockTexts(readBlocks(memoBody(doc))).filter((line) => line !== '')
}

/** What a window shows of it. */
async function shown(client: HubClient, id: string, me: string, mark: LeftMark, title = '建议'): Promise<Since | null> {
  const { doc } = await client.open(`memo/${id}`)
  const authors = await client.open(`authors/${id}`)
  return sinceLeft(readMark(mark), { title, doc, authors: authors.doc, me })
}

async function memoOf(the: House, secretary: HubClient, ...drafters: string[]): Promise<string> {
  const { id } = value(await secretary.command('createMemo', { title: '建议', dialogueId: null }))
  value(await secretary.command('setDrafters', { id, drafters: [the.ids.expert, ...drafters] }))
  return id
}

describe('what a memo was when one last left it', () => {
  it('LV1 is told at the next visit, with who has changed it since and in how many places; own changes are none', async () => {
    const the = await opened()
    const [secretary, expert] = [await the.client('secretariat'), await the.client('expert')]
    const id = await memoOf(the, secretary)
    const [a, b] = [await secretary.open(`memo/${id}`), await expert.open(`memo/${id}`)]
    expect(await enter(secretary, id)).toBeNull()
    await write(a, '我写的第一段。')
    await leave(secretary, id)

    const own = (await enter(secretary, id)) ?? expect.fail()
    expect(textOf(own)).toEqual(['我写的第一段。'])
    expect(await shown(secretary, id, the.ids.secretariat, own)).toBeNull()
    await leave(secretary, id)

    await expect.poll(() => memoBody(b.doc).length).toBe(2)
    await write(b, '宋补充的第二段。')
    await write(b, '宋补充的第三段。')
    const mark = (await enter(secretary, id)) ?? expect.fail()
    expect(textOf(mark)).toEqual(['我写的第一段。'])
    await expect.poll(() => memoBody(a.doc).length).toBe(4)
    await expect.poll(() => shown(secretary, id, the.ids.secretariat, mark)).toEqual({ at: mark.at, places: 2, by: [the.ids.expert] })
    await write(a, '我又写了一段。')
    await leave(secretary, id)
    const after = (await enter(secretary, id)) ?? expect.fail()
    expect(textOf(after)).toHaveLength(4)
  })

  it('LV3 the memos that others have changed since are told of at once, until one has been there again', async () => {
    const the = await opened()
    const [secretary, expert] = [await the.client('secretariat'), await the.client('expert')]
    const [id, other] = [await memoOf(the, secretary), await memoOf(the, secretary)]
    const changed = async () => value(await secretary.command('listChanged', {})).memos
    for (const memo of [id, other]) {
      await enter(secretary, memo)
      await leave(secretary, memo)
    }
    expect(await changed()).toEqual([])
    await write(await secretary.open(`memo/${other}`), '我自己写的。')
    await write(await expert.open(`memo/${id}`), '宋写的。')
    await expect.poll(changed).toMatchObject([{ memoId: id, title: '建议', by: [the.ids.expert] }])
    await enter(secretary, id)
    await leave(secretary, id)
    expect(await changed()).toEqual([])
  })

  it('LV3 who has touched a text is read from the disk once, however often somebody asks', async () => {
    const loads: string[] = []
    const the = await opened({
      store(store) {
        const load = store.load.bind(store)
        store.load = (name) => {
          loads.push(name)
          return load(name)
        }
        return store
      },
    })
    const [secretary, expert] = [await the.client('secretariat'), await the.client('expert')]
    const [id, other] = [await memoOf(the, secretary), await memoOf(the, secretary)]
    for (const memo of [id, other]) {
      await enter(secretary, memo)
      await leave(secretary, memo)
    }
    const changed = async () => value(await secretary.command('listChanged', {})).memos
    expect(await changed()).toEqual([])
    loads.splice(0)
    expect(await changed()).toEqual([])
    expect(loads).toEqual([])
    await write(await expert.open(`memo/${id}`), '宋写的。')
    await expect.poll(changed).toMatchObject([{ memoId: id, by: [the.ids.expert] }])
    expect(loads).not.toContain(`authors/${other}`)
  })

  it('LV1 two pages of one person are one visit', async () => {
    const the = await opened()
    const [secretary, expert] = [await the.client('secretariat'), await the.client('expert')]
    const id = await memoOf(the, secretary)
    await enter(secretary, id)
    await enter(secretary, id)
    await leave(secretary, id)
    await write(await expert.open(`memo/${id}`), '其间所写。')
    await leave(secretary, id)
    expect(textOf((await enter(secretary, id)) ?? expect.fail())).toEqual(['其间所写。'])
  })

  it('LV1 a window that is closed, and a hub that ends, leave what is open there', async () => {
    const [disk, marks] = [memoryDisk(), marksInMemory()]
    const the = await house({ disk, marks })
    const [secretary, expert] = [await the.client('secretariat'), await the.client('expert')]
    const id = await memoOf(the, secretary)
    const [a, b] = [await secretary.open(`memo/${id}`), await expert.open(`memo/${id}`)]
    await enter(secretary, id)
    await enter(expert, id)
    await write(a, '关窗前。')
    secretary.abandon()
    await expect.poll(() => marks.read(`${the.ids.secretariat} ${id}`)).not.toBeNull()
    await write(b, '退出前。')
    await the.close()
    expect(the.reports).toEqual([])
    expect(await marks.read(`${the.ids.expert} ${id}`)).not.toBeNull()
  })

  it('LV2 nobody is told of what they may not read', async () => {
    const the = await opened()
    const id = await memoOf(the, await the.client('secretariat'))
    const observer = await the.client('observer')
    expect(await observer.command('enterMemo', { id })).toEqual({ ok: false, failure: { kind: 'notFound' } })
  })

  it('LV1 on a joined machine it needs no link, and what came meanwhile is shown with its authors', async () => {
    const the = await openHouse()
    closes.push(() => the.close())
    const secretary = await the.client('secretariat')
    const machine = await joined(the, 'expert', '顾')
    closes.push(() => machine.stop())
    const id = await memoOf(the, secretary, machine.id)
    let window = await machine.window()
    const name = `memo/${id}` as const
    await expect
      .poll(() =>
        window.open(name).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    await enter(window, id)
    await write(await window.open(name), '顾写的。')
    await expect.poll(() => machine.hub.link.waiting).toBe(0)
    await machine.stop()

    await write(await secretary.open(name), '数周后林写的。')
    await machine.start()
    window = await machine.window()
    const mark = (await enter(window, id)) ?? expect.fail()
    expect(textOf(mark)).toEqual(['顾写的。'])
    await expect
      .poll(() => shown(window, id, machine.id, mark), { timeout: 10_000 })
      .toEqual({ at: mark.at, places: 1, by: [the.ids.secretariat] })
    await leave(window, id)

    // Offline: own words are noted by nobody, and are no news.
    await machine.stop()
    await machine.start(false)
    window = await machine.window()
    await enter(window, id)
    await write(await window.open(name), '离线时顾写的。')
    await leave(window, id)
    const own = (await enter(window, id)) ?? expect.fail()
    expect(textOf(own)).toContain('离线时顾写的。')
    expect(await shown(window, id, machine.id, own)).toBeNull()
  })

  it('LV2 marks are files of this machine, found again by another process; what is torn is none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'yice-marks-'))
    closes.push(() => rm(folder, { recursive: true, force: true }))
    await marksIn(folder).write('甲 乙', new Uint8Array([1, 2, 3]))
    expect(await marksIn(folder).read('甲 乙')).toEqual(Buffer.from([1, 2, 3]))
    expect(await marksIn(folder).read('甲 丙')).toBeNull()
    expect(await readdir(join(folder, 'visits'))).toHaveLength(1)
    // Many leave at once, as when the hub ends; the oldest marks go.
    const few = marksIn(folder, { marks: 10, bytes: 1_000 })
    await Promise.all(Array.from({ length: 30 }, (_, nth) => few.write(`丙 ${String(nth)}`, new Uint8Array([nth]))))
    await few.write('丁', new Uint8Array(995))
    expect((await readdir(join(folder, 'visits'))).length).toBeLessThanOrEqual(6)
    expect(await few.read('丁')).toHaveLength(995)

    const the = await opened({ marks: { read: () => Promise.resolve(new Uint8Array([9, 9])), write: () => Promise.resolve() } })
    const secretary = await the.client('secretariat')
    expect(await enter(secretary, await memoOf(the, secretary))).toBeNull()
  })
})
