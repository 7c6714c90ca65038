type Props<V extends string> = {
  label: string
  value: V
  options: readonly { value: V; label: string }[]
  onChange: (value: V) => void
  disabled?: boolean
}

/** One out of a few in a cell of a table, where there may be a thousand: a plain select that looks like the text around it. */
export function CellChoice<V extends string>({ label, value, options, onChange, disabled = false }: Props<V>) {
  if (disabled) return <span className="cell-choice">{options.find((option) => option.value === value)?.label}</span>
  return (
    <select
      className="cell-choice"
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value)
        if (chosen) onChange(chosen.value)
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
