import { addDays, addMonths, addWeeks, format, startOfISOWeek, startOfMonth } from 'date-fns'

/**
 * The days of the sample, reckoned from the day it is opened, so that its half-year always lies about today: one dialogue
 * held some nine weeks ago, one coming in some three weeks. All are Wednesdays outside the public holidays.
 */
export type Calendar = {
  /** The day the work began: the workspace and its members are that old. */
  founded: Date
  held: Date
  briefed: Date
  coming: Date
  /** Months of the survey that the held dialogue rests on, `2026年7月至8月`. */
  survey: string
  /** Months of the field visits of the autumn. */
  visits: string
  /** The twelve whole months before this one. */
  year: string
  /** The end of the month so many months from now: `2027年3月底前`. */
  by(months: number): string
}

export function calendar(now: Date): Calendar {
  const held = workingDay(addDays(now, -63), -1)
  return {
    founded: addDays(held, -98),
    held,
    briefed: workingDay(addDays(held, 28), -1),
    coming: workingDay(addDays(now, 21), 1),
    survey: months(addMonths(startOfMonth(held), -2), addMonths(startOfMonth(held), -1)),
    visits: months(addMonths(startOfMonth(now), -3), addMonths(startOfMonth(now), -1)),
    year: months(addMonths(startOfMonth(now), -12), addMonths(startOfMonth(now), -1)),
    by: (count) => `${month(addMonths(startOfMonth(now), count))}底前`,
  }
}

/** `2026年9月23日`, without leading zeros (GB/T 9704-2012, 7.3.5.4). */
export const date = (day: Date): string => format(day, 'yyyy年M月d日')
export const isoDay = (day: Date): string => format(day, 'yyyy-MM-dd')
const month = (day: Date): string => format(day, 'yyyy年M月')

const months = (from: Date, to: Date): string =>
  `${month(from)}至${from.getFullYear() === to.getFullYear() ? format(to, 'M月') : month(to)}`

/** The Wednesday of a week, or of the next week, `step` by `step`, that has no holiday on it. */
function workingDay(near: Date, step: 1 | -1): Date {
  const wednesday = addDays(startOfISOWeek(near), 2)
  return isHoliday(wednesday) ? workingDay(addWeeks(wednesday, step), step) : wednesday
}

/** Public holidays that can fall on a Wednesday, by the civil calendar and by the lunar one; 清明 moves by a day and is taken wide. */
const civil = [/^01-0[1-3]$/, /^04-0[3-6]$/, /^05-0[1-5]$/, /^10-0[1-8]$/]
const lunar = [/^12-(29|30)$/, /^1-[1-8]$/, /^5-5$/, /^8-15$/]
const lunarCalendar = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric' })

function isHoliday(day: Date): boolean {
  const part = (type: string): string => lunarCalendar.formatToParts(day).find((one) => one.type === type)?.value ?? ''
  const lunarDay = `${part('month')}-${part('day')}`
  return civil.some((days) => days.test(format(day, 'MM-dd'))) || lunar.some((days) => days.test(lunarDay))
}
