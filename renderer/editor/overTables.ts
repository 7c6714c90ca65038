import { Extension } from '@tiptap/core'
import type { Node, ResolvedPos } from '@tiptap/pm/model'
import { Plugin, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { cellAround } from '@tiptap/pm/tables'
import { dropPoint } from '@tiptap/pm/transform'
import type { EditorView } from '@tiptap/pm/view'

/**
 * TB1 A selection that begins or ends within a table, and goes beyond the cell, is taken out as Word does it: the letters go, cells stay and
 *     are empty, what lies wholly outside goes with its lines, a table that is covered whole goes. By itself ProseMirror fits the rest of
 *     one cell into another, which loses the shape of the table, or fails.
 *
 * It goes before whatever is to stand in its place, so that this finds a caret.
 */
export const OverTables = Extension.create({
  name: 'overTables',
  // Before the keys of anybody else.
  priority: 500,
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleKeyDown(view, { key, isComposing }) {
          if (isComposing || !['Backspace', 'Delete', 'Enter'].includes(key)) return false
          return clear(view) && key !== 'Enter'
        },
        handleTextInput(view, from, to, text) {
          const { doc, tr } = view.state
          if (!isOver(doc, from, to)) return false
          const at = takeOut(tr, from, to)
          view.dispatch(tr.insertText(text, at).scrollIntoView())
          return true
        },
        handlePaste: (view) => clear(view) && false,
        handleDrop(view, event, slice, moved) {
          if (!moved || !isOverTable(view.state)) return false
          const { doc, tr, selection } = view.state
          const found = view.posAtCoords({ left: event.clientX, top: event.clientY })
          const at = found && (dropPoint(doc, found.pos, slice) ?? found.pos)
          if (at !== null && (at < selection.from || at > selection.to)) {
            takeOut(tr, selection.from, selection.to)
            const place = tr.mapping.map(at)
            view.dispatch(tr.replaceRange(place, place, slice).setMeta('uiEvent', 'drop'))
          }
          event.preventDefault()
          return true
        },
        handleDOMEvents: {
          cut(view, event) {
            const { selection, tr } = view.state
            if (!event.clipboardData || !view.editable || !isOverTable(view.state)) return false
            const { dom, text } = view.serializeForClipboard(selection.content())
            event.preventDefault()
            event.clipboardData.clearData()
            event.clipboardData.setData('text/html', dom.innerHTML)
            event.clipboardData.setData('text/plain', text)
            takeOut(tr, selection.from, selection.to)
            view.dispatch(tr.scrollIntoView().setMeta('uiEvent', 'cut'))
            return true
          },
          compositionstart: (view) => clear(view) && false,
        },
      },
    }),
  ],
})

const isOverTable = ({ doc, selection }: EditorState): boolean =>
  selection instanceof TextSelection && !selection.empty && isOver(doc, selection.from, selection.to)

function isOver(doc: Node, from: number, to: number): boolean {
  return cellOf(doc.resolve(from)) !== cellOf(doc.resolve(to))
}
const cellOf = ($at: ResolvedPos): number | null => cellAround($at)?.pos ?? null

/** Takes out what is selected over a table's edge; `false` where nothing is. */
function clear(view: EditorView): boolean {
  const { state } = view
  if (!view.editable || !isOverTable(state)) return false
  const { tr, selection } = state
  takeOut(tr, selection.from, selection.to)
  view.dispatch(tr.scrollIntoView())
  return true
}

/** Lines stay apart that a cell holds apart. @returns where it began, and the caret stands now */
function takeOut(tr: Transaction, from: number, to: number): number {
  const parts: { from: number; to: number }[] = []
  tr.doc.nodesBetween(from, to, (node, pos, parent, index) => {
    const end = pos + node.nodeSize
    const isCell = node.type.spec['tableRole'] === 'cell' || node.type.spec['tableRole'] === 'header_cell'
    const isRow = node.type.spec['tableRole'] === 'row'
    if (isCell || isRow) return true
    const isFirst = index === 0 && parent?.type.spec['tableRole'] !== undefined
    if (pos >= from && end <= to && !(isFirst && node.isTextblock)) {
      parts.push({ from: pos, to: end })
      return false
    }
    if (!node.isTextblock) return true
    const part = { from: Math.max(from, pos + 1), to: Math.min(to, end - 1) }
    if (part.from < part.to) parts.push(part)
    return false
  })
  for (const part of parts.reverse()) tr.delete(part.from, part.to)
  tr.setSelection(TextSelection.near(tr.doc.resolve(from)))
  return tr.selection.head
}
