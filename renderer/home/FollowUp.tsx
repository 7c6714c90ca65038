import { urgencyOf } from '../../shared/followUp.ts'
import type { Recommendation } from '../../shared/register.ts'
import { today } from '../format.ts'
import { useRegister } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { Due } from '../recommendations/Due.tsx'
import { useText } from '../text.ts'
import { Section } from './Section.tsx'

const most = 5

/** What is still to be answered, the most pressing first. */
export function FollowUp() {
  const t = useText().recommendations
  const now = today()
  const open = useRegister('recommendations').filter((record) => urgencyOf(record, now) !== 'settled')
  const having = (urgency: 'overdue' | 'soon'): number => open.filter((record) => urgencyOf(record, now) === urgency).length
  return (
    <Section title={t.home.title} more={{ place: { page: 'recommendations' }, label: t.home.open }}>
      <p className="soft numbers">{open.length === 0 ? t.home.none : t.home.summary(open.length, having('overdue'), having('soon'))}</p>
      <ul className="rows">
        {[...open]
          .sort(byDue)
          .slice(0, most)
          .map((record) => (
            <li key={record.id}>
              <a href={toHash({ page: 'recommendation', id: record.id })}>
                <span className="cut">{record.measure}</span>
                <Due record={record} />
              </a>
            </li>
          ))}
      </ul>
    </Section>
  )
}

const byDue = (a: Recommendation, b: Recommendation): number => (a.due ?? '9').localeCompare(b.due ?? '9')
