import { useState } from 'react'
import type { FollowUpNote } from '../../shared/register.ts'
import { since } from '../format.ts'
import { useMemberNames } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'

type Props = {
  title: string
  notes: readonly FollowUpNote[]
  none: string
  /** The line that adds one, where one may be added here. */
  add?: { label: string; hint: string; onAdd: (text: string) => void }
}

/** What was noted, the latest first, each with who and when. */
export function Notes({ title, notes, none, add }: Props) {
  const t = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const [text, setText] = useState('')
  return (
    <section className="notes">
      <h2>{title}</h2>
      {add && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (text.trim() === '') return
            add.onAdd(text)
            setText('')
          }}
        >
          <input
            className="input"
            aria-label={add.label}
            placeholder={add.hint}
            value={text}
            maxLength={1000}
            onChange={(event) => setText(event.target.value)}
          />
          <button type="submit" className="button" disabled={text.trim() === ''}>
            {add.label}
          </button>
        </form>
      )}
      {notes.length === 0 && <p className="soft">{none}</p>}
      <ul>
        {[...notes].reverse().map(({ at, by, text: noted }, index) => (
          <li key={`${at}${index}`}>
            <span className="soft numbers">
              {since(at, locale)} {nameOf(by) || t.app.unnamed}
            </span>
            <p>{noted}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
