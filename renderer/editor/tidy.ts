import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { mine, touched } from './others.ts'

const filled = ['listItem', 'tableCell', 'tableHeader']
const removed = ['bulletList', 'orderedList', 'blockquote', 'tableRow', 'table']

/**
 * The schema lets containers be empty for the sake of concurrent edits. My own edits leave none: an empty cell or item
 * gets its paragraph, an empty list, quote or table goes. Notes and line breaks among words that get a form have none of their own: Yjs
 * keeps the form of letters only, so that nobody else would see it.
 */
export const Tidy = Extension.create({
  name: 'tidy',
  addProseMirrorPlugins: () => [
    new Plugin({
      appendTransaction(transactions, before, { doc, tr, schema, storedMarks }) {
        if (!mine(transactions)) return null
        const found = [...touched(transactions, before.doc, doc)]
        for (const [at, node] of found) if (node.isInline && !node.isText) for (const mark of node.marks) tr.removeNodeMark(at, mark)
        const empty = found.filter(([, node]) => node.childCount === 0).reverse()
        for (const [at, node] of empty) {
          if (filled.includes(node.type.name)) tr.insert(at + 1, schema.node('paragraph'))
          if (removed.includes(node.type.name)) tr.delete(at, at + node.nodeSize)
        }
        return tr.docChanged ? tr.setStoredMarks(storedMarks) : null
      },
    }),
  ],
})
