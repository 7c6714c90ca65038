import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { useMembers } from '../../hub/useHub.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'

export type Written = { text: string; mentions: string[]; replacement: string | null }
type Props = {
  label: string
  act: string
  start?: Written
  /** The words that a replacement may stand for; without them none is offered. */
  quote?: string
  autoFocus?: boolean
  onSend: (written: Written) => void
  onCancel?: () => void
}

/** What is being typed after an @, up to the caret. */
const named = /@([^\s@，。；、]{0,20})$/u

/** Writes a comment: Ctrl+Enter posts, Esc gives up, @ offers colleagues by name. */
export function Composer({ label, act, start, quote, autoFocus = false, onSend, onCancel }: Props) {
  const t = useText().talk
  const id = useId()
  const members = useMembers().filter(({ role }) => role !== 'observer')
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(start?.text ?? '')
  const [replacement, setReplacement] = useState<string | null>(start?.replacement ?? null)
  const [asked, setAsked] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const offered = asked === null ? [] : members.filter(({ name }) => name.includes(asked)).slice(0, 6)
  const isReady = text.trim() !== ''

  const send = (): void => {
    if (!isReady) return
    onSend({ text: text.trim(), mentions: members.filter(({ name }) => text.includes(`@${name}`)).map((one) => one.id), replacement })
    setText('')
    setReplacement(null)
  }
  const look = (): void => {
    const element = field.current
    const found = element ? named.exec(element.value.slice(0, element.selectionStart)) : null
    setAsked(found?.[1] ?? null)
    setAt(0)
  }
  const choose = (name: string): void => {
    const element = field.current
    if (!element || asked === null) return
    const caret = element.selectionStart
    element.setRangeText(`@${name} `, caret - asked.length - 1, caret, 'end')
    setText(element.value)
    setAsked(null)
    element.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const chosen = offered[at]
    if (chosen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      setAt((at + (event.key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length)
    } else if (chosen && (event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey) {
      event.preventDefault()
      choose(chosen.name)
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      if (asked !== null) setAsked(null)
      else onCancel?.()
    }
  }

  return (
    <div className="composer">
      <textarea
        ref={field}
        className="input"
        rows={2}
        value={text}
        maxLength={4000}
        placeholder={label}
        title={t.keys}
        aria-label={label}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={`${id}-members`}
        aria-activedescendant={offered[at] ? `${id}-${offered[at].id}` : undefined}
        autoFocus={autoFocus}
        onChange={(event) => {
          setText(event.target.value)
          look()
        }}
        onClick={look}
        onBlur={() => setAsked(null)}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-members`} className="options offered" role="listbox" aria-label={t.members} hidden={offered.length === 0}>
        {offered.map((one, index) => (
          <li
            key={one.id}
            id={`${id}-${one.id}`}
            className="option"
            role="option"
            aria-selected={index === at}
            data-focused={index === at || undefined}
            onMouseDown={(event) => {
              event.preventDefault()
              choose(one.name)
            }}
          >
            <span>
              {one.name}
              <small className="soft">{one.organisation}</small>
            </span>
          </li>
        ))}
      </ul>
      {replacement !== null && (
        <label className="replacement-field">
          <span className="soft">{t.replacement}</span>
          <textarea
            className="input"
            rows={2}
            value={replacement}
            maxLength={4000}
            onChange={(event) => setReplacement(event.target.value)}
            onKeyDown={onKeyDown}
          />
        </label>
      )}
      <div className="composer-acts">
        {quote !== undefined && (
          <Button look="quiet" onClick={() => setReplacement(replacement === null ? quote : null)}>
            {replacement === null ? t.propose : t.noPropose}
          </Button>
        )}
        <Button onClick={send} disabled={!isReady}>
          {act}
        </Button>
      </div>
    </div>
  )
}
