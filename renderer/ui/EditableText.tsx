import { useState, type ChangeEvent, type KeyboardEvent } from 'react'

type Props = {
  label: string
  value: string
  onCommit: (value: string) => void
  disabled?: boolean
  /** May not be left empty: an emptied field goes back to what it was. */
  filled?: boolean
  maxLength?: number
  /** Long text goes on in further lines. */
  wrap?: boolean
  /** Enter begins a new line. */
  lines?: boolean
  /** In a form: with the frame of a field. */
  framed?: boolean
  /** Stands in the empty field. */
  hint?: string
  /** The id of a datalist that is offered while it is typed. */
  list?: string | undefined
}

/** Text that is edited where it stands: Enter or leaving keeps it, Esc takes back. A change by somebody else shows unless I am in it. */
export function EditableText({
  label,
  value,
  onCommit,
  disabled = false,
  filled = false,
  maxLength = 200,
  wrap = false,
  lines = false,
  framed = false,
  hint = label,
  list,
}: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  const commit = (): void => {
    const text = draft?.trim() ?? value
    setDraft(null)
    if (text !== value && (text || !filled)) onCommit(text)
  }
  const field = {
    'aria-label': label,
    title: disabled ? value : label,
    value: draft ?? value,
    maxLength,
    readOnly: disabled,
    placeholder: disabled ? '' : hint,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      setDraft(lines ? event.target.value : event.target.value.replaceAll('\n', '')),
    onBlur: commit,
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (event.nativeEvent.isComposing) return
      if (event.key === 'Enter' && !lines) event.currentTarget.blur()
      if (event.key !== 'Escape' || draft === null) return
      event.stopPropagation()
      setDraft(null)
    },
  }
  const look = framed ? 'input' : 'editable'
  return wrap || lines ? <textarea className={look} rows={1} {...field} /> : <input className={look} size={1} list={list} {...field} />
}
