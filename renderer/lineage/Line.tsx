import type { KeyboardEvent } from 'react'
import { documentName } from '../../shared/documentName.ts'
import { readAgenda } from '../../shared/documents/agenda.ts'
import { hasOutcome, urgencyOf } from '../../shared/followUp.ts'
import type { Lineage, Origin } from '../../shared/lineage.ts'
import type { Recommendation } from '../../shared/register.ts'
import { instantDay, longDay, today } from '../format.ts'
import { issueName } from '../briefings/useDispatch.ts'
import { useDocument } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Station, Stops, Way } from './Station.tsx'
import { useLineage } from './useLineage.ts'
import './lineage.css'

/**
 * The drawn line through one record: every stop that has a page leads to it, arrow keys walk it, and what still lies ahead stands there
 * empty.
 */
export function Line({ origin }: { origin: Origin }) {
  const { line: words } = useText().recommendations
  const line = useLineage(origin)
  const [only, ...others] = line.recommendations
  return (
    <ol className="line" aria-label={words.title} title={words.keys} onKeyDown={walk}>
      <Origins line={line} origin={origin} />
      <Texts line={line} origin={origin} />
      {only && others.length === 0 ? <Course record={only} line={line} /> : <Counted records={line.recommendations} />}
    </ol>
  )
}

/** From stop to stop, whatever stands between them. */
function walk(event: KeyboardEvent<HTMLOListElement>): void {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-stop]')]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }
  const to = steps[event.key]
  const stop = to === undefined ? undefined : stops[to]
  if (!stop) return
  stop.focus()
  event.preventDefault()
}

type Props = { line: Lineage; origin: Origin }

/** Where it was raised. */
function Origins({ line, origin }: Props) {
  const { line: words } = useText().recommendations
  const locale = useLocale()
  const isHere = (of: Origin['of'], id: string): boolean => origin.of === of && origin.id === id
  const followed = new Set(line.recommendations.map(({ id }) => id))
  const isFollowed = ({ id }: { id: string }): boolean => isHere('issue', id) || isHere('recommendation', id)
  return (
    <>
      <Stops name={words.topic} records={line.topics} dayOf={(one) => instantDay(one.proposedAt, locale)} here={origin.of === 'topic'}>
        {({ id, dialogueId, title, source }) => (
          <Way place={{ page: 'dialogue', id: dialogueId, part: 'topics' }} here={isHere('topic', id)}>
            {words.topicOf(title, source)}
          </Way>
        )}
      </Stops>
      <Stops name={words.dialogue} records={line.dialogues} dayOf={(one) => longDay(one.startsAt, locale)} here={origin.of === 'dialogue'}>
        {({ id, title }) => (
          <Way place={{ page: 'dialogue', id }} here={isHere('dialogue', id)}>
            {title}
          </Way>
        )}
      </Stops>
      <Stops name={words.item} records={line.items} dayOf={() => null} here={origin.of === 'item'}>
        {({ id, dialogueId }) => <Item id={id} dialogueId={dialogueId} here={isHere('item', id)} />}
      </Stops>
      {line.issues.length > 0 && <MinutesOf line={line} />}
      <Stops
        name={words.issue}
        records={line.issues}
        dayOf={(one) => instantDay(one.createdAt, locale)}
        here={line.issues.some(isFollowed)}
      >
        {(issue) => (
          <Way
            place={
              followed.has(issue.id)
                ? { page: 'recommendation', id: issue.id }
                : { page: 'dialogue', id: issue.dialogueId, part: 'minutes' }
            }
            here={isFollowed(issue)}
          >
            {cut(issue.text)}
          </Way>
        )}
      </Stops>
    </>
  )
}

/** Where issues were written down, and when that was approved. */
function MinutesOf({ line: { dialogues, issues } }: { line: Lineage }) {
  const { line: words } = useText().recommendations
  const locale = useLocale()
  const held = dialogues.find(({ id }) => id === issues[0]?.dialogueId)
  return (
    held && (
      <Station name={words.minutes} day={held.minutes?.approved ? instantDay(held.minutes.approved.at, locale) : ''}>
        <Way place={{ page: 'dialogue', id: held.id, part: 'minutes' }}>{words.issueList}</Way>
      </Station>
    )
  )
}

/** An item lies in the agenda of its dialogue; one that was taken off it is said to be gone. */
function Item({ id, dialogueId, here }: { id: string; dialogueId: string; here: boolean }) {
  const { line: words } = useText().recommendations
  const { state } = useDocument(documentName('agenda', dialogueId))
  if (state.is === 'opening') return null
  const item = state.is === 'open' ? readAgenda(state.doc).find((one) => one.id === id) : undefined
  if (!item) return <span className="soft">{words.itemGone}</span>
  return (
    <Way place={{ page: 'dialogue', id: dialogueId, part: 'agenda' }} here={here}>
      {item.content || item.segment}
    </Way>
  )
}

/** What was written on it, and what it went out with. */
function Texts({ line, origin }: Props) {
  const t = useText()
  const { line: words } = t.recommendations
  const locale = useLocale()
  const isHere = (of: Origin['of'], id: string): boolean => origin.of === of && origin.id === id
  const { memos, briefings, issues } = line
  // What was raised at a dialogue stands among its issues.
  const recommendations = line.recommendations.filter(({ memoId }) => memoId !== null)
  const isWritten = issues.length === 0 || memos.length > 0
  return (
    <>
      <Stops name={words.memo} records={memos} dayOf={(one) => instantDay(one.createdAt, locale)} here={origin.of === 'memo'}>
        {({ id, title }) => (
          <Way place={{ page: 'memo', id }} here={isHere('memo', id)}>
            {title}
          </Way>
        )}
      </Stops>
      {memos.length === 0 && isWritten && <Station name={words.memo} reached={false} />}
      <Stops name={words.recommendation} records={recommendations} dayOf={() => null} here={origin.of === 'recommendation'}>
        {({ id, measure }) => (
          <Way place={{ page: 'recommendation', id }} here={isHere('recommendation', id)}>
            {cut(measure)}
          </Way>
        )}
      </Stops>
      <Stops name={words.briefing} records={briefings} dayOf={(one) => longDay(one.date, locale)} here={origin.of === 'briefing'}>
        {(briefing) => (
          <Way place={{ page: 'briefing', id: briefing.id }} here={isHere('briefing', briefing.id)}>
            {briefing.number === null ? `${briefing.masthead} ${words.draft}` : issueName(briefing, t)}
          </Way>
        )}
      </Stops>
      {briefings.length === 0 && isWritten && <Station name={words.briefing} reached={false} />}
    </>
  )
}

/** What has become of one recommendation or issue so far. */
function Course({ record, line }: { record: Recommendation; line: Lineage }) {
  const t = useText()
  const locale = useLocale()
  const words = t.recommendations.line
  const briefing = line.briefings.find(({ id }) => id === record.briefingId)
  const { status, receivedOn, answeredOn, closed } = record
  return (
    <>
      <Station name={record.dialogueId === null ? words.submitted : words.assigned} day={instantDay(record.submittedAt, locale)}>
        {[briefing?.report, briefing?.send].filter(Boolean).join('、')}
      </Station>
      <Station name={words.received} day={receivedOn && longDay(receivedOn, locale)} reached={receivedOn !== null}>
        {receivedOn && record.lead}
      </Station>
      <Station name={words.answered} day={answeredOn && longDay(answeredOn, locale)} reached={answeredOn !== null}>
        {cut(record.reply)}
      </Station>
      <Station name={words.outcome} reached={hasOutcome(status)}>
        {hasOutcome(status) && t.recommendations.statuses[status]}
      </Station>
      <Station name={words.closed} day={closed && instantDay(closed.at, locale)} reached={closed !== null} />
    </>
  )
}

/** Of several at once only how many stand where. */
function Counted({ records }: { records: readonly Recommendation[] }) {
  const { line: words } = useText().recommendations
  const now = today()
  const open = records.filter(({ closed }) => closed === null)
  const overdue = open.filter((record) => urgencyOf(record, now) === 'overdue')
  return (
    <Station name={words.outcome} reached={records.length > 0 && open.length === 0}>
      {records.length > 0 && words.counted(open.length, overdue.length, records.length - open.length)}
    </Station>
  )
}

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
