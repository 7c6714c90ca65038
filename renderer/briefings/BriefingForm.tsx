import type { Briefing, BriefingFields } from '../../shared/register.ts'
import { instantDay } from '../format.ts'
import { useMemberNames } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Fields } from './Fields.tsx'
import { Items } from './Items.tsx'
import { DispatchPart } from './DispatchPart.tsx'

type Props = { briefing: Briefing; editable: boolean; onEdit: (changes: Partial<BriefingFields>) => void }

/** What a briefing is made of and says of itself; the preview follows. */
export function BriefingForm({ briefing, editable, onEdit }: Props) {
  const { page } = useText().briefings
  const locale = useLocale()
  const nameOf = useMemberNames()
  return (
    <aside className="briefing-form">
      {briefing.issuedBy !== null && briefing.issuedAt !== null && (
        <p className="soft">{page.frozenBy(nameOf(briefing.issuedBy), instantDay(briefing.issuedAt, locale))}</p>
      )}
      {/* Of an issued one the form is only read: what may still be done stands over it. */}
      {briefing.state === 'issued' && <DispatchPart briefing={briefing} />}
      <Items briefing={briefing} editable={editable} onEdit={onEdit} />
      <Fields kind={briefing.kind} values={briefing} editable={editable} onEdit={onEdit} />
    </aside>
  )
}
