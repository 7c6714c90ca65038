import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { blocksNow, memoBody, plainRun, readBlocks, type Block } from '../../../shared/documents/memo.ts'
import { written } from '../../../shared/documents/suggestions.ts'
import { writeBlocks } from '../../../shared/documents/writeBlocks.ts'

const paragraph = (text: string): Block => ({ type: 'paragraph', runs: [plainRun(text)] })
const note = { ...plainRun(''), note: { text: '数据来源', source: '' as const, ref: '' } }
const text: Block[] = [
  { type: 'heading', level: 1, runs: [plainRun('基本情况')] },
  { type: 'paragraph', runs: [plainRun('账款拖欠'), note, { ...plainRun('较多'), bold: true }] },
  { type: 'list', ordered: false, items: [[paragraph('其一')], [paragraph('其二'), paragraph('再说')]] },
  { type: 'table', rows: [[{ header: true, colspan: 1, rowspan: 1, width: null, blocks: [paragraph('行业')] }]] },
  { type: 'quote', blocks: [paragraph('引文')] },
  { type: 'recommendation', id: 'a', runs: [plainRun('限时验收')], lead: '市财政局', term: '年底前' },
]

function opened(): Y.Doc {
  const doc = new Y.Doc()
  writeBlocks(memoBody(doc), text)
  return doc
}

const all = (parent: Y.XmlFragment): (Y.XmlElement | Y.XmlText)[] =>
  parent.toArray().flatMap((node) => (node instanceof Y.XmlElement ? [node, ...all(node)] : node instanceof Y.XmlText ? [node] : []))

const suggested = written({ id: 's', at: '2026-11-29T00:00:00.000Z', kind: 'insertion' })
type Step = { at: number; to: number; act: 'type' | 'cut' | 'bold' | 'note' | 'break' | 'joined' | 'remove' | 'add' }

/** One change by hand somewhere in the text; where it makes no sense nothing happens. */
function change(doc: Y.Doc, { at, to, act }: Step): void {
  const nodes = all(memoBody(doc))
  const node = nodes[at % Math.max(1, nodes.length)]
  if (node instanceof Y.XmlText) {
    const from = to % (node.length + 1)
    if (act === 'type') node.insert(from, '字')
    if (act === 'cut' && from < node.length) node.delete(from, 1)
    if (act === 'bold' && from < node.length) node.format(from, 1, { bold: true })
  } else if (node) {
    if (act === 'note' && node.nodeName === 'footnote') node.setAttribute('text', `来源${String(to)}`)
    if (act === 'break' && node.nodeName === 'paragraph') node.setAttribute('suggestedBreak', suggested)
    if (act === 'joined' && node.nodeName === 'paragraph') node.removeAttribute('suggestedBreak')
    if (act === 'remove' && node.parent instanceof Y.XmlFragment) node.parent.delete(node.parent.toArray().indexOf(node), 1)
    if (act === 'add' && node.parent === memoBody(doc)) {
      const line = new Y.XmlElement('paragraph')
      line.insert(0, [new Y.XmlText('新的一行')])
      memoBody(doc).insert(to % (memoBody(doc).length + 1), [line])
    }
  }
}

const step: fc.Arbitrary<Step> = fc.record({
  at: fc.nat(200),
  to: fc.nat(20),
  act: fc.constantFrom('type', 'cut', 'bold', 'note', 'break', 'joined', 'remove', 'add'),
})

describe('ME5 a text that is written in is read again only where it was touched', () => {
  it('ME5 after any changes, here, from elsewhere or undone, it reads as if it were read for the first time', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.constantFrom('here', 'elsewhere', 'undo')), { maxLength: 30 }), (steps) => {
        const doc = opened()
        const other = new Y.Doc()
        const undo = new Y.UndoManager(memoBody(doc), { captureTimeout: 0 })
        for (const [one, where] of steps) {
          Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
          if (where === 'here') doc.transact(() => change(doc, one))
          else if (where === 'undo') undo.undo()
          else {
            change(other, one)
            Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
          }
          expect(blocksNow(doc)).toEqual(readBlocks(memoBody(doc)))
        }
      }),
      { numRuns: 40 },
    )
  })

  it('ME5 whoever changes what was read changes nothing for the next reader', () => {
    const doc = opened()
    for (const block of blocksNow(doc)) if ('runs' in block) block.runs.length = 0
    expect(blocksNow(doc)).toEqual(text)
  })

  it('ME5 of two thousand lines a key in one costs the reading of one', () => {
    const doc = new Y.Doc()
    writeBlocks(
      memoBody(doc),
      Array.from({ length: 2_000 }, (_, nth) => paragraph(`第${String(nth)}行`)),
    )
    blocksNow(doc)
    const read = vi.spyOn(Y.XmlText.prototype, 'toDelta')
    const line = all(memoBody(doc)).find((node) => node instanceof Y.XmlText)
    if (line instanceof Y.XmlText) line.insert(0, '字')
    blocksNow(doc)
    expect(read).toHaveBeenCalledTimes(1)
    read.mockRestore()
  })
})
