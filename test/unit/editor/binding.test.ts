// @vitest-environment jsdom
import type { Node } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { absolutePositionToRelativePosition } from '@tiptap/y-tiptap'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { bindingOf, relativeAt } from '../../../renderer/editor/binding.ts'
import { addNote } from '../../../renderer/editor/notes/notes.ts'
import { memoBody, type Block } from '../../../shared/documents/memo.ts'
import { blocksOf, memoDoc, pair, paragraph, recommendation, run, sit, table, withoutLayout, type Seat } from './desk.ts'

beforeAll(withoutLayout)

const mixed: Block[] = [
  { type: 'heading', level: 1, runs: [run('基本情况')] },
  { type: 'paragraph', runs: [{ ...run('加粗'), bold: true }, run('平常'), run('\n'), run('次行')] },
  paragraph(''),
  { type: 'quote', blocks: [paragraph('一句话'), paragraph('')] },
  {
    type: 'list',
    ordered: true,
    items: [[paragraph('甲'), { type: 'list', ordered: false, items: [[paragraph('子')]] }], [paragraph('乙')]],
  },
  table(['类别', '数'], ['制造业', '']),
  recommendation('11111111-1111-4111-8111-111111111111', '设立资金池', '市工信局', '年内'),
  paragraph('末段'),
]

const bound = ({ editor }: Seat) => {
  const binding = bindingOf(editor.state)
  if (!binding) throw new Error('not bound')
  return binding
}

/** Calls of the maps that go from letters to what the editor holds, while something is done. */
function lookUps(seat: Seat, act: () => void): number {
  const get = vi.spyOn(bound(seat).mapping, 'get')
  act()
  const { length } = get.mock.calls
  get.mockRestore()
  return length
}

function type({ editor }: Seat, at: number, words: string): void {
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, at)).insertText(words, at))
}

const everyPlace = (doc: Node): number[] => Array.from({ length: doc.content.size + 1 }, (_, at) => at)

describe('BD what a key costs in a long text', () => {
  it('BD1 of every place in a text of all kinds of blocks it says what y-tiptap says, also after keys', () => {
    const seat = sit(memoDoc(mixed))
    for (const at of [2, 9, 14]) type(seat, at, '字')
    const binding = bound(seat)
    const { doc } = seat.editor.state
    for (const at of everyPlace(doc)) {
      expect({ at, said: relativeAt(binding, doc, at) }).toEqual({
        at,
        said: absolutePositionToRelativePosition(at, binding.type, binding.mapping) as unknown,
      })
    }
    seat.close()
  })

  it('BD1 so it does where blocks have come and gone, by my hand and by others', () => {
    const { a, b } = pair(mixed)
    type(a, a.editor.state.doc.content.size - 1, '字')
    b.editor.view.dispatch(b.editor.state.tr.insert(0, b.editor.schema.node('paragraph', null, [b.editor.schema.text('新段')])))
    const changes = [
      () => a.editor.view.dispatch(a.editor.state.tr.split(2)),
      () => b.editor.view.dispatch(b.editor.state.tr.delete(0, b.editor.state.doc.child(0).nodeSize)),
      () => a.editor.commands.undo(),
    ]
    for (const change of changes) {
      change()
      const binding = bound(a)
      const { doc } = a.editor.state
      for (const at of everyPlace(doc)) {
        const said: unknown = absolutePositionToRelativePosition(at, binding.type, binding.mapping)
        expect({ at, said: relativeAt(binding, doc, at) }).toEqual({ at, said })
      }
    }
    a.close()
    b.close()
  })

  it('BD2 what is written into one block reaches the letters: who opens the text reads what stands here', () => {
    const seat = sit(memoDoc(mixed))
    const { editor, doc } = seat
    const words = ['甲', 'ab', '，', '字']
    for (const [nth, word] of words.entries()) {
      const places = everyPlace(editor.state.doc).filter((at) => editor.state.doc.resolve(at).parent.isTextblock)
      type(seat, places[(nth * 7) % places.length] ?? 1, word)
      editor.view.dispatch(editor.state.tr.delete(2, 3))
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
      const other = sit(copy)
      expect(other.editor.state.doc.toJSON()).toEqual(editor.state.doc.toJSON())
      other.close()
    }
    seat.close()
  })

  it('BD3 a key looks for as many blocks in 400 as in 20, and goes to them without passing the others', () => {
    const counts = [20, 400].map((size) => {
      const seat = sit(memoDoc(Array.from({ length: size }, (_, at) => paragraph(`第${String(at)}段`))))
      const last = (): number => seat.editor.state.doc.content.size - 1
      type(seat, last(), '一')
      seat.editor.view.focus()
      const passed = vi.spyOn(Y.XmlFragment.prototype, 'get')
      const count = lookUps(seat, () => type(seat, last(), '二'))
      expect(passed.mock.contexts.filter((one) => one === memoBody(seat.doc))).toEqual([])
      passed.mockRestore()
      seat.close()
      return count
    })
    expect(counts[0]).toBeGreaterThan(0)
    expect(counts[1]).toBe(counts[0])
  })

  it('BD4 a key of a colleague builds the block that it changed, and leaves all others the very same', () => {
    const { a, b } = pair(mixed)
    const before = [...a.editor.state.doc.children]
    type(b, 2, '字')
    const after = [...a.editor.state.doc.children]
    expect(after.map((block, at) => block === before[at])).toEqual(before.map((_, at) => at !== 0))
    type(a, a.editor.state.doc.content.size - 1, '末')
    type(b, b.editor.state.doc.content.size - 1, '尾')
    expect(a.editor.state.doc.toJSON()).toEqual(b.editor.state.doc.toJSON())
    a.close()
    b.close()
  })

  it('BD5 what was changed in the middle of a change of mine is shown with the next change of others', () => {
    const { a, b } = pair(mixed)
    const once = (): void => {
      a.doc.off('afterTransaction', once)
      lastLine(a.doc).insert(0, '别人')
    }
    a.doc.on('afterTransaction', once)
    type(a, 2, '我')
    type(b, 2, '字')
    expect(a.editor.state.doc.lastChild?.textContent).toBe('别人末段')
    expect(a.editor.state.doc.toJSON()).toEqual(b.editor.state.doc.toJSON())
    a.close()
    b.close()
  })

  it('BD6 a note among words that are made bold has no form of its own, which no other window would see', () => {
    const { a, b } = pair([paragraph('融资难用工难')])
    addNote(a.editor, 4, 'research')
    a.editor.chain().setTextSelection({ from: 1, to: 8 }).toggleBold().run()
    expect(a.editor.state.doc.toJSON()).toEqual(b.editor.state.doc.toJSON())
    expect(b.editor.getHTML()).toContain('<strong>融资难</strong>')
    a.close()
    b.close()
  })

  it('BD6 behind a line break within bold words one goes on bold', () => {
    const { a, b } = pair([{ type: 'paragraph', runs: [{ ...run('融资难'), bold: true }] }])
    a.editor.chain().setTextSelection(4).setHardBreak().run()
    a.editor.view.dispatch(a.editor.state.tr.insertText('用工难'))
    expect(a.editor.state.doc.toJSON()).toEqual(b.editor.state.doc.toJSON())
    expect(blocksOf(b.doc)).toEqual([
      { type: 'paragraph', runs: ['融资难', '\n', '用工难'].map((text) => ({ ...run(text), bold: text !== '\n' })) },
    ])
    a.close()
    b.close()
  })
})

function lastLine(doc: Y.Doc): Y.XmlText {
  const body = memoBody(doc)
  const block = body.get(body.length - 1)
  const line = block instanceof Y.XmlElement ? block.get(0) : null
  if (!(line instanceof Y.XmlText)) throw new Error('no text')
  return line
}
