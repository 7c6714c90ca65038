import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readAuthors } from '../../shared/documents/authors.ts'
import { memoBody, plainText, readBlocks, type Block } from '../../shared/documents/memo.ts'
import { writeBlocks } from '../../shared/documents/writeBlocks.ts'
import { editingHouse, memoOf, type Desk, type EditingHouse, type Held } from '../prove/editingHouse.ts'
import { paragraph } from './house.ts'

let the: EditingHouse
let first: Desk
let second: Desk
let mine: Held
let theirs: Held
let id: string
beforeEach(async () => {
  the = await editingHouse()
  const [a, b] = the.desks
  if (!a || !b) throw new TypeError('nobody is there')
  ;[first, second] = [a, b]
  id = await the.createMemo('用工')
  mine = (await memoOf(first, id)).text
  theirs = (await memoOf(second, id)).text
  writeBlocks(memoBody(mine.doc), [paragraph('头'), paragraph('民营企业融资困难'), paragraph('尾')])
  await expect.poll(() => lines(theirs)).toEqual(['头', '民营企业融资困难', '尾'])
})
afterEach(() => the.close())

const lines = ({ doc }: Held): string[] => readBlocks(memoBody(doc)).map((block) => ('runs' in block ? plainText(block.runs) : block.type))
const kinds = ({ doc }: Held): string[] => readBlocks(memoBody(doc)).map(({ type }) => type)
function type({ doc }: Held, block: number, at: number, words: string): void {
  const element = memoBody(doc).get(block)
  const text = element instanceof Y.XmlElement ? element.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new TypeError('no line there')
  text.insert(at, words)
}
/** As y-tiptap makes a heading of a paragraph: the one goes and the other comes with the same words. */
function becomesHeading({ doc }: Held, block: number): void {
  const words = lines({ doc, awareness: mine.awareness, close: mine.close })[block] ?? ''
  doc.transact(() => {
    const made: Block = { type: 'heading', level: 1, runs: [{ text: words, bold: false, italic: false, underline: false }] }
    const scratch = new Y.Doc()
    writeBlocks(memoBody(scratch), [made])
    const [heading] = memoBody(scratch).toArray()
    memoBody(doc).delete(block, 1)
    if (heading instanceof Y.XmlElement) memoBody(doc).insert(block, [heading.clone()])
  })
}
/** Waits until more than so many changes of the memo lie on the hub's disk. */
const onDiskMoreThan = (more: number): Promise<void> =>
  expect.poll(async () => (await the.stored(`memo/${id}`)).updates.length).toBeGreaterThan(more)
const bothSee = async (wanted: string[]): Promise<void> => {
  await expect.poll(() => lines(mine)).toEqual(wanted)
  await expect.poll(() => lines(theirs)).toEqual(wanted)
}

it('AD1 words written offline into a paragraph that becomes a heading meanwhile stand in the heading', async () => {
  second.cut()
  type(theirs, 1, 4, '普遍')
  becomesHeading(mine, 1)
  second.mend()
  await bothSee(['头', '民营企业普遍融资困难', '尾'])
  expect(kinds(theirs)).toEqual(['paragraph', 'heading', 'paragraph'])
})

it('AD1 words that are at the hub already when somebody offline has made a heading of their paragraph stand in it too', async () => {
  first.cut()
  becomesHeading(mine, 1)
  type(theirs, 1, 4, '普遍')
  await onDiskMoreThan(1)
  first.mend()
  await bothSee(['头', '民营企业普遍融资困难', '尾'])
})

it('AD1 words in a paragraph that was deleted meanwhile become a line of their own, and what is put back is on disk', async () => {
  first.cut()
  memoBody(mine.doc).delete(1, 1)
  type(theirs, 1, 8, '，须尽快解决')
  first.mend()
  await bothSee(['头', '，须尽快解决', '尾'])
  await the.restart()
  const disk = new Y.Doc()
  const { state, updates } = await the.stored(`memo/${id}`)
  for (const update of state ? [state, ...updates] : updates) Y.applyUpdate(disk, update)
  expect(lines({ ...mine, doc: disk })).toEqual(['头', '，须尽快解决', '尾'])
})

it('AD1 words that were seen and then deleted stay deleted', async () => {
  type(theirs, 1, 8, '，已过时')
  await expect.poll(() => lines(mine)[1]).toContain('已过时')
  second.cut()
  memoBody(mine.doc).delete(1, 1)
  second.mend()
  await bothSee(['头', '尾'])
})

it('AD2 a line that breaks again when what others wrote has come in, and what was done offline has not gone out, costs none of it', async () => {
  first.cut()
  becomesHeading(mine, 1)
  type(theirs, 1, 4, '普遍')
  await onDiskMoreThan(1)
  mine.doc.once('update', () => first.cut())
  first.mend()
  await expect.poll(() => first.isOnline).toBe(false)
  first.mend()
  await bothSee(['头', '民营企业普遍融资困难', '尾'])
})

it('AD3 a line of which two people make a heading at once stands once', async () => {
  becomesHeading(mine, 1)
  becomesHeading(theirs, 1)
  await bothSee(['头', '民营企业融资困难', '尾'])
  expect(kinds(mine)).toEqual(['paragraph', 'heading', 'paragraph'])
  expect(kinds(theirs)).toEqual(kinds(mine))
})

it('AD3 and so does one that somebody offline has made a heading too, with the words that were added to either', async () => {
  first.cut()
  becomesHeading(mine, 1)
  type(mine, 1, 8, '问题')
  becomesHeading(theirs, 1)
  await onDiskMoreThan(1)
  first.mend()
  await bothSee(['头', '民营企业融资困难问题', '尾'])
  type(theirs, 1, 4, '普遍')
  await bothSee(['头', '民营企业普遍融资困难问题', '尾'])
})

it('AD3 where each has added words of their own both lines stay', async () => {
  first.cut()
  becomesHeading(mine, 1)
  type(mine, 1, 8, '问题')
  becomesHeading(theirs, 1)
  type(theirs, 1, 0, '当前')
  await onDiskMoreThan(2)
  first.mend()
  await expect.poll(() => lines(theirs)).toHaveLength(4)
  expect(lines(theirs).sort()).toEqual(['头', '尾', '当前民营企业融资困难', '民营企业融资困难问题'].sort())
})

it('AD3 a copy made offline of a line that had been seen stays', async () => {
  becomesHeading(theirs, 1)
  await expect.poll(() => kinds(mine)[1]).toBe('heading')
  first.cut()
  const [, heading] = memoBody(mine.doc).toArray()
  if (heading instanceof Y.XmlElement) memoBody(mine.doc).insert(2, [heading.clone()])
  first.mend()
  await bothSee(['头', '民营企业融资困难', '民营企业融资困难', '尾'])
})

it('AU5 words that the hub puts back keep their author', async () => {
  const { doc: noted } = await second.open(`authors/${id}`)
  first.cut()
  becomesHeading(mine, 1)
  type(theirs, 1, 4, '普遍')
  await onDiskMoreThan(1)
  first.mend()
  await bothSee(['头', '民营企业普遍融资困难', '尾'])
  const back = itemOf(mine.doc, '普遍')
  expect(back.client).not.toBe(theirs.doc.clientID)
  await expect.poll(() => readAuthors(noted).of(back.client, back.clock)?.by).toBe(second.id)
})

function itemOf(doc: Y.Doc, words: string): Y.ID {
  for (const structs of doc.store.clients.values())
    for (const item of structs)
      if (item instanceof Y.Item && !item.deleted && item.content instanceof Y.ContentString && item.content.str.includes(words))
        return item.id
  throw new TypeError(`${words} is nowhere`)
}
