export { today, wallNow } from '../shared/wallClock.ts'

/** Days and times in the language of the page. Wall times have no zone: they are shown as they stand. */
const asUtc = (wall: string): Date => new Date(`${wall.slice(0, 16)}${wall.length > 10 ? '' : 'T00:00'}:00Z`)
/** Kept: making one costs a hundred times what asking it does, and a list asks for every row. */
const formats = new Map<string, Intl.DateTimeFormat>()
function format(date: Date, locale: string, options: Intl.DateTimeFormatOptions, timeZone?: string): string {
  // Of this machine's zone one an offset: a machine that travels goes on to the right one.
  const key = `${locale} ${timeZone ?? date.getTimezoneOffset()} ${JSON.stringify(options)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, timeZone ? { ...options, timeZone } : options)
  formats.set(key, known)
  return known.format(date)
}

/** `2026年11月24日` */
export const longDay = (wall: string, locale: string): string => format(asUtc(wall), locale, { dateStyle: 'long' }, 'UTC')
/** `星期二` */
export const weekDay = (wall: string, locale: string): string => format(asUtc(wall), locale, { weekday: 'long' }, 'UTC')
/** `11月24日` */
export const monthDay = (wall: string, locale: string): string => format(asUtc(wall), locale, { month: 'long', day: 'numeric' }, 'UTC')
/** `2026年11月24日 14:00` of a meeting. */
export const wallMoment = (wall: string, locale: string): string => `${longDay(wall, locale)} ${wall.slice(11, 16)}`
/** An instant, in the zone of this machine: today its time, else its day. */
export function since(instant: string, locale: string, now: Date = new Date()): string {
  const date = new Date(instant)
  if (date.toDateString() === now.toDateString()) return format(date, locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return date.getFullYear() === now.getFullYear()
    ? format(date, locale, { month: 'long', day: 'numeric' })
    : format(date, locale, { dateStyle: 'long' })
}
/** `11月24日 14:00`, of an instant. */
export const instantTime = (instant: string, locale: string): string =>
  format(new Date(instant), locale, { month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
/** `2026年11月24日 14:00:05`, of an instant. */
export const instantMoment = (instant: string, locale: string): string =>
  format(new Date(instant), locale, { dateStyle: 'long', timeStyle: 'medium' })
export const instantDay = (instant: string, locale: string): string => format(new Date(instant), locale, { dateStyle: 'long' })

const kib = 1024
/** `1.5 MB`; never so little that it would read as nothing. */
export function sizeOf(bytes: number, locale: string): string {
  const [amount, unit] = bytes < kib * kib ? [Math.max(0.1, bytes / kib), 'KB'] : [bytes / kib / kib, 'MB']
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(amount)} ${unit}`
}
