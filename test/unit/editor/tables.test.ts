// @vitest-environment jsdom
import { TextSelection } from '@tiptap/pm/state'
import { fixTables } from '@tiptap/pm/tables'
import { beforeAll, describe, expect, it } from 'vitest'
import { changeTable, tableChanges, type TableChange } from '../../../renderer/editor/tables.ts'
import { memoDoc, paragraph, sit, table, withoutLayout } from './desk.ts'

beforeAll(withoutLayout)

const words = ['甲一', '乙一', '丙一', '甲二', '甲三', '乙三']
/** With the caret in 丙一. */
const taken: Partial<Record<TableChange, string[]>> = { deleteRow: ['甲一', '乙一', '丙一'], deleteColumn: ['丙一'], deleteTable: words }

describe('a table that others’ changes left uneven (TB2)', () => {
  it.each(tableChanges)('TB2 %s makes it even first: nothing fails, and no word goes that it does not take out', (change) => {
    const seat = sit(memoDoc([paragraph('上文'), table(['甲一', '乙一', '丙一'], ['甲二'], ['甲三', '乙三']), paragraph('下文')]))
    const { editor } = seat
    expect(fixTables(editor.state)).toBeDefined()
    let at = 0
    editor.state.doc.descendants((node, pos) => {
      if (node.isText && node.text === '丙一') at = pos
    })
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, at)))
    changeTable(editor, change)
    expect(fixTables(editor.state)).toBeUndefined()
    for (const word of words.filter((one) => !taken[change]?.includes(one))) expect(editor.state.doc.textContent).toContain(word)
    seat.close()
  })
})
