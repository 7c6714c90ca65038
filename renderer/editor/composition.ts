import { Extension } from '@tiptap/core'
import { Selection, Plugin, TextSelection, type EditorState } from '@tiptap/pm/state'
import type { Node } from '@tiptap/pm/model'
import type { EditorView } from '@tiptap/pm/view'
import {
  absolutePositionToRelativePosition,
  ProsemirrorBinding,
  relativePositionToAbsolutePosition,
  yCursorPluginKey,
  ySyncPluginKey,
} from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { z } from 'zod'
import { difference } from './difference.ts'
import { asIs } from './suggestions/suggestions.ts'

/** ProseMirror reads the last change of a composition within 20 ms of its end. */
const settlesIn = 30

/** Fragments whose editor is composing right now. */
const held = new WeakSet<Y.XmlFragment>()
export const composing = (fragment: Y.XmlFragment): boolean => held.has(fragment)

/**
 * G3 While somebody composes (pinyin and its like), the text under their hands stands still: what others write meanwhile
 * waits, and so do the half-made letters. At the end the chosen characters go where the composition stood. Without this a
 * change in the same paragraph redraws it, the browser gives up the composition, and letters are lost or doubled.
 */
export const Composition = Extension.create({
  name: 'composition',
  addProseMirrorPlugins() {
    let hold: Hold | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const end = (view: EditorView): void => {
      if (view.isDestroyed || view.composing || !hold) return
      const ended = hold
      hold = null
      ended.release()
      settle(view, ended)
    }
    return [
      new Plugin({
        // A caret drawn into the text node that is being composed would end the composition.
        filterTransaction: (transaction) => hold === null || transaction.getMeta(yCursorPluginKey) === undefined,
        props: {
          handleDOMEvents: {
            compositionstart(view) {
              clearTimeout(timer)
              hold ??= startHold(view.state)
            },
            compositionend(view) {
              clearTimeout(timer)
              timer = setTimeout(() => end(view), settlesIn)
            },
          },
        },
        view: () => ({
          destroy() {
            clearTimeout(timer)
            hold?.release()
            hold = null
          },
        }),
      }),
    ]
  },
})

type Hold = {
  binding: ProsemirrorBinding
  before: Node
  from: number
  to: number
  start: Y.RelativePosition
  end: Y.RelativePosition
  othersWrote: () => boolean
  release: () => void
}

const syncState = z.object({ binding: z.instanceof(ProsemirrorBinding) })

function startHold(state: EditorState): Hold | null {
  const found = syncState.safeParse(ySyncPluginKey.getState(state))
  if (!found.success) return null
  const { binding } = found.data
  const { from, to } = state.selection
  const { mux } = binding
  const relative = (at: number) =>
    z.instanceof(Y.RelativePosition).parse(absolutePositionToRelativePosition(at, binding.type, binding.mapping))
  let wrote = false
  const onChange = (): void => void (wrote = true)
  binding.mux = () => undefined
  binding.type.observeDeep(onChange)
  held.add(binding.type)
  return {
    binding,
    before: state.doc,
    from,
    to,
    start: relative(from),
    end: relative(to),
    othersWrote: () => wrote,
    release() {
      binding.mux = mux
      binding.type.unobserveDeep(onChange)
      held.delete(binding.type)
    },
  }
}

function settle(view: EditorView, hold: Hold): void {
  if (hold.othersWrote()) merge(view, hold)
  // Any transaction makes y-tiptap write what the editor holds, and draws the carets that waited.
  view.dispatch(view.state.tr.setMeta(yCursorPluginKey, { awarenessUpdated: true }))
}

/** Takes over what others wrote, then puts what was composed into the place it has now. */
function merge(view: EditorView, { binding, before, from, to, start, end }: Hold): void {
  const composed = view.state
  const change = difference(before, composed.doc)
  binding._forceRerender()
  if (!change) return
  const now = (position: Y.RelativePosition, offset: number): number | null => {
    const at = relativePositionToAbsolutePosition(binding.doc, binding.type, position, binding.mapping)
    return at === null ? null : at + offset
  }
  const { tr } = view.state
  const last = tr.doc.content.size
  const left = now(start, change.start - from) ?? Selection.near(tr.doc.resolve(Math.min(change.start, last))).from
  const right = Math.max(left, now(end, change.oldEnd - to) ?? left)
  tr.replace(Math.min(left, last), Math.min(right, last), composed.doc.slice(change.start, change.newEnd))
  const caret = Math.min(left + composed.selection.head - change.start, tr.doc.content.size)
  view.dispatch(asIs(tr.setSelection(TextSelection.near(tr.doc.resolve(caret))).scrollIntoView()))
}
