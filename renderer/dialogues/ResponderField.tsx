import { useState } from 'react'

type Props = {
  label: string
  value: string
  disabled: boolean
  onCommit: (unit: string) => void
  onEnter: () => void
  onArrow: (by: 1 | -1) => void
}

/** 回应单位: kept as the cell is left, taken back with Esc. Enter adds a row below, as in the cells beside it. */
export function ResponderField({ label, value, disabled, onCommit, onEnter, onArrow }: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  const commit = (): void => {
    setDraft(null)
    const unit = draft?.trim() ?? value
    if (unit !== value) onCommit(unit)
  }
  return (
    <textarea
      className="responder"
      rows={1}
      aria-label={label}
      value={draft ?? value}
      maxLength={200}
      readOnly={disabled}
      onChange={(event) => setDraft(event.target.value.replaceAll('\n', ''))}
      onBlur={commit}
      onKeyDown={(event) => {
        if (disabled || event.altKey || event.nativeEvent.isComposing) return
        if (event.key === 'Enter') onEnter()
        else if (event.key === 'ArrowUp') onArrow(-1)
        else if (event.key === 'ArrowDown') onArrow(1)
        else if (event.key === 'Escape' && draft !== null) {
          event.stopPropagation()
          setDraft(null)
          return
        } else return
        event.preventDefault()
      }}
    />
  )
}
