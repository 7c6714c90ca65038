import { Editor } from '@tiptap/core'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { memoBody, memoSchemaNumber } from '../../shared/documents/memo.ts'
import type { Anchor } from '../../shared/documents/talk.ts'
import { memoSchema } from '../../shared/documents/schema.ts'
import type { Failure, Result } from '../../shared/errors.ts'
import { ok } from '../../shared/errors.ts'
import type { Text } from '../../shared/i18n/zh.ts'
import type { Person } from './carets.ts'
import { memoExtensions, type Picturing, type Suggesting } from './extensions.ts'
import { admitWhole, watch } from './guard.ts'

export type MemoOptions = {
  host: HTMLElement
  doc: Y.Doc
  awareness: Awareness
  person: Person
  text: Text['editor']
  /** What it starts as. To change it on a long text afterwards (`setEditable`) takes as long as to lay it out. */
  editable?: boolean
  /** A comment whose letters my hand has moved is there now. */
  carry?: (thread: string, anchor: Anchor) => void
  /** The mark of a note was pressed, or a note just made. */
  onNote?: (index: number) => void
  /** Who may suggest here; left out where nobody does. */
  suggesting?: Suggesting
  /** Left out where no pictures are shown. */
  pictures?: Picturing
  /** The document turned into one this version does not know, and the editor is gone. */
  onClose: (failure: Failure) => void
}

export type OpenMemo = { editor: Editor; close: () => void }

/** Binds an editor to the body of a memo, if it is known in full (G1). It starts read-only unless told otherwise. */
export function openMemo(options: MemoOptions): Result<OpenMemo> {
  const {
    host,
    doc,
    awareness,
    person,
    text,
    editable = false,
    carry = () => undefined,
    onNote = () => undefined,
    suggesting = null,
    pictures = null,
    onClose,
  } = options
  const seen = admitWhole(doc, 'body', memoSchema, memoSchemaNumber)
  if (!seen.ok) return seen
  const fragment = memoBody(doc)
  const stop = watch(fragment, memoSchema, memoSchemaNumber, (failure) => {
    editor.destroy()
    onClose(failure)
  })
  const editor = new Editor({
    element: host,
    editable,
    injectCSS: false,
    extensions: memoExtensions({ fragment, awareness, person, carry, onNote, suggesting, pictures }, text),
    editorProps: {
      attributes: { class: 'memo-text', role: 'textbox', 'aria-multiline': 'true', 'aria-label': text.body, spellcheck: 'false' },
      scrollMargin: 48,
      scrollThreshold: 48,
    },
  })
  return ok({
    editor,
    close() {
      stop()
      editor.destroy()
    },
  })
}
