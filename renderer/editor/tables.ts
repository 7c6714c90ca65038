import { Extension, type Editor } from '@tiptap/core'
import { TableView } from '@tiptap/extension-table'
import type { Slice } from '@tiptap/pm/model'
import { NodeSelection, Plugin, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import {
  __pastedCells,
  CellSelection,
  cellAround,
  columnResizing,
  fixTables,
  isInTable,
  selectionCell,
  splitCell,
  tableEditing,
  TableMap,
} from '@tiptap/pm/tables'
import type { EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { composing } from './composition.ts'
import { mine } from './others.ts'

/** Below this a column holds less than two characters. CSS pixels at 100 %. */
const narrowest = 48

type Options = { fragment: Y.XmlFragment | null }

/**
 * Tables: widths by dragging, cells by Tab. Only the one who edits a table repairs it, so two repairs never chase each other; and not in the
 * middle of a composition, whose place would move away under it.
 */
export const Tables = Extension.create<Options>({
  name: 'tables',
  addOptions: () => ({ fragment: null }),
  priority: 200,
  addKeyboardShortcuts() {
    return { Tab: ({ editor }) => nextCell(editor) }
  },
  addProseMirrorPlugins() {
    const { fragment } = this.options
    return [
      columnResizing({ cellMinWidth: narrowest, defaultCellMinWidth: narrowest, View: TableView, lastColumnResizable: false }),
      ownRepairs(tableEditing(), () => fragment !== null && composing(fragment)),
    ]
  },
})

function ownRepairs({ spec }: Plugin, waits: () => boolean): Plugin {
  return new Plugin({
    ...spec,
    appendTransaction(transactions, before, after) {
      if (waits()) return null
      if (hasEmptyRow(after)) return fixTables(after) ?? null
      return mine(transactions) ? spec.appendTransaction?.call(undefined, transactions, before, after) : null
    },
    props: {
      ...spec.props,
      handlePaste(view, event, slice) {
        if (!takesCells(view.state, slice)) return false
        return !makeEven(view) || !splitUnder(view, slice) || spec.props?.handlePaste?.call(this, view, event, slice)
      },
    },
  })
}

/** Whether what is pasted goes over whole cells. */
const takesCells = (state: EditorState, slice: Slice): boolean =>
  isInTable(state) && (state.selection instanceof CellSelection || __pastedCells(slice) !== null)

/**
 * TB3 Cells joined over rows come apart where cells are pasted over a part of them: prosemirror-tables (1.8) puts the lower half as far from
 *     the beginning of the text as it belongs from that of the table. `false` where they may not.
 */
function splitUnder(view: EditorView, slice: Slice): boolean {
  for (let tall = tallUnder(view.state, slice); tall !== null; tall = tallUnder(view.state, slice)) {
    const { state } = view
    const chosen = state.apply(state.tr.setSelection(CellSelection.create(state.doc, tall)))
    splitCell(chosen, (tr) => view.dispatch(tr.setSelection(state.selection.map(tr.doc, tr.mapping))))
    if (view.state.doc === state.doc) return false
  }
  return true
}

/** Where the first cell of several rows begins that what is pasted goes over. */
function tallUnder(state: EditorState, slice: Slice): number | null {
  const { selection } = state
  const $cell = selectionCell(state)
  const [table, start] = [$cell.node(-1), $cell.start(-1)]
  const map = TableMap.get(table)
  const area =
    selection instanceof CellSelection
      ? map.rectBetween(selection.$anchorCell.pos - start, selection.$headCell.pos - start)
      : map.findCell($cell.pos - start)
  const { width, height } = (selection instanceof CellSelection ? null : __pastedCells(slice)) ?? { width: 0, height: 0 }
  const [right, bottom] = [Math.max(area.right, area.left + width), Math.max(area.bottom, area.top + height)]
  for (let row = area.top; row < Math.min(bottom, map.height); row++)
    for (let column = area.left; column < Math.min(right, map.width); column++) {
      const at = map.map[row * map.width + column]
      if (at !== undefined && table.nodeAt(at)?.attrs['rowspan'] !== 1) return start + at
    }
  return null
}

/** A row that others' changes have left without cells, in a table that is selected: there is no cell to select in it. */
function hasEmptyRow({ selection }: EditorState): boolean {
  const table = selection instanceof NodeSelection && selection.node.type.name === 'table' ? selection.node : null
  return table !== null && (table.childCount === 0 || table.children.some(({ childCount }) => childCount === 0))
}

export const tableChanges = [
  ...(['addRowBefore', 'addRowAfter', 'deleteRow', 'addColumnBefore', 'addColumnAfter', 'deleteColumn'] as const),
  ...(['mergeCells', 'splitCell', 'toggleHeaderRow', 'deleteTable'] as const),
] as const
export type TableChange = (typeof tableChanges)[number]

/**
 * TB2 A table that others' changes have left uneven is made even before it is changed or cells are pasted into it: by itself
 *     prosemirror-tables takes a cell that is missing for the first row, and fails, or tears the table. Where it may not be made even, as
 *     while changes are only suggested, nothing is done.
 */
export const changeTable = (editor: Editor, change: TableChange): boolean => makeEven(editor.view) && editor.chain().focus()[change]().run()

function makeEven(view: EditorView): boolean {
  for (const even of [filledUp, fixTables]) {
    const made = even(view.state)
    if (made) view.dispatch(made)
  }
  return !fixTables(view.state)
}

/** Short rows get their cells where they are seen to be missing, at the end; `fixTables` puts some at the beginning and moves the others along. */
function filledUp({ doc, tr, schema }: EditorState): Transaction | null {
  doc.descendants((table, at) => {
    if (table.type.name !== 'table') return true
    for (const problem of TableMap.get(table).problems ?? []) {
      if (problem.type !== 'missing') continue
      const above = table.children.slice(0, problem.row + 1).reduce((sum, row) => sum + row.nodeSize, 0)
      const cells = Array.from({ length: problem.n }, () => schema.node('tableCell', null, [schema.node('paragraph')]))
      tr.insert(tr.mapping.map(at + above), cells)
    }
    return false
  })
  return tr.docChanged ? tr : null
}

/** A row of its own behind the last cell. Two steps: the new cells get their paragraphs between them. */
function nextCell(editor: Editor): boolean {
  if (editor.commands.goToNextCell()) return true
  return editor.can().addRowAfter() && changeTable(editor, 'addRowAfter') && editor.commands.goToNextCell()
}

/** A table of three by three with a header row; the caret stands in its first cell. */
export const insertTable = (editor: Editor): boolean =>
  editor
    .chain()
    .focus()
    .command(({ tr, state: { schema } }) => {
      const row = (cell: string) =>
        schema.node(
          'tableRow',
          null,
          [0, 1, 2].map(() => schema.node(cell, null, [schema.node('paragraph')])),
        )
      const table = schema.node('table', null, [row('tableHeader'), row('tableCell'), row('tableCell')])
      tr.replaceSelectionWith(table)
      tr.doc.forEach((node, at) => {
        if (node === table) tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)))
      })
      // Below a table that ends the text there must be a line to go on.
      if (tr.doc.lastChild === table) tr.insert(tr.doc.content.size, schema.node('paragraph'))
      tr.scrollIntoView()
      return true
    })
    .run()

/** The caret is in a cell that others were joined to. */
export function isJoined({ selection }: EditorState): boolean {
  const cell = cellAround(selection.$head)?.nodeAfter
  return cell !== undefined && cell !== null && (cell.attrs['colspan'] !== 1 || cell.attrs['rowspan'] !== 1)
}
