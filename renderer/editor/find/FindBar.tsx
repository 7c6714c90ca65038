import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useText } from '../../text.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { toast } from '../../ui/toasts.ts'
import { findingIn, leave, look, replace, replaceAll, step } from './find.ts'
import './find.css'

type Props = { editor: Editor; editable: boolean; replacing: boolean; onReplacing: (replacing: boolean) => void; onClose: () => void }

/** Find and replace, above the sheet. Enter goes on, Shift+Enter back, Esc returns to the text at the place found. */
export function FindBar({ editor, editable, replacing, onReplacing, onClose }: Props) {
  const t = useText().editor
  const [query, setQuery] = useState(() => ({ text: selectedWords(editor), matchCase: false }))
  const [words, setWords] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const finding = useEditorState({ editor, selector: ({ editor: now }) => (now.isDestroyed ? null : findingIn(now.state)) })
  useEffect(() => {
    if (!editor.isDestroyed) look(editor, query)
  }, [editor, query])
  useEffect(() => field.current?.select(), [replacing])
  const close = (): void => {
    leave(editor)
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') close()
    else if (event.key === 'F3' || (event.key === 'Enter' && event.target === field.current)) step(editor, event.shiftKey ? -1 : 1)
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement && editable) replace(editor, words)
    else return
    event.preventDefault()
  }
  const onReplaceAll = (): void => {
    const count = replaceAll(editor, words)
    // The button has nothing left to do: a disabled one would lose the focus, and Esc with it.
    field.current?.focus()
    toast(t.replaced(count))
  }
  const found = finding?.places.length ?? 0
  const told = query.text === '' ? '' : found === 0 ? t.notFound : t.foundAt((finding?.at ?? -1) + 1, found)
  return (
    <div className="find-bar" role="search" aria-label={t.find} onKeyDown={onKeyDown}>
      <div className="find-row">
        <input
          ref={field}
          className="input"
          aria-label={t.findWhat}
          placeholder={t.findWhat}
          value={query.text}
          spellCheck={false}
          autoFocus
          onChange={(event) => setQuery({ ...query, text: event.target.value })}
        />
        <span className="find-count numbers" role="status">
          {told}
        </span>
        <IconButton label={t.findBefore} disabled={found === 0} onClick={() => step(editor, -1)}>
          <ArrowUp size={16} aria-hidden />
        </IconButton>
        <IconButton label={t.findNext} disabled={found === 0} onClick={() => step(editor, 1)}>
          <ArrowDown size={16} aria-hidden />
        </IconButton>
        <label className="find-case">
          <input type="checkbox" checked={query.matchCase} onChange={(event) => setQuery({ ...query, matchCase: event.target.checked })} />
          {t.matchCase}
        </label>
        {editable && !replacing && (
          <Button look="quiet" onClick={() => onReplacing(true)}>
            {t.replaceToo}
          </Button>
        )}
        <span className="find-space" />
        <IconButton label={t.closeFind} onClick={close}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      {editable && replacing && (
        <div className="find-row">
          <input
            className="input"
            aria-label={t.replaceWith}
            placeholder={t.replaceWith}
            value={words}
            spellCheck={false}
            onChange={(event) => setWords(event.target.value)}
          />
          <Button disabled={found === 0} onClick={() => replace(editor, words)}>
            {t.replace}
          </Button>
          <Button disabled={found === 0} onClick={onReplaceAll}>
            {t.replaceAll}
          </Button>
        </div>
      )}
    </div>
  )
}

/** A word or two that are selected are what is looked for. */
function selectedWords({ state }: Editor): string {
  const { from, to } = state.selection
  const text = state.doc.textBetween(from, to, '\n', '\n')
  return text.length <= 50 && !text.includes('\n') ? text : ''
}
