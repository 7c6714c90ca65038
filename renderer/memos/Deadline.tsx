import { daysUntil } from '../../shared/followUp.ts'
import { today } from '../format.ts'
import { useText } from '../text.ts'
import { Mark } from '../ui/Mark.tsx'

const soon = 3

/** Overdue or due soon, of a day that somebody is waited for; nothing while there is time. */
export function Deadline({ day }: { day: string | null }) {
  const t = useText().recommendations
  if (day === null) return null
  const days = daysUntil(day, today())
  if (days > soon) return null
  return <Mark shape={days < 0 ? 'missed' : 'open'}>{days < 0 ? t.overdueBy(-days) : t.dueIn(days)}</Mark>
}
