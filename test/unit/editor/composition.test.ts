// @vitest-environment jsdom
import { TextSelection } from '@tiptap/pm/state'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { memoBody, plainText } from '../../../shared/documents/memo.ts'
import { blocksOf, countUpdates, pair, paragraph, withoutLayout, type Seat } from './desk.ts'

beforeAll(withoutLayout)

const texts = (doc: Y.Doc): string[] => blocksOf(doc).map((block) => ('runs' in block ? plainText(block.runs) : block.type))
function caret({ editor }: Seat, at: number): void {
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, at)))
}
const event = ({ editor }: Seat, type: string): boolean => editor.view.dom.dispatchEvent(new CompositionEvent(type, { bubbles: true }))

/** The steps that ProseMirror makes of what an input method does to the page. */
function compose(seat: Seat, at: number, stages: readonly string[], meanwhile: (stage: number) => void): void {
  caret(seat, at)
  event(seat, 'compositionstart')
  let length = 0
  stages.forEach((letters, stage) => {
    seat.editor.view.dispatch(seat.editor.state.tr.insertText(letters, at, at + length))
    length = letters.length
    meanwhile(stage)
  })
  event(seat, 'compositionend')
}
const write = (doc: Y.Doc, block: number, at: number, letters: string): void => {
  const element = memoBody(doc).get(block)
  const text = element instanceof Y.XmlElement ? element.get(0) : null
  if (text instanceof Y.XmlText) text.insert(at, letters)
}

describe('composing while others write (G3)', () => {
  it('G3 pinyin in a paragraph that a peer writes in gives exactly the chosen characters, and the peer loses none', async () => {
    const { a, b } = pair([paragraph('企业融资'), paragraph('尾')])
    compose(a, 3, ['n', 'ni', 'ni hao', '你好'], (stage) => write(b.doc, 0, stage, '乙'))
    await vi.waitFor(() => expect(texts(b.doc)[0]).toContain('你好'))
    expect(texts(a.doc)).toEqual(['乙乙乙乙企业你好融资', '尾'])
    expect(texts(b.doc)).toEqual(texts(a.doc))
    expect(a.editor.state.selection.from).toBe(1 + '乙乙乙乙企业你好'.length)
    a.close()
    b.close()
  })

  it('G3 half-made letters stay here: others see the characters only when they are chosen', async () => {
    const { a, b } = pair([paragraph('企业')])
    const updates = countUpdates(b.doc)
    compose(a, 3, ['r', 'ro', 'rongzi', '融资'], () => expect(updates()).toBe(0))
    await vi.waitFor(() => expect(texts(b.doc)).toEqual(['企业融资']))
    a.close()
    b.close()
  })

  it('G3 a paragraph that a peer deletes meanwhile does not take the chosen characters with it', async () => {
    const { a, b } = pair([paragraph('头'), paragraph('企业'), paragraph('尾')])
    compose(a, 6, ['rong', '融资'], (stage) => stage === 0 && memoBody(b.doc).delete(1, 1))
    await vi.waitFor(() => expect(texts(b.doc).join('')).toContain('融资'))
    expect(texts(a.doc)).toEqual(texts(b.doc))
    expect(texts(a.doc)).toHaveLength(2)
    a.close()
    b.close()
  })

  it('G3 one undo takes the composed characters back and leaves what the peer wrote', async () => {
    const { a, b } = pair([paragraph('企业')])
    compose(a, 3, ['rong', '融资'], () => write(b.doc, 0, 0, '乙'))
    await vi.waitFor(() => expect(texts(b.doc)).toEqual(['乙乙企业融资']))
    a.editor.commands.undo()
    expect(texts(b.doc)).toEqual(['乙乙企业'])
    a.close()
    b.close()
  })

  it('G3 a cancelled composition changes nothing', async () => {
    const { a, b } = pair([paragraph('企业')])
    const updates = countUpdates(a.doc)
    compose(a, 3, ['rong', ''], () => undefined)
    compose(a, 3, ['甲'], () => undefined)
    await vi.waitFor(() => expect(texts(b.doc)).toEqual(['企业甲']))
    expect(updates()).toBe(1)
    a.close()
    b.close()
  })
})
