import { ChevronLeft, ChevronRight, MicOff, Square, X } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { comes } from '../../shared/dialogues/attendees.ts'
import { itemUnderWay, standing, type Standing } from '../../shared/dialogues/run.ts'
import { documentName } from '../../shared/documentName.ts'
import { slots, type AgendaItem } from '../../shared/documents/agenda.ts'
import { assertNever } from '../../shared/errors.ts'
import type { Attendee, Dialogue } from '../../shared/register.ts'
import { mayRecord } from '../../shared/roles.ts'
import { useAgenda } from '../dialogues/useAgenda.ts'
import { useAttendees } from '../dialogues/useAttendees.ts'
import { wallNow } from '../format.ts'
import { useCommand, useDocument, useMe, useRecord, useRegisterState, useRole, type UsedDocument } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Missing } from '../ui/Missing.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { lasting } from './lasting.ts'
import { Speakers } from './Speakers.tsx'
import { sides, speakersFor } from './speakersFor.ts'
import { useRoomTime } from './useRoomTime.ts'
import './meeting.css'

/** What the meeting room sees, on a screen of its own; whoever keeps the record leads it on by keyboard. */
export default function MeetingPage({ id }: { id: string }) {
  const t = useText()
  const dialogue = useRecord('dialogues', id)
  const { state } = useRegisterState()
  const agenda = useDocument(documentName('agenda', id))
  if (!dialogue) return state.is === 'opening' ? <Waiting /> : <Missing up={{ place: { page: 'dialogues' }, label: t.dialogues.title }} />
  if (agenda.state.is === 'refused') return <ErrorNotice failure={agenda.state.failure} onRetry={agenda.restart} />
  if (agenda.state.is === 'opening') return <Waiting />
  return <Room dialogue={dialogue} doc={agenda.state.doc} />
}

type Open = Extract<UsedDocument['state'], { is: 'open' }>

function Room({ dialogue, doc }: { dialogue: Dialogue; doc: Open['doc'] }) {
  const t = useText()
  const { items } = useAgenda(doc)
  const attendees = useAttendees(dialogue.id)
  const now = useRoomTime()
  const { run } = dialogue
  const stands = standing(run, items, dialogue.startsAt, now)
  const item = items[stands.at]
  const speakers = speakersFor(attendees.filter(comes), item, run)
  const { failure, leads, acts } = useActs(dialogue, items, speakers)
  useEffect(() => {
    document.title = t.app.title(t.meeting.title(dialogue.title))
  }, [t, dialogue.title])
  return (
    <main className="meeting" data-phase={stands.phase} data-over={stands.left !== null && stands.left < 0 ? '' : undefined}>
      <Head dialogue={dialogue} stands={stands} now={now} />
      <Now dialogue={dialogue} items={items} stands={stands} now={now} />
      <Speakers run={run} speakers={speakers} sides={sides(attendees)} now={now} onSpeak={leads ? acts.speak : null} />
      <Course items={items} at={stands.at} over={stands.phase === 'over'} />
      {failure && <ErrorNotice failure={failure} labels={{ ...t.dialogues.plan.items, ...t.dialogues.fields }} />}
      <Controls leads={leads} stands={stands} last={stands.at === items.length - 1} empty={items.length === 0} acts={acts} />
      <p className="spoken" role="status">
        {item && t.meeting.under(stands.at + 1, titleOf(item))}
      </p>
    </main>
  )
}

const titleOf = ({ segment, content }: AgendaItem): string => content || segment

type Acts = { next: () => void; previous: () => void; end: () => void; speak: (attendeeId: string | null) => void; leave: () => void }

/** What can be done here, and the keys for it: those of a presenter's remote control, digits for who speaks. */
function useActs(dialogue: Dialogue, items: readonly AgendaItem[], speakers: readonly Attendee[]) {
  const command = useCommand()
  const role = useRole()
  const me = useMe()
  const { failure, attempt } = useAttempt()
  const { id, run } = dialogue
  const leads = mayRecord(dialogue, { id: me.id, role }) && dialogue.state !== 'archived' && !dialogue.minutes?.approved
  const under = itemUnderWay(run)
  // Over, it goes on with the item that was the last.
  const at = items.findIndex((one) => one.id === (under ?? run?.items.at(-1)?.itemId))
  const to = useCallback((itemId: string | null) => attempt(command('runItem', { id, itemId })), [attempt, command, id])
  const step = (by: 1 | -1): void => {
    const next = under === null ? items[Math.max(at, 0)] : items[at + by]
    if (next) to(next.id)
  }
  const acts: Acts = {
    next: () => step(1),
    previous: () => step(-1),
    end: () => to(null),
    speak: (attendeeId) => attempt(command('runSpeaker', { id, attendeeId })),
    leave: () => (window.history.length > 1 ? (window.location.hash = toHash({ page: 'dialogue', id, part: 'minutes' })) : window.close()),
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return
      const act = actOf(event.key, acts, speakers, leads && under !== null, leads)
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
  return { failure, leads, acts }
}

function actOf(key: string, acts: Acts, speakers: readonly Attendee[], running: boolean, leads: boolean): (() => void) | null {
  if (key === 'Escape') return acts.leave
  if (!leads) return null
  if (key === 'ArrowRight' || key === 'PageDown') return acts.next
  if (!running) return null
  if (key === 'ArrowLeft' || key === 'PageUp') return acts.previous
  if (key === '0') return () => acts.speak(null)
  const speaker = /^[1-9]$/.test(key) ? speakers[Number(key) - 1] : undefined
  return speaker ? () => acts.speak(speaker.id) : null
}

/** So far from the planned time, nothing about being late tells the room anything. */
const isRehearsal = (ms: number): boolean => Math.abs(ms) > 12 * 3_600_000
const wallOf = (ms: number): string => wallNow(new Date(ms)).slice(11)

function Head({ dialogue, stands, now }: { dialogue: Dialogue; stands: Standing; now: number }) {
  const { meeting } = useText()
  const late = isRehearsal(stands.late) ? 0 : Math.round(stands.late / 60_000)
  return (
    <header className="meeting-head">
      <h1 title={dialogue.title}>{dialogue.title}</h1>
      <p className="numbers">
        <span>{stands.phase === 'over' ? meeting.endedAt(wallOf(stands.endsAt)) : meeting.endsAt(wallOf(stands.endsAt))}</span>
        {late !== 0 && <strong className={late > 0 ? 'late' : ''}>{late > 0 ? meeting.late(late) : meeting.early(-late)}</strong>}
        <time>{wallOf(now)}</time>
      </p>
    </header>
  )
}

type NowProps = { dialogue: Dialogue; items: readonly AgendaItem[]; stands: Standing; now: number }

function Now({ dialogue, items, stands, now }: NowProps) {
  const { meeting } = useText()
  const item = items[stands.at]
  return (
    <section className="meeting-now" aria-label={meeting.now}>
      {item ? (
        <>
          <p className="meeting-place">
            {[meeting.place(stands.at + 1, items.length), item.content && item.segment].filter(Boolean).join(' · ')}
          </p>
          <h2 title={titleOf(item)}>{titleOf(item)}</h2>
          <p className="meeting-speaker">{item.speaker}</p>
          {item.responder && (
            <p className="meeting-responder" title={item.responder}>
              {meeting.responder(item.responder)}
            </p>
          )}
        </>
      ) : (
        <h2>{stands.phase === 'over' ? meeting.over : items.length === 0 ? meeting.noItems : meeting.ahead}</h2>
      )}
      <Clock dialogue={dialogue} stands={stands} item={item} now={now} />
      <Next dialogue={dialogue} items={items} at={stands.phase === 'over' ? items.length : stands.at + 1} />
    </section>
  )
}

function Clock({ dialogue, stands, item, now }: Omit<NowProps, 'items'> & { item: AgendaItem | undefined }) {
  const { meeting } = useText()
  switch (stands.phase) {
    case 'ahead': {
      const ahead = Date.parse(dialogue.startsAt) - now
      return isRehearsal(ahead) ? null : (
        <div className="meeting-clock">
          <output className="numbers">{lasting(ahead)}</output>
          <p>{ahead >= 0 ? meeting.untilStart : meeting.pastStart}</p>
        </div>
      )
    }
    case 'over':
      return (
        <div className="meeting-clock">
          <output className="numbers">{lasting(stands.endsAt - Date.parse(dialogue.run?.items[0]?.from ?? ''))}</output>
          <p>{meeting.lasted}</p>
        </div>
      )
    case 'running': {
      const { left, spent } = stands
      const share = left === null ? 0 : Math.min(1, spent / (spent + left))
      return (
        <div className="meeting-clock">
          <output className="numbers">{lasting(spent)}</output>
          {left !== null && (
            <p className="numbers">
              {meeting.planned(item?.minutes ?? 0)}
              <strong>{left < 0 ? meeting.overtime(lasting(left)) : meeting.left(lasting(Math.ceil(left / 1000) * 1000))}</strong>
            </p>
          )}
          <div className="meeting-bar" aria-hidden>
            <span style={{ inlineSize: `${share * 100}%` }} />
          </div>
        </div>
      )
    }
    default:
      return assertNever(stands.phase)
  }
}

function Next({ dialogue, items, at }: { dialogue: Dialogue; items: readonly AgendaItem[]; at: number }) {
  const { meeting } = useText()
  const next = items[at]
  const from = slots(dialogue.startsAt, items)[at]?.from ?? ''
  const title = next ? [next.segment, next.content].filter(Boolean).join('：') : ''
  return (
    <p className="meeting-next">
      {next && (
        <>
          <span className="numbers">{meeting.nextAt(at === 0 ? meeting.first : meeting.next, from, next.minutes)}</span>
          <strong title={title}>{title}</strong>
        </>
      )}
    </p>
  )
}

/** The whole agenda as one line, each item as long as it was planned. */
function Course({ items, at, over }: { items: readonly AgendaItem[]; at: number; over: boolean }) {
  return (
    <ol className="meeting-course" aria-hidden>
      {items.map(({ id, minutes }, place) => (
        <li key={id} className={over || place < at ? 'past' : place === at ? 'here' : ''} style={{ flexGrow: Math.max(minutes, 1) }} />
      ))}
    </ol>
  )
}

type ControlsProps = { leads: boolean; stands: Standing; last: boolean; empty: boolean; acts: Acts }

function Controls({ leads, stands, last, empty, acts }: ControlsProps) {
  const { meeting } = useText()
  const [ending, setEnding] = useState(false)
  const running = stands.phase === 'running'
  return (
    <footer className="meeting-controls">
      {leads && running && (
        <>
          <Button icon={<ChevronLeft size={18} aria-hidden />} disabled={stands.at <= 0} onClick={acts.previous}>
            {meeting.previous}
          </Button>
          <Button look="primary" icon={<ChevronRight size={18} aria-hidden />} disabled={last} onClick={acts.next}>
            {meeting.goOn}
          </Button>
          <Button icon={<MicOff size={16} aria-hidden />} onClick={() => acts.speak(null)}>
            {meeting.silence}
          </Button>
          <Button
            icon={<Square size={14} aria-hidden />}
            onClick={() => (ending ? acts.end() : setEnding(true))}
            onBlur={() => setEnding(false)}
          >
            {ending ? meeting.endSure : meeting.end}
          </Button>
        </>
      )}
      {leads && !running && (
        <Button look="primary" disabled={empty} onClick={acts.next}>
          {stands.phase === 'over' ? meeting.resume : meeting.start}
        </Button>
      )}
      {leads && <span className="soft">{meeting.keys}</span>}
      <span className="meeting-leave">
        <Button look="quiet" icon={<X size={16} aria-hidden />} onClick={acts.leave}>
          {meeting.leave}
        </Button>
      </span>
    </footer>
  )
}
