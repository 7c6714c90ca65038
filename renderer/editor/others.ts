import { combineTransactionSteps, Extension, getChangedRanges } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import type { Node } from '@tiptap/pm/model'
import { Plugin, type EditorState, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { ProsemirrorBinding, yCursorPluginKey, ySyncPluginKey } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import { z } from 'zod'
import { hasten } from './binding.ts'

/**
 * Rules between one person's editor and the changes of others: it never answers them with a change of its own, they never
 * move its page, and they never undo the click it has just made.
 */
export const Others = Extension.create({
  name: 'others',
  dispatchTransaction({ transaction, next }) {
    // y-tiptap draws carets in a timer that outlives the editor.
    if (this.editor.isDestroyed) return
    const { view } = this.editor
    const carets: unknown = transaction.getMeta(yCursorPluginKey)
    if (carets === undefined || transaction.docChanged || !view.hasFocus()) {
      next(transaction)
      return
    }
    readSelection(view)
    // The transaction was made for the selection of before, and would set it again.
    next(view.state.tr.setMeta(yCursorPluginKey, carets))
  },
  addProseMirrorPlugins() {
    return [
      new Plugin({
        // A reader's plugins may not repair the text either.
        filterTransaction: (transaction) => !transaction.docChanged || this.editor.isEditable || isChangeOrigin(transaction),
        // y-tiptap asks to scroll to my caret on every change of others.
        props: { handleScrollToSelection: ({ state }) => fromOthers(state) },
        view: keepClicks,
      }),
    ]
  },
})

const syncState = z.object({
  binding: z.instanceof(ProsemirrorBinding),
  isChangeOrigin: z.boolean(),
  isUndoRedoOperation: z.boolean(),
})
const syncOf = (state: EditorState) => syncState.parse(ySyncPluginKey.getState(state))

function fromOthers(state: EditorState): boolean {
  const { isChangeOrigin: theirs, isUndoRedoOperation: undone } = syncOf(state)
  return theirs && !undone
}

/**
 * The browser tells of a new selection some milliseconds after the click. A change by others in between would put the old
 * one back, so it is read first.
 *
 * After an undo y-tiptap (3.0.9) keeps where the caret was before what was undone, counted in the text of then. Where the text has
 * become shorter it falls over that with the next change, shows nothing of it, and writes its old text over it with the next key.
 */
function keepClicks(view: EditorView) {
  const { binding } = syncOf(view.state)
  hasten(binding, view)
  const before = ({ local }: Y.Transaction): void => {
    if (local) {
      const kept: unknown = binding.beforeTransactionSelection
      if (typeof kept === 'object' && kept !== null) Object.assign(kept, { absAnchor: null, absHead: null })
      return
    }
    if (view.hasFocus()) readSelection(view)
    Object.assign(binding, { beforeTransactionSelection: null })
    binding.beforeAllTransactions()
  }
  binding.doc.on('beforeTransaction', before)
  return { destroy: () => binding.doc.off('beforeTransaction', before) }
}

const readSelection = ({ dom }: EditorView): void => void dom.ownerDocument.dispatchEvent(new Event('selectionchange'))

/** A transaction of my own hand, which plugins may complete. */
export const mine = (transactions: readonly Transaction[]): boolean =>
  transactions.some(({ docChanged }) => docChanged) && !transactions.some(isChangeOrigin)

/** Every node that a batch of transactions has touched, ancestors included, with its position in the new document. */
export function touched(transactions: readonly Transaction[], before: Node, after: Node): Map<number, Node> {
  const found = new Map<number, Node>()
  for (const { newRange } of getChangedRanges(combineTransactionSteps(before, [...transactions])))
    after.nodesBetween(
      Math.max(0, newRange.from - 1),
      Math.min(after.content.size, newRange.to + 1),
      (node, at) => void found.set(at, node),
    )
  return found
}
