import { useMemo } from 'react'
import { cadence, type PeriodRecord } from '../../shared/dialogues/cadence.ts'
import type { CadenceMonths, Dialogue } from '../../shared/register.ts'
import { monthDay, today } from '../format.ts'
import { useCommand, useMay, useWorkspace } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import { Choice } from '../ui/Choice.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Mark } from '../ui/Mark.tsx'
import { toast } from '../ui/toasts.ts'
import { useAttempt } from '../ui/useAttempt.ts'
import './dialogues.css'

const intervals: readonly { value: '3' | '6' | '12'; months: CadenceMonths }[] = [
  { value: '3', months: 3 },
  { value: '6', months: 6 },
  { value: '12', months: 12 },
]

/** Whether a symposium was held as often as the founding policy asks, period by period. */
export function Cadence({ dialogues }: { dialogues: readonly Dialogue[] }) {
  const { cadence: words } = useText().dialogues
  const workspace = useWorkspace()
  const command = useCommand()
  const may = useMay('setCadence')
  const { failure, attempt } = useAttempt()
  const now = today()
  const months = workspace?.cadence ?? 6
  const founded = workspace?.foundedAt.slice(0, 10) ?? now
  const periods = useMemo(() => cadence(dialogues, months, now, founded), [dialogues, months, now, founded])
  const set = (value: string): void => {
    const chosen = intervals.find((one) => one.value === value)
    if (chosen) attempt(command('setCadence', { months: chosen.months }), () => toast(words.changed, { about: 'cadence' }))
  }
  return (
    <section className="cadence" aria-label={words.title}>
      <div className="cadence-rule">
        <strong>{words.rule[months]}</strong>
        {may && (
          <Choice
            label={words.interval}
            inline
            value={intervals.find((one) => one.months === months)?.value ?? '6'}
            onChange={set}
            options={intervals.map(({ value, months: each }) => ({ value, label: words.intervals[each] }))}
          />
        )}
        <span className="soft">{words.basis}</span>
      </div>
      {failure && <ErrorNotice failure={failure} />}
      <ol>
        {periods.map((period) => (
          <li key={period.firstDay} className={period.standing}>
            <PeriodCell period={period} months={months} now={now} />
          </li>
        ))}
      </ol>
    </section>
  )
}

const dayMs = 24 * 60 * 60 * 1000

function PeriodCell({ period, months, now }: { period: PeriodRecord; months: CadenceMonths; now: string }) {
  const { cadence: words } = useText().dialogues
  const locale = useLocale()
  const left = Math.round((Date.parse(period.lastDay) - Date.parse(now)) / dayMs)
  return (
    <>
      <span className="soft numbers">{words.period(months, period.year, period.part)}</span>
      {period.standing === 'kept' && <Mark shape="done">{words.kept(period.held.length)}</Mark>}
      {period.standing === 'missed' && <Mark shape="missed">{words.missed}</Mark>}
      {period.standing === 'due' && <Mark shape="open">{words.due(left)}</Mark>}
      {[...period.held, ...period.planned].map((one) => (
        <a key={one.id} className="cut" href={toHash({ page: 'dialogue', id: one.id })} title={one.title}>
          {period.held.includes(one) ? monthDay(one.startsAt, locale) : words.planned(monthDay(one.startsAt, locale))}　{one.title}
        </a>
      ))}
    </>
  )
}
