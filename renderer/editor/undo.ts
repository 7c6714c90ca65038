import { Extension, type Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, Selection, type EditorState } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { z } from 'zod'

const undoState = z.object({ undoManager: z.instanceof(Y.UndoManager) })
export const undoManagerOf = (state: EditorState): Y.UndoManager => undoState.parse(yUndoPluginKey.getState(state)).undoManager
type StackItem = Y.UndoManager['undoStack'][number]

/** What is told of a step: that it is taken back or done again, also by the keys, and that another has been done after it. */
export type Followed = { undone: () => void; redone: () => void; overtaken: () => void }
const followed = new WeakMap<StackItem, Followed>()

/**
 * G9 What `act` changes is one step of undo, and what is recorded about it elsewhere goes and comes with it. An undo that is offered for this
 *    step alone is over with the next one, which it would take back instead. Says whether anything was changed.
 */
export function oneStep(editor: Editor, act: () => void, told: Followed | null = null): boolean {
  const undoManager = undoManagerOf(editor.state)
  const before = undoManager.undoStack.at(-1)
  undoManager.stopCapturing()
  act()
  undoManager.stopCapturing()
  const step = undoManager.undoStack.at(-1)
  if (!step || step === before) return false
  if (told) followed.set(step, told)
  return true
}

/**
 * G6 Undo never takes the last of a letter. Whoever splits or restyles a line has, for Yjs, taken its letters out and put in others like
 *    them; where another has meanwhile replaced the line they came from, they cannot go back, and so they stay where they are.
 * U5 The caret goes to what was changed, on the screen: nobody looks for what a key has done pages away. y-tiptap (3.0.9) leaves it where it was.
 */
export const Undo = Extension.create({
  name: 'undo',
  addProseMirrorPlugins: () => [
    new Plugin({
      view(view) {
        const { state } = view
        const undoManager = undoManagerOf(state)
        const { doc, deleteFilter } = undoManager
        let steps: readonly StackItem[] = []
        let left: Set<string> | null = null
        let old = state.doc
        const before = (transaction: Y.Transaction): void => {
          if (transaction.origin !== undoManager) return
          left = null
          old = view.state.doc
          steps = [...(undoManager.undoing ? undoManager.undoStack : undoManager.redoStack)]
          for (const step of steps) partCopies(transaction, step)
        }
        doc.on('beforeTransaction', before)
        // Asked when all that can go back has gone back.
        undoManager.deleteFilter = (item) => {
          const stack = undoManager.undoing ? undoManager.undoStack : undoManager.redoStack
          left ??= notBack(doc, steps[stack.length])
          return deleteFilter(item) && !holds(item, left)
        }
        const after = (transaction: Y.Transaction): void => {
          if (transaction.origin === undoManager) straighten(transaction)
        }
        // Before anybody else hears of it.
        doc.on('beforeObserverCalls', after)
        let came: StackItem | null = null
        const added = ({ stackItem }: { stackItem: StackItem }): void => {
          if (undoManager.undoing || undoManager.redoing) came = stackItem
          else {
            const last = undoManager.undoStack.at(-2)
            if (last) followed.get(last)?.overtaken()
          }
        }
        const popped = ({ stackItem, type }: { stackItem: StackItem; type: 'undo' | 'redo' }): void => {
          const told = followed.get(stackItem)
          if (told && came) followed.set(came, told)
          came = null
          if (type === 'undo') told?.undone()
          else told?.redone()
        }
        undoManager.on('stack-item-added', added)
        undoManager.on('stack-item-popped', popped)
        const shown = ({ origin }: Y.Transaction): void => {
          if (origin === undoManager) goToChange(view, old)
        }
        doc.on('afterTransaction', shown)
        return {
          destroy() {
            undoManager.off('stack-item-added', added)
            undoManager.off('stack-item-popped', popped)
            doc.off('beforeTransaction', before)
            doc.off('beforeObserverCalls', after)
            doc.off('afterTransaction', shown)
          },
        }
      },
    }),
  ],
})

/** Where the caret's block was changed, the caret stays where it is in it. */
function goToChange(view: EditorView, old: Node): void {
  if (view.isDestroyed) return
  const { doc, selection, tr } = view.state
  const start = old.content.findDiffStart(doc.content)
  const end = old.content.findDiffEnd(doc.content)?.b
  if (start === null || end === undefined) return
  const $start = doc.resolve(start)
  const $end = doc.resolve(Math.max(start, end))
  const at = selection.$head.index(0)
  if (at < $start.index(0) || at > $end.index(0)) tr.setSelection(Selection.near($start.sameParent($end) ? $end : $start))
  view.dispatch(tr.scrollIntoView().setMeta('addToHistory', false))
}

const holds = ({ content }: Y.Item, letters: ReadonlySet<string>): boolean =>
  letters.size > 0 && content instanceof Y.ContentString && content.str.split('').some((letter) => letters.has(letter))

/** Letters of a step that are gone and did not come back. */
function notBack(doc: Y.Doc, step: StackItem | undefined): Set<string> {
  const letters = new Set<string>()
  if (!step) return letters
  for (const [client, ranges] of step.deletions.clients)
    for (const { clock, len } of ranges) {
      const structs = doc.store.clients.get(client) ?? []
      for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
        const item = structs[at]
        if (!item || item.id.clock >= clock + len) break
        if (!(item instanceof Y.Item) || !item.deleted || item.redone !== null || Y.isDeleted(step.insertions, item.id)) continue
        if (item.content instanceof Y.ContentString) for (const letter of item.content.str.split('')) letters.add(letter)
      }
    }
  return letters
}

/**
 * G8 Undo takes no letter of another's with mine. What an earlier undo put back are copies, and Yjs (13.6) makes one of copies that stand side
 *    by side, of mine and of another's, and then takes it whole, for it looks where a copy begins and not where it ends.
 */
function partCopies(transaction: Y.Transaction, { insertions }: StackItem): void {
  const { store } = transaction.doc
  for (const [client, ranges] of insertions.clients)
    for (const { clock, len } of ranges) {
      const structs = store.clients.get(client) ?? []
      for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
        const item = structs[at]
        if (!item || item.id.clock >= clock + len) break
        if (item instanceof Y.Item && item.redone) partCopy(transaction, item.redone, Math.min(item.length, clock + len - item.id.clock))
      }
    }
}

function partCopy(transaction: Y.Transaction, first: Y.ID, length: number): void {
  const { store } = transaction.doc
  let at: Y.ID | null = first
  while (at) {
    const item: Y.Item | Y.GC = Y.getItem(store, at)
    const into: number = at.clock - item.id.clock
    const next: Y.ID | null = item instanceof Y.Item ? item.redone : null
    if (!next && into + length < item.length) Y.getItemCleanEnd(transaction, store, Y.createID(at.client, at.clock + length - 1))
    at = next && Y.createID(next.client, next.clock + into)
  }
}

/**
 * G7 What an undo puts back stands in the same place for all, also for whoever opens the text later. Yjs (13.6) may put a letter back behind
 *    one and before another that stands the other way round; then its place depends on what else is there when it arrives.
 */
function straighten({ doc, beforeState }: Y.Transaction): void {
  const { clientID } = doc
  const from = beforeState.get(clientID) ?? 0
  const structs = doc.store.clients.get(clientID) ?? []
  for (let at = from < Y.getState(doc.store, clientID) ? Y.findIndexSS(structs, from) : structs.length; at < structs.length; at++) {
    const item = structs[at]
    if (!(item instanceof Y.Item) || item.parentSub !== null || !item.rightOrigin || isBefore(item, item.rightOrigin)) continue
    const isKnown = ({ id }: Y.Item): boolean => id.client !== clientID || id.clock < item.id.clock
    item.origin = nearest(item.left, 'left', isKnown)?.lastId ?? null
    item.rightOrigin = nearest(item.right, 'right', isKnown)?.id ?? null
  }
}

function isBefore(item: Y.Item, { client, clock }: Y.ID): boolean {
  return nearest(item, 'right', ({ id, length }) => id.client === client && id.clock <= clock && clock < id.clock + length) !== null
}

function nearest(item: Y.Item | null, side: 'left' | 'right', fits: (item: Y.Item) => boolean): Y.Item | null {
  for (let at = item; at; at = at[side]) if (fits(at)) return at
  return null
}
