import { since } from '../format.ts'
import { useMemberNames } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import { Section } from './Section.tsx'
import { useMentions } from './useMentions.ts'

const most = 6

/** Comments that name me; without any the section is not there. */
export function Mentions() {
  const t = useText().talk.mentions
  const locale = useLocale()
  const nameOf = useMemberNames()
  const mentions = useMentions()
  if (mentions.length === 0) return null
  return (
    <Section title={t.title}>
      <ul className="rows mentions">
        {mentions.slice(0, most).map(({ memoId, title, thread, entry, by, at, text }) => (
          <li key={entry}>
            <a href={toHash({ page: 'memo', id: memoId, thread })}>
              <span className="mention" title={text}>
                <span className="cut">
                  <strong>{nameOf(by)}</strong> {text}
                </span>
                <small className="soft cut">{t.in(title)}</small>
              </span>
              <time className="soft numbers" dateTime={at}>
                {since(at, locale)}
              </time>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}
