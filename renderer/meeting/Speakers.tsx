import { nameOf } from '../../shared/dialogues/attendees.ts'
import { speechUnderWay, spokenBy, spokenBySide } from '../../shared/dialogues/run.ts'
import type { Attendee, DialogueRun, Side } from '../../shared/register.ts'
import { useText } from '../text.ts'
import { lasting } from './lasting.ts'
import { keyOf } from './speakersFor.ts'

type Props = {
  run: DialogueRun | null
  speakers: readonly Attendee[]
  sides: readonly Side[]
  now: number
  /** `null` for whoever only looks on. */
  onSpeak: ((attendeeId: string | null) => void) | null
}

/** Who may speak, who does, and for how long each and each side has spoken. */
export function Speakers({ run, speakers, sides, now, onSpeak }: Props) {
  const t = useText()
  const speech = speechUnderWay(run)
  const spoken = spokenBy(run, now)
  const bySide = spokenBySide(run, now)
  const longest = Math.max(1, ...bySide.values())
  return (
    <aside className="meeting-speakers" aria-label={t.meeting.speakers}>
      {/* Before the meeting its buttons cannot be reached, and the list may be longer than the screen. */}
      <ul className="meeting-list" tabIndex={0} aria-label={t.meeting.speakers}>
        {speakers.map((one, place) => {
          const speaks = speech?.attendeeId === one.id
          // Whoever is 匿名 sits behind a card with the code, and stands on the wall by it too.
          const name = one.anonymous ? t.attendees.code(one.code) : nameOf(one) || one.organisation
          const unit = one.anonymous || nameOf(one) === '' ? '' : one.organisation
          const content = (
            <>
              <kbd>{onSpeak ? keyOf(place) : null}</kbd>
              <span className="meeting-name" title={[name, unit].filter(Boolean).join(' ')}>
                {name}
                <small>{unit}</small>
              </span>
              <span className="numbers">{spoken.has(one.id) ? lasting(spoken.get(one.id) ?? 0) : ''}</span>
            </>
          )
          return (
            <li key={one.id} data-speaks={speaks ? '' : undefined}>
              {onSpeak ? (
                <button type="button" aria-pressed={speaks} disabled={!run} onClick={() => onSpeak(speaks ? null : one.id)}>
                  {content}
                </button>
              ) : (
                <div>{content}</div>
              )}
            </li>
          )
        })}
      </ul>
      <dl className="meeting-sides" aria-label={t.meeting.bySide}>
        {sides.map((side) => (
          <div key={side}>
            <dt>{t.attendees.list.sides[side]}</dt>
            <dd>
              <span className="meeting-side" style={{ inlineSize: `${((bySide.get(side) ?? 0) / longest) * 100}%` }} aria-hidden />
            </dd>
            <dd className="numbers">{lasting(bySide.get(side) ?? 0)}</dd>
          </div>
        ))}
      </dl>
    </aside>
  )
}
