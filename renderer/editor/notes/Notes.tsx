import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { X } from 'lucide-react'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { noteSource, type Note } from '../../../shared/documents/memo.ts'
import { print } from '../../../shared/i18n/zh/print.ts'
import { useText } from '../../text.ts'
import { Choice } from '../../ui/Choice.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { scrollOnDesk } from '../scroll.ts'
import { editNote, goToNote, notesOf, removeNote } from './notes.ts'
import './notes.css'

/** What a note may point to here: the dialogues, by what they have to show. */
export type NoteSources = readonly { id: string; title: string; kind: 'minutes' | 'research' }[]
type Props = { editor: Editor; editable: boolean; sources: NoteSources; openedRef: RefObject<((index: number) => void) | null> }

/** The notes of the memo below its text, in their order, as they will be printed. */
export function Notes({ editor, editable, sources, openedRef }: Props) {
  const t = useText().editor
  const list = useRef<HTMLOListElement>(null)
  const notes = useEditorState({ editor, selector: ({ editor: now }) => (now.isDestroyed ? null : notesOf(now.state.doc)) }) ?? []
  const [wanted, setWanted] = useState<number | null>(null)
  useEffect(() => {
    openedRef.current = setWanted
    return () => {
      openedRef.current = null
    }
  }, [openedRef])
  useEffect(() => {
    const field = wanted === null ? undefined : list.current?.querySelectorAll<HTMLElement>('.note-text')[wanted]
    if (!field) return
    field.focus({ preventScroll: true })
    scrollOnDesk(field)
    queueMicrotask(() => setWanted(null))
  }, [wanted, notes.length])
  if (notes.length === 0) return null
  return (
    <section className="sheet-notes" aria-label={t.notes}>
      <h2>{t.notes}</h2>
      <ol ref={list}>
        {notes.map((note, at) => (
          <li key={at}>
            <button type="button" className="note-number" aria-label={t.goToNote(at + 1)} onClick={() => goToNote(editor, at)}>
              {print.noteMark(at + 1)}
            </button>
            <NoteText note={note} at={at} editor={editor} editable={editable} />
            {editable && <Source note={note} at={at} editor={editor} sources={sources} />}
            {editable && (
              <IconButton label={t.removeNote(at + 1)} onClick={() => removeNote(editor, at)}>
                <X size={14} aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

type NoteProps = { note: Note; at: number; editor: Editor }

/** Every letter is a change of the text, a composition only when it is done. */
function NoteText({ note, at, editor, editable }: NoteProps & { editable: boolean }) {
  const t = useText().editor
  const [composed, setComposed] = useState<string | null>(null)
  return (
    <textarea
      className="note-text"
      rows={1}
      maxLength={1000}
      spellCheck={false}
      readOnly={!editable}
      aria-label={t.noteText(at + 1)}
      placeholder={note.source === '' ? t.noteHint : t.sourceHints[note.source]}
      value={composed ?? note.text}
      onCompositionStart={() => setComposed(note.text)}
      onCompositionEnd={(event) => {
        setComposed(null)
        editNote(editor, at, { text: event.currentTarget.value })
      }}
      onChange={({ target, nativeEvent }) => {
        const text = target.value.replace(/\n/g, ' ')
        if (nativeEvent instanceof InputEvent && nativeEvent.isComposing) setComposed(text)
        else editNote(editor, at, { text })
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && (event.key !== 'Enter' || event.nativeEvent.isComposing)) return
        event.preventDefault()
        goToNote(editor, at)
        editor.commands.setTextSelection(editor.state.selection.to)
      }}
    />
  )
}

function Source({ note, at, editor, sources }: NoteProps & { sources: NoteSources }) {
  const t = useText().editor
  const { source } = note
  const options = source === 'minutes' || source === 'research' ? sources.filter(({ kind }) => kind === source) : []
  const point = (ref: string): void => {
    const title = sources.find(({ id }) => id === ref)?.title ?? ''
    const known = sources.some((one) => note.text === t.sourceText(source, one.title))
    editNote(editor, at, { ref, ...((note.text === '' || known) && { text: t.sourceText(source, title) }) })
  }
  return (
    <span className="note-source">
      <Choice
        label={t.noteSource}
        inline
        value={source}
        onChange={(chosen) => editNote(editor, at, { source: chosen, ref: '' })}
        options={noteSource.options.map((value) => ({ value, label: t.sources[value] }))}
      />
      {options.length > 0 && (
        <Choice
          label={t.whichSource}
          inline
          value={note.ref}
          onChange={point}
          options={[
            ...(note.ref === '' ? [{ value: '', label: t.chooseSource }] : []),
            ...options.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
      )}
      {source === 'link' && (
        <input
          className="note-link"
          type="url"
          aria-label={t.linkAddress}
          placeholder="https://"
          maxLength={1000}
          value={note.ref}
          onChange={(event) => editNote(editor, at, { ref: event.target.value })}
        />
      )}
    </span>
  )
}
