import { useId } from 'react'

type Props = { label: string; value: string; onChange: (value: string) => void; hint?: string; maxLength?: number }

/** Text of several lines in a form; it grows with what is written. */
export function TextField({ label, value, onChange, hint, maxLength = 4000 }: Props) {
  const id = useId()
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className="input"
        rows={3}
        value={value}
        maxLength={maxLength}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && (
        <small id={`${id}-hint`} className="soft">
          {hint}
        </small>
      )}
    </div>
  )
}
