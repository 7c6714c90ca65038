import { isSameMonth, isToday, parseDate, type CalendarDate } from '@internationalized/date'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from 'react-aria-components/Calendar'
import { Heading } from 'react-aria-components/Heading'
import type { Dialogue } from '../../shared/register.ts'
import { monthDay, today } from '../format.ts'
import { useLocale, useText } from '../text.ts'
import { Aria } from '../ui/Aria.tsx'
import { Button } from '../ui/Button.tsx'
import { go } from '../usePlace.ts'
import { shapeOf } from './states.ts'

export type Days = ReadonlyMap<string, readonly Dialogue[]>

/** Dialogues by their day, in the order they begin. */
export function byDay(dialogues: readonly Dialogue[]): Days {
  const days = new Map<string, Dialogue[]>()
  for (const one of [...dialogues].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))) {
    const day = one.startsAt.slice(0, 10)
    days.set(day, [...(days.get(day) ?? []), one])
  }
  return days
}

/** So many are named in the square of a day. */
const named = 2

type Props = {
  days: Days
  day: CalendarDate
  onStand: (day: CalendarDate) => void
  onOpen: (day: CalendarDate) => void
}

/** A month on one sheet. Arrows walk the days, Page Up and Page Down the months; Enter opens what is on the day. */
export function Month({ days, day, onStand, onOpen }: Props) {
  const { calendar: words } = useText().dialogues
  return (
    <Aria>
      <Calendar
        className="month panel"
        aria-label={words.title}
        value={null}
        firstDayOfWeek="mon"
        focusedValue={day}
        onFocusChange={onStand}
        onChange={(on) => onOpen(parseDate(on.toString()))}
      >
        <header className="month-head">
          <AriaButton slot="previous" className="button icon" aria-label={words.previous}>
            <ChevronLeft size={16} aria-hidden />
          </AriaButton>
          <AriaButton slot="next" className="button icon" aria-label={words.next}>
            <ChevronRight size={16} aria-hidden />
          </AriaButton>
          <Heading className="month-title" />
          <Button look="quiet" onClick={() => onStand(parseDate(today()))}>
            {words.thisMonth}
          </Button>
          <Neighbours days={days} day={day} onStand={onStand} />
        </header>
        <CalendarGrid className="month-grid" weekdayStyle="short">
          <CalendarGridHeader>{(name) => <CalendarHeaderCell>{name}</CalendarHeaderCell>}</CalendarGridHeader>
          <CalendarGridBody>
            {(date) => (
              <CalendarCell className={isToday(date, localZone) ? 'month-day today' : 'month-day'} date={date}>
                {({ formattedDate }) => <Square date={formattedDate} dialogues={days.get(date.toString()) ?? []} />}
              </CalendarCell>
            )}
          </CalendarGridBody>
        </CalendarGrid>
      </Calendar>
    </Aria>
  )
}

const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Of a month with nothing in it: so, and where the dialogues before and after it are. */
function Neighbours({ days, day, onStand }: Omit<Props, 'onOpen'>) {
  const { calendar: words } = useText().dialogues
  const locale = useLocale()
  const all = [...days.keys()]
  if (all.some((one) => isSameMonth(parseDate(one), day))) return null
  const here = day.toString()
  const earlier = all.filter((one) => one < here).at(-1)
  const later = all.find((one) => one > here)
  return (
    <span className="month-empty soft" role="status">
      {words.emptyMonth}
      {earlier !== undefined && (
        <Button look="quiet" onClick={() => onStand(parseDate(earlier))}>
          {words.earlier(monthDay(earlier, locale))}
        </Button>
      )}
      {later !== undefined && (
        <Button look="quiet" onClick={() => onStand(parseDate(later))}>
          {words.later(monthDay(later, locale))}
        </Button>
      )}
    </span>
  )
}

/** A press on a name opens that dialogue; keys and ears find them all in the list of the day. */
function Square({ date, dialogues }: { date: string; dialogues: readonly Dialogue[] }) {
  const { calendar: words, kinds } = useText().dialogues
  return (
    <>
      <span className="month-number numbers">{date}</span>
      {dialogues.slice(0, named).map((one) => (
        <span
          key={one.id}
          className={`month-entry kind-${one.kind} ${shapeOf(one.state)}`}
          data-dialogue={one.id}
          title={`${one.startsAt.slice(11, 16)} ${kinds[one.kind]} ${one.title}`}
          onPointerUp={(event) => {
            event.stopPropagation()
            go({ page: 'dialogue', id: one.id })
          }}
        >
          <span className="month-kind">
            <span className="numbers">{one.startsAt.slice(11, 16)}</span> {kinds[one.kind]}
          </span>
          <span className="cut">{one.title}</span>
        </span>
      ))}
      {dialogues.length > named && <span className="month-more">{words.more(dialogues.length - named)}</span>}
    </>
  )
}
