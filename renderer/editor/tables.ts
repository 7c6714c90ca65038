import { Extension, type Editor } from '@tiptap/core'
import { TableView } from '@tiptap/extension-table'
import { NodeSelection, Plugin, TextSelection, type EditorState } from '@tiptap/pm/state'
import { cellAround, columnResizing, fixTables, tableEditing } from '@tiptap/pm/tables'
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
  })
}

/** A row that others' changes have left without cells, in a table that is selected: there is no cell to select in it. */
function hasEmptyRow({ selection }: EditorState): boolean {
  const table = selection instanceof NodeSelection && selection.node.type.name === 'table' ? selection.node : null
  return table !== null && (table.childCount === 0 || table.children.some(({ childCount }) => childCount === 0))
}

/** A row of its own behind the last cell. Two steps: the new cells get their paragraphs between them. */
function nextCell(editor: Editor): boolean {
  if (editor.commands.goToNextCell()) return true
  return editor.can().addRowAfter() && editor.commands.addRowAfter() && editor.commands.goToNextCell()
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
