import { Check, ChevronDown } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import type { Memo } from '../../shared/register.ts'
import { useCommand, useMay, useMemberNames, useMembers } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Aria } from '../ui/Aria.tsx'
import type { Attempt } from '../ui/useAttempt.ts'

/** Who may write a memo besides the secretariat. */
export function Drafters({ memo, onAttempt }: { memo: Memo; onAttempt: Attempt }) {
  const t = useText()
  const command = useCommand()
  const may = useMay('setDrafters')
  const members = useMembers()
  const nameOf = useMemberNames()
  const names = memo.drafters.length > 0 ? t.memos.drafterCount(memo.drafters.map(nameOf)) : t.memos.noDrafters
  if (!may) return <span>{names}</span>
  return (
    <Aria>
      <DialogTrigger>
        <Button className="choice-button inline-button" aria-label={`${t.memos.editDrafters}: ${names}`}>
          {names}
          <ChevronDown size={14} aria-hidden />
        </Button>
        <Popover className="popover" offset={4}>
          <Dialog aria-label={t.memos.editDrafters}>
            <ListBox
              className="options"
              aria-label={t.memos.fields.drafters}
              selectionMode="multiple"
              escapeKeyBehavior="none"
              selectedKeys={memo.drafters}
              items={members.filter(({ role }) => role !== 'observer')}
              onSelectionChange={(chosen) => {
                const drafters = chosen === 'all' ? members.map(({ id }) => id) : [...chosen].map(String)
                onAttempt(command('setDrafters', { id: memo.id, drafters }))
              }}
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
