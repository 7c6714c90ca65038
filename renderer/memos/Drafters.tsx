import { isOpen } from '../../shared/endorsements.ts'
import type { Memo } from '../../shared/register.ts'
import { useCommand, useMay, useMemberNames, useMembers } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { PeopleChoice } from '../ui/PeopleChoice.tsx'
import type { Attempt } from '../ui/useAttempt.ts'

/** Who may write a memo besides the secretariat. */
export function Drafters({ memo, onAttempt }: { memo: Memo; onAttempt: Attempt }) {
  const { memos: words } = useText()
  const command = useCommand()
  const may = useMay('setDrafters') && isOpen(memo.stage)
  const members = useMembers()
  const nameOf = useMemberNames()
  const names = memo.drafters.length > 0 ? words.drafterCount(memo.drafters.map(nameOf)) : words.noDrafters
  if (!may) return <span>{names}</span>
  return (
    <PeopleChoice
      label={words.editDrafters}
      listLabel={words.fields.drafters}
      shown={names}
      chosen={memo.drafters}
      people={members.filter(({ role }) => role !== 'observer')}
      onChoose={(drafters) => onAttempt(command('setDrafters', { id: memo.id, drafters }))}
    />
  )
}
