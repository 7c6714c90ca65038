import { Editor, Extension } from '@tiptap/core'
import { Selection } from '@tiptap/pm/state'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { agendaSchemaNumber } from '../../shared/documents/agenda.ts'
import { lineSchema } from '../../shared/documents/schema.ts'
import { ok, type Failure, type Result } from '../../shared/errors.ts'
import type { Person } from './carets.ts'
import { lineExtensions } from './extensions.ts'
import { admit, watch } from './guard.ts'

export type LineKeys = { onEnter: () => void; onArrow: (direction: 'up' | 'down') => void }
export type LineOptions = {
  host: HTMLElement
  fragment: Y.XmlFragment
  awareness: Awareness
  person: Person
  editable: boolean
  label: string
  /** Several lines: Enter begins another. */
  lines?: boolean
  keys: () => LineKeys
  onClose: (failure: Failure) => void
}

export type OpenLine = {
  editor: Editor
  /** At a point of the window, else at the end. */
  focus: (at?: { left: number; top: number } | null) => void
  close: () => void
}

/** Binds an editor to one agenda cell, if its text is known in full (G1). */
export function openLine(options: LineOptions): Result<OpenLine> {
  const { host, fragment, awareness, person, editable, label, lines = false, keys, onClose } = options
  const seen = admit(fragment, lineSchema, agendaSchemaNumber)
  if (!seen.ok) return seen
  const stop = watch(fragment, lineSchema, agendaSchemaNumber, (failure) => {
    editor.destroy()
    onClose(failure)
  })
  const editor = new Editor({
    element: host,
    editable,
    injectCSS: false,
    extensions: [...lineExtensions({ fragment, awareness, person }), ...(lines ? [] : [lineKeys(keys)])],
    editorProps: { attributes: { class: 'line', role: 'textbox', 'aria-label': label, spellcheck: 'false' } },
  })
  return ok({
    editor,
    // At once, where the editor's own command waits for a frame, in which keys would be lost.
    focus(at) {
      const { view } = editor
      const { doc, tr } = view.state
      const pos = at ? view.posAtCoords(at)?.pos : undefined
      view.dispatch(tr.setSelection(pos === undefined ? Selection.atEnd(doc) : Selection.near(doc.resolve(pos))))
      view.focus()
    },
    close() {
      stop()
      editor.destroy()
    },
  })
}

/** Enter ends the line instead of splitting it; up and down leave it at its first and last row. */
const lineKeys = (keys: () => LineKeys): Extension =>
  Extension.create({
    name: 'lineKeys',
    priority: 500,
    addKeyboardShortcuts: () => ({
      Enter: () => {
        keys().onEnter()
        return true
      },
      'Shift-Enter': () => true,
      'Mod-Enter': () => true,
      ArrowUp: ({ editor }) => leaves(editor, 'up', keys),
      ArrowDown: ({ editor }) => leaves(editor, 'down', keys),
    }),
  })

function leaves({ view, state }: Editor, direction: 'up' | 'down', keys: () => LineKeys): boolean {
  const { $head } = state.selection
  const edge = direction === 'up' ? $head.index(0) === 0 : $head.index(0) === state.doc.childCount - 1
  if (!edge || !view.endOfTextblock(direction)) return false
  keys().onArrow(direction)
  return true
}
