import { Extension, type Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { NodeSelection, Plugin, TextSelection } from '@tiptap/pm/state'
import { z } from 'zod'
import { noteSource, type Note, type NoteSource } from '../../../shared/documents/memo.ts'
import { scrollIntoSheet } from '../scroll.ts'

const noteRule = z.object({ text: z.string(), source: noteSource, ref: z.string() })

/** The marks of notes in the line: pressed, they lead to the note below. `onOpen`: which note, the first being 0. */
export const Footnotes = Extension.create<{ onOpen: (index: number) => void }>({
  name: 'footnotes',
  addOptions: () => ({ onOpen: () => undefined }),
  addKeyboardShortcuts() {
    return { 'Mod-Alt-f': ({ editor }) => insertNote(editor, this.options.onOpen) }
  },
  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          handleClickOn: ({ state }, _position, node, at) => {
            if (node.type.name !== 'footnote') return false
            this.options.onOpen(placesOf(state.doc).indexOf(at))
            return true
          },
        },
      }),
    ]
  },
})

function placesOf(doc: Node): number[] {
  const places: number[] = []
  doc.descendants((node, at) => {
    if (node.type.name === 'footnote') places.push(at)
    return !node.isAtom
  })
  return places
}

const read = new WeakMap<Node, readonly Note[]>()

/** Asked with every key: blocks that did not change are not read again. */
export function notesOf(doc: Node): Note[] {
  const notes: Note[] = []
  for (const block of doc.children) {
    let known = read.get(block)
    if (!known) read.set(block, (known = notesIn(block)))
    if (known.length > 0) notes.push(...known)
  }
  return notes
}

function notesIn(block: Node): Note[] {
  const notes: Note[] = []
  block.descendants((node) => {
    if (node.type.name === 'footnote') notes.push(noteRule.parse(node.attrs))
    return !node.isAtom
  })
  return notes
}

/** Puts a note at a place; says which one it is. */
export function addNote(editor: Editor, at: number, source: NoteSource): number {
  const { tr, schema } = editor.state
  editor.view.dispatch(tr.insert(at, schema.node('footnote', { source })))
  return placesOf(editor.state.doc).indexOf(at)
}

/** Behind the caret or the selection, where a line of text is. */
export function insertNote(editor: Editor, onOpen: (index: number) => void): boolean {
  const { $to } = editor.state.selection
  if (!editor.isEditable || !$to.parent.inlineContent) return false
  onOpen(addNote(editor, $to.pos, ''))
  return true
}

export function editNote(editor: Editor, index: number, changes: Partial<Note>): void {
  const at = placesOf(editor.state.doc)[index]
  const note = at === undefined ? null : editor.state.doc.nodeAt(at)
  if (at === undefined || !note) return
  const { tr } = editor.state
  for (const [name, value] of Object.entries(changes)) if (note.attrs[name] !== value) tr.setNodeAttribute(at, name, value)
  if (tr.docChanged) editor.view.dispatch(tr)
}

export function removeNote(editor: Editor, index: number): void {
  const at = placesOf(editor.state.doc)[index]
  if (at === undefined) return
  const { tr } = editor.state
  tr.delete(at, at + 1)
  editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(at))))
  editor.commands.focus()
}

export function goToNote(editor: Editor, index: number): void {
  const at = placesOf(editor.state.doc)[index]
  if (at === undefined) return
  editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, at)))
  editor.commands.focus(undefined, { scrollIntoView: false })
  scrollIntoSheet(editor, at)
}
