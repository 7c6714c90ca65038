// @vitest-environment jsdom
import { TextSelection } from '@tiptap/pm/state'
import { beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { restore } from '../../../renderer/editor/restore.ts'
import { blocksOf, memoDoc, pair, paragraph, table, withoutLayout } from './desk.ts'

beforeAll(withoutLayout)

const earlier = [paragraph('甲'), table(['类别', '数'], ['制造业', '64']), paragraph('乙'), paragraph('丙')]

it('VS3 restoring gives the earlier text to the letter, and one undo gives back what was there', () => {
  const { a, b } = pair([paragraph('前'), paragraph('甲'), paragraph('乙改'), paragraph('丁')])
  const before = blocksOf(a.doc)
  restore(a.editor, Y.encodeStateAsUpdate(memoDoc(earlier)))
  expect(blocksOf(b.doc)).toEqual(earlier)
  a.editor.commands.undo()
  expect(blocksOf(b.doc)).toEqual(before)
  a.close()
  b.close()
})

it('VS3 what a colleague writes meanwhile in a paragraph that stays is not lost', () => {
  const { a, b, line } = pair([paragraph('前'), paragraph('甲'), paragraph('乙改'), paragraph('丙')])
  line.cut()
  b.editor.view.dispatch(b.editor.state.tr.setSelection(TextSelection.create(b.editor.state.doc, 5)).insertText('同事写'))
  restore(a.editor, Y.encodeStateAsUpdate(memoDoc(earlier)))
  line.join()
  expect(blocksOf(a.doc)).toEqual([paragraph('甲同事写'), ...earlier.slice(1)])
  expect(blocksOf(b.doc)).toEqual(blocksOf(a.doc))
  a.close()
  b.close()
})
