import { Check, ChevronDown } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { Aria } from './Aria.tsx'

type Person = { id: string; name: string; organisation: string }
type Props = {
  /** What the button does. */
  label: string
  listLabel: string
  /** Who is chosen, in words. */
  shown: string
  chosen: readonly string[]
  people: readonly Person[]
  onChoose: (ids: string[]) => void
}

/** Several of the members, named where they stand and changed in a list that opens there. */
export function PeopleChoice({ label, listLabel, shown, chosen, people, onChoose }: Props) {
  return (
    <Aria>
      <DialogTrigger>
        <Button className="choice-button inline-button" aria-label={`${label}: ${shown}`}>
          {shown}
          <ChevronDown size={14} aria-hidden />
        </Button>
        <Popover className="popover" offset={4}>
          <Dialog aria-label={label}>
            <ListBox
              className="options"
              aria-label={listLabel}
              selectionMode="multiple"
              escapeKeyBehavior="none"
              selectedKeys={chosen}
              items={people}
              onSelectionChange={(keys) => onChoose(keys === 'all' ? people.map(({ id }) => id) : [...keys].map(String))}
            >
              {({ name, organisation }) => (
                <ListBoxItem className="option" textValue={name}>
                  <span>
                    {name}
                    <small className="soft">{organisation}</small>
                  </span>
                  <Check className="option-check" size={14} aria-hidden />
                </ListBoxItem>
              )}
            </ListBox>
          </Dialog>
        </Popover>
      </DialogTrigger>
    </Aria>
  )
}
