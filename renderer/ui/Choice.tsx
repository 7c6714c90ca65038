import { Check, ChevronDown } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select, SelectValue } from 'react-aria-components/Select'
import { Aria } from './Aria.tsx'

export type Option<V extends string> = { value: V; label: string; hint?: string }
type Props<V extends string> = {
  label: string
  value: V
  options: readonly Option<V>[]
  onChange: (value: V) => void
  /** In a row of facts: no frame, the label only spoken. */
  inline?: boolean
  disabled?: boolean
}

/** One out of a few. */
export function Choice<V extends string>({ label, value, options, onChange, inline = false, disabled = false }: Props<V>) {
  const chosen = options.find((option) => option.value === value)?.label
  return (
    <Aria>
      <Select
        className={inline ? 'choice inline' : 'choice field'}
        value={value}
        isDisabled={disabled}
        onChange={(key) => {
          const next = options.find((option) => option.value === key)
          if (next && next.value !== value) onChange(next.value)
        }}
      >
        <Label className={inline ? 'spoken' : 'field-label'}>{label}</Label>
        <Button className="choice-button">
          <span className="choice-value" title={chosen}>
            <SelectValue>{chosen}</SelectValue>
          </span>
          <ChevronDown size={14} aria-hidden />
        </Button>
        <Popover className="popover" offset={4}>
          <ListBox className="options" items={options.map((option) => ({ ...option, id: option.value }))}>
            {(option) => (
              <ListBoxItem className="option" textValue={option.label}>
                <span>
                  {option.label}
                  {option.hint && <small className="soft">{option.hint}</small>}
                </span>
                <Check className="option-check" size={14} aria-hidden />
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </Select>
    </Aria>
  )
}
