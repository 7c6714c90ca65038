import type { Editor } from '@tiptap/core'
import type { Authors } from '../../../shared/documents/authors.ts'
import { memoBody } from '../../../shared/documents/memo.ts'
import type * as Y from 'yjs'
import { newBlocks } from './stretches.ts'
import { markBlocks } from './tint.ts'

type Since = { doc: Y.Doc; authors: Authors; vector: ReadonlyMap<number, number>; me: string }

/** Marks in the margin what others have written since I left; returns how to take the marks away. */
export function markSince(editor: Editor, { doc, authors, vector, me }: Since): () => void {
  if (!editor.isDestroyed) markBlocks(editor, newBlocks(editor.state.doc, memoBody(doc), authors, vector, { client: doc.clientID, me }))
  return () => markBlocks(editor, [])
}
