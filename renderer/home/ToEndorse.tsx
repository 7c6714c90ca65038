import { pendingOf } from '../../shared/endorsements.ts'
import { useMe, useMemberNames, useRegister, useRole } from '../hub/useHub.ts'
import { Deadline } from '../memos/Deadline.tsx'
import { toHash } from '../place.ts'
import { useText } from '../text.ts'
import { Section } from './Section.tsx'

/** What waits for my word; for the secretariat also whom the others wait for. Not there while nobody waits for anybody. */
export function ToEndorse() {
  const { endorsements: t } = useText()
  const me = useMe()
  const role = useRole()
  const nameOf = useMemberNames()
  const said = useRegister('endorsements')
  const waiting = useRegister('memos')
    .map((memo) => ({ memo, pending: pendingOf(memo, said) }))
    .filter(({ pending }) => pending.includes(me.id) || (role === 'secretariat' && pending.length > 0))
    .sort((a, b) => Number(b.pending.includes(me.id)) - Number(a.pending.includes(me.id)) || byDeadline(a.memo, b.memo))
  if (waiting.length === 0) return null
  return (
    <Section title={t.home.title}>
      <ul className="rows">
        {waiting.map(({ memo, pending }) => (
          <li key={memo.id}>
            <a href={toHash({ page: 'memo', id: memo.id })}>
              <span className="cut" title={memo.title}>
                {memo.title}
              </span>
              {!pending.includes(me.id) && (
                <span className="soft cut" title={pending.map(nameOf).join('、')}>
                  {t.home.missing(pending.map(nameOf).join('、'))}
                </span>
              )}
              {pending.includes(me.id) && (memo.countersigning?.reminders.length ?? 0) > 0 && (
                <span className="soft">{t.home.reminded(memo.countersigning?.reminders.length ?? 0)}</span>
              )}
              <Deadline day={memo.countersigning?.deadline ?? null} />
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}

type Round = { countersigning: { deadline: string | null } | null }
const byDeadline = (a: Round, b: Round): number => (a.countersigning?.deadline ?? '9').localeCompare(b.countersigning?.deadline ?? '9')
