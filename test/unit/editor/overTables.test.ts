// @vitest-environment jsdom
import { TextSelection } from '@tiptap/pm/state'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { plainText, type Block } from '../../../shared/documents/memo.ts'
import { blocksOf, memoDoc, paragraph, sit, table, withoutLayout, type Seat } from './desk.ts'

beforeAll(withoutLayout)

let seat: Seat
beforeEach(() => {
  seat = sit(memoDoc([paragraph('上文说明'), table(['甲一', '乙一'], ['甲二', '乙二'], ['甲三', '乙三']), paragraph('下文结论')]))
})
afterEach(() => seat.close())

/** From behind a letter to in front of another. */
function select(from: string, to: string): void {
  const { doc } = seat.editor.state
  const at = (letter: string): number => {
    let found = -1
    doc.descendants((node, pos) => {
      const inside = node.isText ? (node.text ?? '').indexOf(letter) : -1
      if (inside >= 0) found = pos + inside
    })
    return found
  }
  seat.editor.view.dispatch(seat.editor.state.tr.setSelection(TextSelection.create(doc, at(from) + 1, at(to))))
}
const press = (key: string): void =>
  void seat.editor.view.someProp('handleKeyDown', (handle) => handle(seat.editor.view, new KeyboardEvent('keydown', { key })))

const wordsOf = (block: Block): string => ('runs' in block ? plainText(block.runs) : block.type)
const shown = (blocks = blocksOf(seat.doc)): unknown[] =>
  blocks.map((block) =>
    block.type === 'table' ? block.rows.map((row) => row.map((cell) => cell.blocks.map(wordsOf).join('/'))) : wordsOf(block),
  )

describe('a selection over the edge of a table (TB1)', () => {
  it('TB1 from a line into a table: the rest of the line goes, the cells stay and are empty', () => {
    select('上', '三')
    press('Delete')
    expect(shown()).toEqual([
      '上',
      [
        ['', ''],
        ['', ''],
        ['', '三'],
      ],
      '下文结论',
    ])
    expect(seat.editor.state.selection.head).toBe(2)
  })

  it('TB1 from a table into the line below: the cells stay and are empty, the line keeps its rest and does not move into a cell', () => {
    select('甲', '结')
    press('Backspace')
    expect(shown()).toEqual([
      '上文说明',
      [
        ['甲一', '乙一'],
        ['甲二', '乙二'],
        ['甲', ''],
      ],
      '结论',
    ])
  })

  it('TB1 from cell to cell: no cell goes', () => {
    select('上', '说')
    seat.editor.commands.setTextSelection({ from: 9, to: 30 })
    const before = shown()[1]
    press('Delete')
    expect(shown()[1]).toHaveLength(3)
    expect(shown()[1]).not.toEqual(before)
    seat.editor.state.doc.check()
  })

  it('TB1 over a whole table: it goes, and the lines become one', () => {
    select('上', '结')
    press('Delete')
    expect(shown()).toEqual(['上结论'])
  })

  it('TB1 dragged to another place, what is taken along leaves its cells behind', () => {
    select('明', '三')
    const { view } = seat.editor
    view.dragging = { slice: view.state.selection.content(), move: true }
    const end = view.state.doc.content.size - 1
    view.posAtCoords = () => ({ pos: end, inside: -1 })
    view.dom.dispatchEvent(
      Object.assign(new Event('drop', { bubbles: true, cancelable: true }), {
        clientX: 0,
        clientY: 0,
        dataTransfer: { getData: () => '', files: [] },
      }),
    )
    expect(shown()[0]).toBe('上文说明')
    expect(shown()[1]).toEqual([
      ['', ''],
      ['', ''],
      ['', '三'],
    ])
    expect(shown()).toHaveLength(4)
    seat.editor.state.doc.check()
  })

  it('TB1 a letter typed over it stands where it began, and one undo brings all back', () => {
    select('说', '三')
    const { from, to } = seat.editor.state.selection
    const { view } = seat.editor
    view.someProp('handleTextInput', (handle) => handle(view, from, to, '新', () => view.state.tr))
    expect(shown()).toEqual([
      '上文说新',
      [
        ['', ''],
        ['', ''],
        ['', '三'],
      ],
      '下文结论',
    ])
    seat.editor.commands.undo()
    expect(shown()).toEqual([
      '上文说明',
      [
        ['甲一', '乙一'],
        ['甲二', '乙二'],
        ['甲三', '乙三'],
      ],
      '下文结论',
    ])
  })
})
