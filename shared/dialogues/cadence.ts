import type { CadenceMonths, Dialogue } from '../register.ts'

/** A stretch of the year in which at least one symposium is due. */
export type Period = { year: number; /** From 1 on within the year. */ part: number; firstDay: string; lastDay: string }
export type PeriodRecord = Period & { held: Dialogue[]; planned: Dialogue[]; standing: 'kept' | 'missed' | 'due' }

const two = (n: number): string => String(n).padStart(2, '0')

function periodOf(day: string, months: CadenceMonths): Period {
  const year = Number(day.slice(0, 4))
  const part = Math.ceil(Number(day.slice(5, 7)) / months)
  const last = part * months
  return {
    year,
    part,
    firstDay: `${year}-${two(last - months + 1)}-01`,
    lastDay: new Date(Date.UTC(year, last, 0)).toISOString().slice(0, 10),
  }
}

const before = ({ firstDay }: Period, months: CadenceMonths): Period =>
  periodOf(new Date(Date.parse(firstDay) - 1).toISOString().slice(0, 10), months)

/** A symposium with enterprises, whatever it is called; hearings, reviews and visits have another purpose. */
const counts = ({ kind }: Dialogue): boolean => kind === 'dialogue' || kind === 'symposium'
const isHeld = ({ state }: Dialogue): boolean => state === 'ended' || state === 'archived'

/**
 * DL2 The last periods up to the one of today, oldest first: what was held in each, what is planned, and whether the rule was
 * kept. One that began before the workspace was founded is shown for what was held in it, but not called missed.
 */
export function cadence(dialogues: readonly Dialogue[], months: CadenceMonths, today: string, founded: string, most = 4): PeriodRecord[] {
  const periods: Period[] = []
  for (let period = periodOf(today, months); periods.length < most && period.lastDay >= founded; period = before(period, months))
    periods.unshift(period)
  const records = periods.map((period): PeriodRecord => {
    const within = dialogues
      .filter((one) => counts(one) && one.startsAt.slice(0, 10) >= period.firstDay && one.startsAt.slice(0, 10) <= period.lastDay)
      .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
    const held = within.filter(isHeld)
    const planned = within.filter((one) => !isHeld(one))
    return { ...period, held, planned, standing: held.length > 0 ? 'kept' : period.lastDay < today ? 'missed' : 'due' }
  })
  return records.filter(({ standing, firstDay }) => standing !== 'missed' || firstDay >= founded)
}
