// @vitest-environment jsdom
import { TextSelection } from '@tiptap/pm/state'
import { fixTables } from '@tiptap/pm/tables'
import { beforeAll, describe, expect, it } from 'vitest'
import { changeTable, tableChanges, type TableChange } from '../../../renderer/editor/tables.ts'
import type { Block } from '../../../shared/documents/memo.ts'
import type { MemoOptions } from '../../../renderer/editor/openMemo.ts'
import { setSuggesting } from '../../../renderer/editor/suggestions/suggestions.ts'
import { memoDoc, paragraph, sit, table, withoutLayout, type Seat } from './desk.ts'

beforeAll(withoutLayout)

const words = ['甲一', '乙一', '丙一', '甲二', '甲三', '乙三']
/** With the caret in 丙一. */
const taken: Partial<Record<TableChange, string[]>> = { deleteRow: ['甲一', '乙一', '丙一'], deleteColumn: ['丙一'], deleteTable: words }

/** With the caret in one of its cells. */
function uneven(words = '丙一', suggesting?: MemoOptions['suggesting']): Seat {
  const doc = memoDoc([paragraph('上文'), table(['甲一', '乙一', '丙一'], ['甲二'], ['甲三', '乙三']), paragraph('下文')])
  const seat = sit(doc, true, suggesting && { suggesting })
  const { editor } = seat
  expect(fixTables(editor.state)).toBeDefined()
  let at = 0
  editor.state.doc.descendants((node, pos) => {
    if (node.isText && node.text === words) at = pos
  })
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, at)))
  return seat
}

describe('a table that others’ changes left uneven (TB2)', () => {
  it.each(tableChanges)('TB2 %s makes it even first: nothing fails, and no word goes that it does not take out', (change) => {
    const seat = uneven()
    const { editor } = seat
    changeTable(editor, change)
    expect(fixTables(editor.state)).toBeUndefined()
    for (const word of words.filter((one) => !taken[change]?.includes(one))) expect(editor.state.doc.textContent).toContain(word)
    seat.close()
  })

  const cells = '<table><tr><td>子</td><td>丑</td><td>寅</td></tr><tr><td>卯</td><td>辰</td><td>巳</td></tr></table>'

  it.each(words)('TB2 cells are pasted at %s into a table that was made even first', (word) => {
    const seat = uneven(word)
    const { editor } = seat
    editor.view.pasteHTML(cells)
    expect(fixTables(editor.state)).toBeUndefined()
    for (const pasted of ['上文', '下文', '子', '丑', '寅', '卯', '辰', '巳']) expect(editor.state.doc.textContent).toContain(pasted)
    expect(editor.state.doc.childCount).toBe(3)
    seat.close()
  })

  it('TB2 where changes are only suggested it stays as it is, and no cells are pasted into it', () => {
    const seat = uneven('甲二', { author: crypto.randomUUID(), inkOf: () => '#2f5d8a', onRefused: () => undefined })
    const { editor } = seat
    setSuggesting(editor, true)
    const before = editor.state.doc
    editor.view.pasteHTML(cells)
    expect(editor.state.doc).toBe(before)
    editor.view.pasteHTML('子')
    expect(editor.state.doc.textContent).toContain('子')
    seat.close()
  })
})

describe('cells that were joined (TB3)', () => {
  it.each(['甲', '乙', '丙', '丁', '戊'])(
    'TB3 cells pasted at %s over a part of them stand in the table, and the text around stays',
    (word) => {
      const of = (words: string, rowspan = 1) => ({ header: false, colspan: 1, rowspan, width: null, blocks: [paragraph(words)] })
      const joined: Block = { type: 'table', rows: [[of('甲'), of('乙')], [of('丙'), of('丁', 2)], [of('戊')]] }
      const seat = sit(
        memoDoc([paragraph('上文很长，很长，很长'), { type: 'quote', blocks: [paragraph('引文')] }, joined, paragraph('下文')]),
      )
      const { editor } = seat
      editor.state.doc.descendants((node, pos) => {
        if (node.isText && node.text === word) editor.commands.setTextSelection(pos)
      })
      editor.view.pasteHTML('<table><tr><td>子</td><td>丑</td></tr><tr><td>寅</td><td>卯</td></tr></table>')
      expect(fixTables(editor.state)).toBeUndefined()
      expect(editor.state.doc.children.map(({ type }) => type.name)).toEqual(['paragraph', 'blockquote', 'table', 'paragraph'])
      const { textContent } = editor.state.doc
      for (const pasted of ['上文很长，很长，很长', '引文', '下文', '子', '丑', '寅', '卯']) expect(textContent).toContain(pasted)
      seat.close()
    },
  )
})
