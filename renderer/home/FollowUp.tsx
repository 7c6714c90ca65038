import { useMemo } from 'react'
import { urgencyOf } from '../../shared/followUp.ts'
import type { Recommendation } from '../../shared/register.ts'
import { useRegister } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { Due } from '../recommendations/Due.tsx'
import { useText } from '../text.ts'
import { useToday } from '../ui/useToday.ts'
import { Section } from './Section.tsx'

const most = 5

/** What is still to be answered, the most pressing first. */
export function FollowUp() {
  const t = useText().recommendations
  const now = useToday()
  const records = useRegister('recommendations')
  const { open, overdue, soon, first } = useMemo(() => standingOf(records, now), [records, now])
  return (
    <Section title={t.home.title} more={{ place: { page: 'recommendations' }, label: t.home.open }}>
      <p className="soft numbers">{open === 0 ? t.home.none : t.home.summary(open, overdue, soon)}</p>
      <ul className="rows">
        {first.map((record) => (
          <li key={record.id}>
            <a href={toHash({ page: 'recommendation', id: record.id })}>
              <span className="cut" title={record.measure}>
                {record.measure}
              </span>
              <Due record={record} />
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** How many are open and press, and the first of them by their days: only those few are put in order. */
function standingOf(records: readonly Recommendation[], now: string) {
  const counts = { open: 0, overdue: 0, soon: 0 }
  const first: Recommendation[] = []
  for (const record of records) {
    const urgency = urgencyOf(record, now)
    if (urgency === 'settled') continue
    counts.open++
    if (urgency === 'overdue' || urgency === 'soon') counts[urgency]++
    const place = first.findLastIndex((one) => dueOf(one) <= dueOf(record)) + 1
    if (place >= most) continue
    first.splice(place, 0, record)
    first.length = Math.min(first.length, most)
  }
  return { ...counts, first }
}

/** What names no day stands after all that do. */
const dueOf = ({ due }: Recommendation): string => due ?? '9'
