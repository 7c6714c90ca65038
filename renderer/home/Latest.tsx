import { longDay } from '../format.ts'
import { useRegister } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { StandingMark } from '../briefings/StandingMark.tsx'
import { numberText } from '../briefings/useDispatch.ts'
import { useLocale, useText } from '../text.ts'
import { Section } from './Section.tsx'

/** The briefing issued last. */
export function Latest() {
  const t = useText()
  const locale = useLocale()
  const briefings = useRegister('briefings')
  const latest = briefings.filter(({ state }) => state === 'issued').sort((a, b) => (b.issuedAt ?? '').localeCompare(a.issuedAt ?? ''))[0]
  return (
    <Section title={t.app.home.latest} more={{ place: { page: 'briefings' }, label: t.app.home.openBriefings }}>
      {latest?.number ? (
        <a className="latest" href={toHash({ page: 'briefing', id: latest.id })}>
          <strong className="latest-masthead">{latest.masthead}</strong>
          <span className="numbers">{numberText(latest, latest.number, t)}</span>
          <span className="soft numbers">{longDay(latest.date, locale)}</span>
          <StandingMark briefing={latest} />
        </a>
      ) : (
        <p className="soft">{t.app.home.noLatest}</p>
      )}
    </Section>
  )
}
