import { useState } from 'react'

type Props = { label: string; value: number; disabled: boolean; onCommit: (minutes: number) => void; onEnter: () => void }

const longest = 24 * 60

/** Minutes from 0 to 1,440, kept as they are typed so that the times follow; what is no number goes back when it is left. */
export function MinutesField({ label, value, disabled, onCommit, onEnter }: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  const commit = (text: string): void => {
    setDraft(text)
    const minutes = Number(text)
    if (/^\d{1,4}$/.test(text) && minutes <= longest && minutes !== value) onCommit(minutes)
  }
  const step = (by: number): void => commit(String(Math.min(longest, Math.max(0, value + by))))
  return (
    <input
      className="minutes"
      inputMode="numeric"
      aria-label={label}
      value={draft ?? value}
      readOnly={disabled}
      onFocus={(event) => event.target.select()}
      onChange={(event) => commit(event.target.value.trim())}
      onBlur={() => setDraft(null)}
      onKeyDown={(event) => {
        if (disabled || event.altKey) return
        if (event.key === 'Enter') onEnter()
        else if (event.key === 'ArrowUp') step(5)
        else if (event.key === 'ArrowDown') step(-5)
        else return
        event.preventDefault()
      }}
    />
  )
}
