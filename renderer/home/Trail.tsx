import { since } from '../format.ts'
import { useMemberNames, useTrail } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { actOf } from '../keeping/actOf.ts'
import { Section } from './Section.tsx'

const most = 10

/** What was done last, by whom. */
export function Trail() {
  const t = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const last = useTrail().slice(-most).reverse()
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
              {title}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
