import { Extension } from '@tiptap/core'
import { Fragment, Slice, type Node } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { z } from 'zod'
import { mine, touched } from './others.ts'

/**
 * G2 Every recommendation has an id of its own, and keeps it: what is cut and put back here stays the same
 * recommendation, what is copied, split off or brought from another memo is a new one. Nobody renames another's.
 */
export const RecommendationIds = Extension.create({
  name: 'recommendationIds',
  addProseMirrorPlugins() {
    const cut = new Set<string>()
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            cut: ({ state }) => {
              state.doc.nodesBetween(state.selection.from, state.selection.to, (node) => {
                const id = idOf(node)
                if (id) cut.add(id)
              })
              return false
            },
          },
          transformPasted: (slice, view) =>
            view.dragging?.move ? slice : new Slice(renewed(slice.content, cut), slice.openStart, slice.openEnd),
        },
        appendTransaction(transactions, before, { doc, tr }) {
          if (!mine(transactions)) return null
          const here = [...touched(transactions, before.doc, doc)].filter(([, node]) => isRecommendation(node))
          const taken = here.length > 0 ? idsOutside(doc, new Set(here.map(([at]) => at))) : new Set<string>()
          // Of two halves the one with text keeps the id, the first if both have.
          for (const [at, node] of here.sort(([, a], [, b]) => Number(b.content.size > 0) - Number(a.content.size > 0))) {
            const id = idOf(node)
            if (id && !taken.has(id)) taken.add(id)
            else tr.setNodeAttribute(at, 'id', crypto.randomUUID())
          }
          return tr.docChanged ? tr : null
        },
      }),
    ]
  },
})

const isRecommendation = (node: Node): boolean => node.type.name === 'recommendation'
const idOf = (node: Node): string | null => (isRecommendation(node) ? z.string().nullable().parse(node.attrs['id']) : null)

function renewed(content: Fragment, kept: ReadonlySet<string>): Fragment {
  const nodes: Node[] = []
  content.forEach((node) => {
    const id = idOf(node)
    const stranger = id !== null && !kept.has(id)
    nodes.push(stranger ? node.type.create({ ...node.attrs, id: null }, node.content, node.marks) : node)
  })
  return Fragment.fromArray(nodes)
}

/** Recommendations stand at the top level only, so this is one look at each block. */
function idsOutside(doc: Node, positions: ReadonlySet<number>): Set<string> {
  const ids = new Set<string>()
  doc.forEach((node, at) => {
    const id = positions.has(at) ? null : idOf(node)
    if (id) ids.add(id)
  })
  return ids
}
