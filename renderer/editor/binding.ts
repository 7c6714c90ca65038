import { Collaboration } from '@tiptap/extension-collaboration'
import { Plugin, TextSelection, type EditorState } from '@tiptap/pm/state'
import type { Node } from '@tiptap/pm/model'
import type { EditorView } from '@tiptap/pm/view'
import {
  absolutePositionToRelativePosition,
  getRelativeSelection,
  ProsemirrorBinding,
  updateYFragment,
  ySyncPluginKey,
  yUndoPluginKey,
} from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { z } from 'zod'
import { changedBlocks } from './difference.ts'

/**
 * What y-tiptap (3.0.9) does with every key, for a text of any length. By itself it goes through all blocks of the text a dozen times: four
 * times to find the one that was written in, and for each of four selections twice to say where it is (T7 of performance.md).
 */
export const Shared = Collaboration.extend({
  addProseMirrorPlugins() {
    return (this.parent?.() ?? []).map((plugin) => (plugin.spec.key === yUndoPluginKey ? undoing(plugin) : plugin))
  },
})

const syncState = z.object({ binding: z.instanceof(ProsemirrorBinding) })
const changeRule = z.object({ isChangeOrigin: z.boolean() })
/** Whether the last change came from Yjs: of others, or of an undo. */
export const fromYjs = (state: EditorState): boolean => changeRule.safeParse(ySyncPluginKey.getState(state)).data?.isChangeOrigin ?? false
export const bindingOf = (state: EditorState): ProsemirrorBinding | null =>
  syncState.safeParse(ySyncPluginKey.getState(state)).data?.binding ?? null

/** Where a place of the editor is among the letters; `doc` is what the editor and Yjs both hold. As y-tiptap says it, to the letter. */
export function relativeAt({ type, mapping }: ProsemirrorBinding, doc: Node, at: number): Y.RelativePosition {
  const $at = doc.resolve(at)
  const block = $at.depth === 1 && $at.parentOffset > 0 ? blockAt(type, $at.index(0)) : null
  const isHere = block instanceof Y.XmlElement && mapping.get(block) === $at.parent
  const found: unknown = isHere
    ? absolutePositionToRelativePosition($at.parentOffset, block, mapping)
    : absolutePositionToRelativePosition(at, type, mapping)
  return z.instanceof(Y.RelativePosition).parse(found)
}

const orders = new WeakMap<Y.XmlFragment, { blocks: readonly unknown[] }>()

/** As `type.get` says it, which goes through all blocks in front of it. */
function blockAt(type: Y.XmlFragment, at: number): unknown {
  let order = orders.get(type)
  if (!order) {
    const made = { blocks: type.toArray() }
    type.observe(() => void (made.blocks = []))
    orders.set(type, (order = made))
  }
  if (order.blocks.length !== type.length) order.blocks = type.toArray()
  return order.blocks[at]
}

type Selected = ReturnType<typeof getRelativeSelection>
function relativeSelection(binding: ProsemirrorBinding, state: EditorState): Selected {
  const { selection, doc } = state
  if (!(selection instanceof TextSelection)) return getRelativeSelection(binding, state)
  const { anchor, head } = selection
  const at = relativeAt(binding, doc, anchor)
  return {
    type: 'text',
    depth: undefined,
    anchor: at,
    head: head === anchor ? at : relativeAt(binding, doc, head),
    absAnchor: anchor,
    absHead: head,
  }
}

/** To be called once the binding has its editor. */
export function hasten(binding: ProsemirrorBinding, view: EditorView): void {
  const { doc: shared, type, mapping } = binding
  keepNodes(binding, view)
  const remember = (): void => void Object.assign(binding, { beforeTransactionSelection: relativeSelection(binding, view.state) })
  shared.off('beforeAllTransactions', binding.beforeAllTransactions)
  binding.beforeAllTransactions = () => {
    const known: unknown = binding.beforeTransactionSelection
    const written = mapping.get(type)
    // What the editor holds and is about to write has its places only when it is written.
    if (known === null && (written === undefined || written === view.state.doc)) remember()
  }
  shared.on('beforeAllTransactions', binding.beforeAllTransactions)
  binding._prosemirrorChanged = (doc: Node) => {
    shared.transact(() => {
      if (!writeBlock(binding, doc)) updateYFragment(shared, type, doc, binding)
      remember()
    }, ySyncPluginKey)
  }
}

type Listener = Parameters<Y.XmlFragment['observeDeep']>[0]
const listener = z.custom<Listener>((value) => typeof value === 'function')

/**
 * A change of others builds anew what it has changed and what that lies in; all else stays the very node that the editor shows. By itself
 * y-tiptap builds the whole text anew for every key of a colleague.
 */
function keepNodes(binding: ProsemirrorBinding, view: EditorView): void {
  const { type, mapping } = binding
  const clear = mapping.clear.bind(mapping)
  let isKept = false
  mapping.clear = () => {
    if (!isKept) clear()
  }
  type.unobserveDeep(listener.parse(binding._observeFunction))
  /** What others changed while y-tiptap did not listen, as in the middle of a change of mine. */
  const missed = new Set<ReturnType<typeof changedBy>[number]>()
  const onChange: Listener = (events, transaction) => {
    if (!hears(binding)) {
      if (transaction.origin !== ySyncPluginKey) for (const one of changedBy(transaction)) missed.add(one)
      return
    }
    for (const one of missed) mapping.delete(one)
    missed.clear()
    isKept = true
    try {
      binding._typeChanged(events, transaction)
    } finally {
      isKept = false
    }
    const { doc } = view.state
    const blocks = type.toArray()
    if (blocks.length === doc.childCount && blocks.every((block, at) => mapping.get(block) === doc.child(at))) mapping.set(type, doc)
  }
  binding._observeFunction = onChange
  type.observeDeep(onChange)
}

/** Not while it changes the text or the letters itself. */
function hears({ mux }: ProsemirrorBinding): boolean {
  const heard: true[] = []
  mux(() => void heard.push(true))
  return heard.length > 0
}

const changedBy = ({ changed, changedParentTypes }: Y.Transaction) => [...changed.keys(), ...changedParentTypes.keys()]

/** Where nothing but one block differs from what was written last, only that is compared with its letters. */
function writeBlock(binding: ProsemirrorBinding, doc: Node): boolean {
  const { type, mapping } = binding
  const was = mapping.get(type)
  if (was === doc) return true
  if (was === undefined || Array.isArray(was) || was.childCount !== doc.childCount) return false
  const { from: at, to } = changedBlocks(was, doc)
  if (to !== at + 1) return false
  const [block, written, now] = [blockAt(type, at), was.child(at), doc.child(at)]
  if (!(block instanceof Y.XmlElement) || mapping.get(block) !== written || written.type !== now.type) return false
  mapping.set(type, doc)
  updateYFragment(binding.doc, block, now, binding)
  return true
}

const undoState = z.looseObject({ undoManager: z.instanceof(Y.UndoManager) })

function undoing({ spec }: Plugin): Plugin {
  const { state } = spec
  if (!state) throw new TypeError('The undo of y-tiptap keeps its state elsewhere')
  return new Plugin({
    ...spec,
    state: {
      ...state,
      apply(transaction, value: unknown, old, now): unknown {
        const binding = bindingOf(now)
        if (!binding) return state.apply.call(this, transaction, value, old, now)
        const { undoManager } = undoState.parse(value)
        const [hasUndoOps, hasRedoOps] = [undoManager.undoStack.length > 0, undoManager.redoStack.length > 0]
        return { undoManager, prevSel: relativeSelection(binding, old), hasUndoOps, hasRedoOps }
      },
    },
  })
}
