import { useState } from 'react'
import { clockTime } from '../../shared/documents/agenda.ts'

type Props = {
  label: string
  /** `HH:mm` */
  value: string
  onCommit: (at: string) => void
  /** Stands in the empty field, which may then be left empty. */
  hint?: string
}

/** A time of day, typed. Kept with Enter or when it is left; what is no time goes back to what it was. */
export function ClockField({ label, value, onCommit, hint }: Props) {
  const [draft, setDraft] = useState(value)
  const commit = (): void => {
    const text = draft.trim().replace('：', ':')
    const typed = clockTime.safeParse(
      /^\d{3,4}$/.test(text) ? `${text.slice(0, -2)}:${text.slice(-2)}`.padStart(5, '0') : text.padStart(5, '0'),
    )
    if (text === '' && hint !== undefined) {
      if (value !== '') onCommit('')
    } else if (!typed.success) setDraft(value)
    else if (typed.data !== value) onCommit(typed.data)
    else setDraft(value)
  }
  return (
    <input
      className="fixed-time"
      aria-label={label}
      title={label}
      value={draft}
      maxLength={5}
      placeholder={hint}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
        else if (event.key === 'Escape') setDraft(value)
      }}
    />
  )
}
