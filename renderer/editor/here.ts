import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type Selection } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

/**
 * Marks the block with the caret as `here`, for `sheet.css` to lay it out at once. A block made a moment ago (Enter, undo)
 * counts as off the screen until the next frame, and in such a block Chromium puts the caret before the first letter
 * typed instead of behind it (measured in Chromium 130: 24 of 30 quick lines came out as `bcda`).
 */
export const Here = Extension.create({
  name: 'here',
  addProseMirrorPlugins() {
    const key = new PluginKey<DecorationSet>('here')
    return [
      new Plugin({
        key,
        state: {
          init: (_, { doc, selection }) => marked(doc, selection),
          apply({ mapping, docChanged }, before, _, { doc, selection }) {
            const { $head } = selection
            // A set made anew goes through all blocks of the text.
            const moved = docChanged ? before.map(mapping, doc) : before
            const isThere = $head.depth > 0 && moved.find().some(({ from, to }) => from === $head.before(1) && to === $head.after(1))
            return isThere ? moved : marked(doc, selection)
          },
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ]
  },
})

const marked = (doc: Node, { $head }: Selection): DecorationSet =>
  $head.depth === 0 ? DecorationSet.empty : DecorationSet.create(doc, [Decoration.node($head.before(1), $head.after(1), { class: 'here' })])
