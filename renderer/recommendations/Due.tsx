import { daysUntil, urgencyOf } from '../../shared/followUp.ts'
import type { Recommendation } from '../../shared/register.ts'
import { longDay } from '../format.ts'
import { useLocale, useText } from '../text.ts'
import { Mark } from '../ui/Mark.tsx'
import { useToday } from '../ui/useToday.ts'
import './recommendations.css'

/** The day it is due, or the term as the memo says it. */
export function Due({ record }: { record: Recommendation }) {
  const t = useText().recommendations
  const locale = useLocale()
  return (
    <span className="due">
      <span className={record.due ? 'numbers' : 'soft'}>{record.due ? longDay(record.due, locale) : record.term || t.undated}</span>
      <Pressing record={record} />
    </span>
  )
}

/** Overdue or due soon, with the days: by word and shape, not by colour alone. Nothing else presses. */
export function Pressing({ record }: { record: Recommendation }) {
  const t = useText().recommendations
  const now = useToday()
  const urgency = urgencyOf(record, now)
  if (record.due === null || (urgency !== 'overdue' && urgency !== 'soon')) return null
  const days = daysUntil(record.due, now)
  return <Mark shape={urgency === 'overdue' ? 'missed' : 'open'}>{days < 0 ? t.overdueBy(-days) : t.dueIn(days)}</Mark>
}
