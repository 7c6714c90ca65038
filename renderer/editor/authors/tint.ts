import { Extension, type Editor } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { Mapping } from '@tiptap/pm/transform'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { difference, passing } from '../difference.ts'
import type { Stretch } from './stretches.ts'

const tints = new PluginKey<DecorationSet>('authors')
const margins = new PluginKey<DecorationSet>('since')

/** Colours laid behind the text and bars in its margin. They cost nothing while there are none. */
export const Tint = Extension.create({
  name: 'tint',
  addProseMirrorPlugins: () => [laid(tints), laid(margins)],
})

const laid = (key: PluginKey<DecorationSet>): Plugin<DecorationSet> =>
  new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, now) {
        const next: unknown = transaction.getMeta(key)
        if (next instanceof DecorationSet) return next
        if (!transaction.docChanged || now === DecorationSet.empty) return now
        return now.map(movesOf(transaction), transaction.doc)
      },
    },
    props: { decorations: (state) => key.getState(state) },
  })

/** Changes of others come as a new text in the place of the whole: what has really changed is what differs. */
function movesOf(transaction: Transaction): Mapping {
  if (!isChangeOrigin(transaction)) return transaction.mapping
  const found = difference(transaction.before, transaction.doc)
  return found ? passing(found) : new Mapping()
}

export type Look = { ink: string; title: string }

export function tint(editor: Editor, stretches: readonly Stretch[], lookOf: (stretch: Stretch) => Look | null): void {
  if (editor.isDestroyed) return
  const { doc } = editor.state
  const laidOut = stretches.flatMap((stretch) => {
    const look = lookOf(stretch)
    const about = look && { class: 'written-by', style: `--ink: ${look.ink}`, title: look.title }
    return about ? [Decoration.inline(stretch.from, Math.min(stretch.to, doc.content.size), about)] : []
  })
  show(editor, tints, DecorationSet.create(doc, laidOut))
}

export function untint(editor: Editor): void {
  if (!editor.isDestroyed) show(editor, tints, DecorationSet.empty)
}

/** A bar beside each of these blocks; none for an empty list. */
export function markBlocks(editor: Editor, blocks: readonly number[]): void {
  if (editor.isDestroyed) return
  const { doc } = editor.state
  const bars = blocks.flatMap((at) => {
    const node = doc.nodeAt(at)
    return node ? [Decoration.node(at, at + node.nodeSize, { class: 'since-left' })] : []
  })
  show(editor, margins, DecorationSet.create(doc, bars))
}

const show = (editor: Editor, key: PluginKey<DecorationSet>, set: DecorationSet): void =>
  editor.view.dispatch(editor.state.tr.setMeta(key, set).setMeta('addToHistory', false))
