import { instantTime } from '../format.ts'
import { useMemberNames } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import { Section } from './Section.tsx'
import { useChanged } from './useChanged.ts'

const most = 6

/** 上次离开后的修改: each opens what has changed; without any the section is not there. */
export function Changed() {
  const t = useText().app.home
  const locale = useLocale()
  const nameOf = useMemberNames()
  const changed = useChanged()
  if (changed.length === 0) return null
  return (
    <Section title={t.changed} {...(changed.length > most && { more: { place: { page: 'memos' }, label: t.openMemos } })}>
      <ul className="rows mentions">
        {changed.slice(0, most).map(({ memoId, title, leftAt, by }) => (
          <li key={memoId}>
            <a href={toHash({ page: 'memo', id: memoId, compare: { from: 'left', to: 'now' } })}>
              <span className="mention" title={title}>
                <span className="cut">{title}</span>
                <small className="soft cut">{t.changedBy(by.map(nameOf).filter((name) => name !== ''))}</small>
              </span>
              <time className="soft numbers" dateTime={leftAt}>
                {t.leftAt(instantTime(leftAt, locale))}
              </time>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}
