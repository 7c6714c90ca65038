// @vitest-environment jsdom
import { beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addNote } from '../../../renderer/editor/notes/notes.ts'
import { undoManagerOf } from '../../../renderer/editor/undo.ts'
import { memoBody } from '../../../shared/documents/memo.ts'
import { memoDoc, paragraph, sit, wire, withoutLayout } from './desk.ts'

beforeAll(withoutLayout)

it('G7 a letter that Yjs puts back between two that stand the other way round has one place, also in a copy that is opened later', () => {
  const seat = sit(memoDoc([paragraph('甲乙丙丁')]))
  const { doc, editor } = seat
  const undoManager = undoManagerOf(editor.state)
  const block = memoBody(doc).get(0)
  const line = block instanceof Y.XmlElement ? block.get(0) : null
  if (!(line instanceof Y.XmlText)) throw new TypeError('no line')
  doc.transact((transaction) => {
    const first = line._start
    if (!first) throw new TypeError('no letters')
    // Letters are one item until something comes between them.
    const second = Y.getItemCleanStart(transaction, Y.createID(first.id.client, first.id.clock + 1))
    const last = Y.getItemCleanStart(transaction, Y.createID(first.id.client, first.id.clock + 3))
    const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID))
    new Y.Item(id, last, last.lastId, second, second.id, line, null, last.content.copy()).integrate(transaction, 0)
  }, undoManager)
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  expect(editor.state.doc.textContent).toBe('甲乙丙丁丁')
  expect(memoBody(copy).toJSON()).toBe(memoBody(doc).toJSON())
  seat.close()
})

it.each(['heading', 'note'] as const)(
  'G8 undo of a %s and of the letters typed before it leaves a colleague’s letters beside them',
  (made) => {
    const doc = memoDoc([paragraph('甲丁')])
    const mine = sit(doc)
    const copy = new Y.Doc()
    wire(doc, copy)
    const theirs = sit(copy)
    theirs.editor.commands.insertContentAt(2, '丙')
    mine.editor.commands.insertContentAt(2, '乙')
    undoManagerOf(mine.editor.state).stopCapturing()
    if (made === 'heading') mine.editor.chain().setTextSelection(2).toggleHeading({ level: 1 }).run()
    else addNote(mine.editor, 2, 'statistic')
    mine.editor.commands.undo()
    expect(mine.editor.state.doc.toString()).toBe('doc(paragraph("甲乙丙丁"))')
    mine.editor.commands.undo()
    for (const seat of [mine, theirs]) {
      expect(seat.editor.state.doc.toString()).toBe('doc(paragraph("甲丙丁"))')
      seat.close()
    }
  },
)
