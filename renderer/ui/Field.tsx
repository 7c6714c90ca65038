import { useId, type InputHTMLAttributes } from 'react'
import { useText } from '../text.ts'

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value' | 'className'> & {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: string
  /** The failure named this field. */
  wrong?: boolean
}

/** One line of text in a form. */
export function Field({ label, value, onChange, hint, wrong = false, required = false, ...rest }: Props) {
  const t = useText()
  const id = useId()
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
        {required && <span className="soft"> · {t.app.required}</span>}
      </label>
      <input
        id={id}
        className="input"
        value={value}
        required={required}
        aria-invalid={wrong}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.value)}
        {...rest}
      />
      {hint && (
        <small id={`${id}-hint`} className="soft">
          {hint}
        </small>
      )}
    </div>
  )
}
