import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import { diffArrays } from 'diff'
import * as Y from 'yjs'
import { memoBody } from '../../shared/documents/memo.ts'
import { memoSchema } from '../../shared/documents/schema.ts'
import { picturesMap, readPictures } from '../../shared/documents/pictures.ts'
import { shelfOf, usedIn } from './pictures/figure.ts'
import { asIs } from './suggestions/suggestions.ts'
import { oneStep, undoManagerOf, type Followed } from './undo.ts'

/**
 * VS3 Puts an earlier text in as edits of my own: only blocks that differ are touched, from the last to the first, so that what
 *     others write elsewhere meanwhile stays as it is; one undo takes all of it back. Says whether there was anything to change.
 */
export function restore(editor: Editor, state: Uint8Array, told: Followed | null = null): boolean {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  // A schema is compared by identity: the editor's own builds what goes into it.
  // They come before the text that shows them.
  shelfOf(editor)?.putBack(readPictures(doc, [...picturesMap(doc).keys()]), () => usedIn(editor.state.doc))
  const target = editor.schema.nodeFromJSON(yXmlFragmentToProseMirrorRootNode(memoBody(doc), memoSchema).toJSON())
  doc.destroy()
  const undoManager = undoManagerOf(editor.state)
  const { captureTimeout } = undoManager
  const put = (): void => {
    undoManager.captureTimeout = Number.MAX_SAFE_INTEGER
    try {
      for (const { from, to, nodes } of changesTo(editor.state.doc, target).reverse())
        editor.view.dispatch(asIs(editor.state.tr.replaceWith(from, to, nodes)))
    } finally {
      undoManager.captureTimeout = captureTimeout
    }
  }
  return oneStep(editor, put, told)
}

type Change = { from: number; to: number; nodes: Node[] }

function changesTo(before: Node, after: Node): Change[] {
  const changes: Change[] = []
  let at = 0
  let open: Change | null = null
  const pending = (): Change => {
    if (open === null) changes.push((open = { from: at, to: at, nodes: [] }))
    return open
  }
  for (const { added, removed, value } of diffArrays([...before.children], [...after.children], { comparator: (a, b) => a.eq(b) }))
    for (const node of value)
      if (added) pending().nodes.push(node)
      else if (removed) {
        const change = pending()
        at += node.nodeSize
        change.to = at
      } else {
        at += node.nodeSize
        open = null
      }
  return changes
}
