import type { ReactNode } from 'react'
import { hasOutcome } from '../../shared/followUp.ts'
import type { Recommendation } from '../../shared/register.ts'
import { instantDay, longDay } from '../format.ts'
import { useRecord, useRegister } from '../hub/useHub.ts'
import { toHash, type Place } from '../place.ts'
import { useLocale, useText } from '../text.ts'

/** Where it came from and how far it has come, as one drawn line; every station that has a page leads to it. */
export function Lineage({ record }: { record: Recommendation }) {
  const t = useText()
  const locale = useLocale()
  const words = t.recommendations.line
  const memo = useRecord('memos', record.memoId ?? '')
  const briefing = useRecord('briefings', record.briefingId ?? '')
  const dialogue = useRegister('dialogues').find(({ id }) => id === (record.dialogueId ?? memo?.dialogueId))
  const { status, receivedOn, answeredOn, closed } = record
  return (
    <section className="lineage" aria-label={words.title}>
      <h2>{words.title}</h2>
      <ol>
        {dialogue && (
          <Station name={words.dialogue} day={longDay(dialogue.startsAt, locale)} reached>
            <Way place={{ page: 'dialogue', id: dialogue.id }}>{dialogue.title}</Way>
          </Station>
        )}
        {record.dialogueId !== null && dialogue && (
          <Station name={words.minutes} day={dialogue.minutes?.approved ? instantDay(dialogue.minutes.approved.at, locale) : null} reached>
            <Way place={{ page: 'dialogue', id: dialogue.id, part: 'minutes' }}>{words.issueList}</Way>
          </Station>
        )}
        {memo && (
          <Station name={words.memo} day={instantDay(memo.createdAt, locale)} reached>
            <Way place={{ page: 'memo', id: memo.id }}>{memo.title}</Way>
          </Station>
        )}
        {briefing?.number && (
          <Station name={words.briefing} day={longDay(briefing.date, locale)} reached>
            <Way place={{ page: 'briefing', id: briefing.id }}>{`${briefing.masthead} ${t.briefings.page.number(briefing.number)}`}</Way>
          </Station>
        )}
        <Station name={record.dialogueId === null ? words.submitted : words.assigned} day={instantDay(record.submittedAt, locale)} reached>
          {[briefing?.report, briefing?.send].filter(Boolean).join('、')}
        </Station>
        <Station name={words.received} day={receivedOn && longDay(receivedOn, locale)} reached={receivedOn !== null}>
          {receivedOn && record.lead}
        </Station>
        <Station name={words.answered} day={answeredOn && longDay(answeredOn, locale)} reached={answeredOn !== null}>
          {record.reply.length > 60 ? `${record.reply.slice(0, 60)}…` : record.reply}
        </Station>
        <Station name={words.outcome} day={null} reached={hasOutcome(status)}>
          {hasOutcome(status) && t.recommendations.statuses[status]}
        </Station>
        <Station name={words.closed} day={closed && instantDay(closed.at, locale)} reached={closed !== null} />
      </ol>
    </section>
  )
}

type StationProps = { name: string; day: string | null; reached: boolean; children?: ReactNode }

function Station({ name, day, reached, children }: StationProps) {
  const { waiting } = useText().recommendations.line
  return (
    <li className={reached ? 'reached' : 'ahead'}>
      <span className="station-name">{name}</span>
      <span className="soft numbers">{day ?? (reached ? '' : waiting)}</span>
      {children && <div>{children}</div>}
    </li>
  )
}

const Way = ({ place, children }: { place: Place; children: string }) => (
  <a className="link" href={toHash(place)}>
    {children}
  </a>
)
