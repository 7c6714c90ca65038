import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { adriftIn, takeIn } from '../../../shared/documents/adrift.ts'
import { memoBody, plainText, readBlocks, type Block, type Run } from '../../../shared/documents/memo.ts'
import { writeBlocks } from '../../../shared/documents/writeBlocks.ts'

const run = (text: string, bold = false): Run => ({ text, bold, italic: false, underline: false })
const paragraph = (...runs: Run[]): Block => ({ type: 'paragraph', runs })

/** Two copies of one memo; what `theirs` does meanwhile comes to `mine`, which looks after what goes adrift. */
function meeting(blocks: Block[], mine: (body: Y.XmlFragment) => void, theirs: (body: Y.XmlFragment) => void): Block[] {
  const [here, there] = [new Y.Doc(), new Y.Doc()]
  writeBlocks(memoBody(here), blocks)
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
  const before = Y.encodeStateVector(there)
  here.transact(() => mine(memoBody(here)))
  there.transact(() => theirs(memoBody(there)))
  const update = Y.encodeStateAsUpdate(there, before)
  const { ds } = Y.decodeUpdate(update)
  here.on('afterTransaction', (transaction: Y.Transaction) => {
    if (transaction.origin === 'them') takeIn(memoBody(here), adriftIn(transaction, ds, memoBody(here)))
  })
  Y.applyUpdate(here, update, 'them')
  return readBlocks(memoBody(here))
}
const lineIn = (body: Y.XmlFragment, block: number): Y.XmlText => {
  const element = body.get(block)
  const line = element instanceof Y.XmlElement ? element.get(0) : null
  if (line instanceof Y.XmlText) return line
  throw new TypeError('no line')
}
const put = (body: Y.XmlFragment, at: number, blocks: Block[]): void => {
  const scratch = new Y.Doc()
  writeBlocks(memoBody(scratch), blocks)
  body.insert(
    at,
    memoBody(scratch)
      .toArray()
      .flatMap((one) => (one instanceof Y.XmlElement ? [one.clone()] : [])),
  )
}

describe('letters whose line was taken apart (AD1)', () => {
  it('AD1 they keep their marks, and find their place in a list that the line has become', () => {
    const blocks = meeting(
      [paragraph(run('企业用工成本偏高')), paragraph(run('尾'))],
      (body) => lineIn(body, 0).insert(4, '综合', { bold: {} }),
      (body) => {
        body.delete(0, 1)
        put(body, 0, [{ type: 'list', ordered: false, items: [[paragraph(run('企业用工成本偏高'))]] }])
      },
    )
    expect(blocks[0]).toEqual({
      type: 'list',
      ordered: false,
      items: [[paragraph(run('企业用工'), run('综合', true), run('成本偏高'))]],
    })
  })

  it('AD1 a paragraph that went on with the one above takes them along', () => {
    const blocks = meeting(
      [paragraph(run('上段说明背景')), paragraph(run('下段提出办法'))],
      (body) => lineIn(body, 1).insert(6, '和时限'),
      (body) => {
        lineIn(body, 0).insert(6, '下段提出办法')
        body.delete(1, 1)
      },
    )
    expect(blocks.map((block) => ('runs' in block ? plainText(block.runs) : ''))).toEqual(['上段说明背景下段提出办法和时限'])
  })

  it('AD1 a whole line that is there already is not put in twice', () => {
    const blocks = meeting(
      [{ type: 'quote', blocks: [paragraph(run('引文甲'))] }, paragraph(run('尾'))],
      (body) => {
        const quote = body.get(0)
        if (quote instanceof Y.XmlElement) quote.insert(1, [new Y.XmlElement('paragraph')])
        const line = new Y.XmlText('第二条意见')
        const added = quote instanceof Y.XmlElement ? quote.get(1) : null
        if (added instanceof Y.XmlElement) added.insert(0, [line])
      },
      (body) => {
        body.delete(0, 1)
        put(body, 0, [paragraph(run('第二条意见'))])
      },
    )
    expect(blocks.map((block) => ('runs' in block ? plainText(block.runs) : ''))).toEqual(['第二条意见', '尾'])
  })

  it('AD1 where nothing of the line is left they are a line of their own, in its place', () => {
    const blocks = meeting(
      [paragraph(run('头')), paragraph(run('过时的一段')), paragraph(run('尾'))],
      (body) => lineIn(body, 1).insert(5, '仍须保留'),
      (body) => body.delete(1, 1),
    )
    expect(blocks.map((block) => ('runs' in block ? plainText(block.runs) : ''))).toEqual(['头', '仍须保留', '尾'])
  })

  it('AD1 what is only deleted letter by letter, or was seen, brings nothing back', () => {
    const blocks = meeting(
      [paragraph(run('企业用工')), paragraph(run('尾'))],
      () => undefined,
      (body) => {
        lineIn(body, 0).delete(0, 2)
        body.delete(1, 1)
      },
    )
    expect(blocks.map((block) => ('runs' in block ? plainText(block.runs) : ''))).toEqual(['用工'])
  })
})
