import type { CalendarDate } from '@internationalized/date'
import { Plus } from 'lucide-react'
import type { Ref } from 'react'
import type { Dialogue } from '../../shared/register.ts'
import { longDay, weekDay } from '../format.ts'
import { toHash } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Mark } from '../ui/Mark.tsx'
import { shapeOf } from './states.ts'

type Props = { ref: Ref<HTMLElement>; day: CalendarDate; dialogues: readonly Dialogue[]; onCreate?: () => void }

/** What is on one day. It is said as one walks from day to day. */
export function DayList({ ref, day, dialogues, onCreate }: Props) {
  const { calendar: words, kinds, states } = useText().dialogues
  const locale = useLocale()
  const wall = day.toString()
  return (
    <aside className="day panel" ref={ref} aria-label={longDay(wall, locale)}>
      <h2>
        {longDay(wall, locale)} <span className="soft">{weekDay(wall, locale)}</span>
      </h2>
      <div aria-live="polite">
        {dialogues.length === 0 ? (
          <p className="soft">{words.none}</p>
        ) : (
          <ul>
            {dialogues.map((one) => (
              <li key={one.id} className={`kind-${one.kind}`}>
                <a href={toHash({ page: 'dialogue', id: one.id })}>{one.title}</a>
                <span className="soft">
                  <span className="numbers">{one.startsAt.slice(11, 16)}</span> {kinds[one.kind]}
                </span>
                {one.venue && <span className="soft">{one.venue}</span>}
                <Mark shape={shapeOf(one.state)}>{states[one.state]}</Mark>
              </li>
            ))}
          </ul>
        )}
      </div>
      {onCreate && (
        <Button look="quiet" icon={<Plus size={14} aria-hidden />} onClick={onCreate}>
          {words.createHere}
        </Button>
      )}
    </aside>
  )
}
