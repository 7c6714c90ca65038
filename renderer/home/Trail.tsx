import { actOf } from '../../shared/papers/trail.ts'
import type { AuditEntry } from '../../shared/register.ts'
import { since } from '../format.ts'
import { useMemberNames, useTrail } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Section } from './Section.tsx'

const most = 10

/** What was done last, by whom. */
export function Trail() {
  const t = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const last = latest(useTrail())
  return (
    <Section title={t.app.home.trail} more={{ place: { page: 'keeping' }, label: t.app.home.wholeTrail }}>
      {last.length === 0 && <p className="soft">{t.app.home.noTrail}</p>}
      <ul className="trail">
        {last.map(({ at, by, command, title }, index) => (
          <li key={`${at}${index}`}>
            <time className="soft numbers" dateTime={at}>
              {since(at, locale)}
            </time>
            <span>
              {nameOf(by)}
              <span className="soft"> {actOf(command, t)} </span>
              {command !== 'join' && title}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The newest first. The same act on the same thing again and again, as while a meeting is led on, is one line. */
function latest(trail: readonly AuditEntry[]): AuditEntry[] {
  const shown: AuditEntry[] = []
  for (let at = trail.length - 1; at >= 0 && shown.length < most; at--) {
    const [entry, after] = [trail[at], shown.at(-1)]
    const isAgain = after && entry && after.by === entry.by && after.command === entry.command && after.subject === entry.subject
    if (entry && !isAgain) shown.push(entry)
  }
  return shown
}
