/** Days are wall days, `2027-06-30`. */
const monthEnd = (year: number, month: number): string => `${year}-${two(month)}-${two(new Date(Date.UTC(year, month, 0)).getUTCDate())}`
const two = (n: number): string => String(n).padStart(2, '0')
const digits: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  十一: 11,
  十二: 12,
}
const numberOf = (text: string): number => digits[text] ?? Number(text)

type Reading = (found: RegExpExecArray, from: string) => string | null
/** The forms in which memos name a term (办理时限), the more exact first. */
const readings: readonly [RegExp, Reading][] = [
  [/(\d{4})年(\d{1,2})月(\d{1,2})日/, ([, year, month, day]) => real(`${year}-${two(Number(month))}-${two(Number(day))}`)],
  [/(\d{4})年(\d{1,2})月/, ([, year, month]) => (Number(month) >= 1 && Number(month) <= 12 ? monthEnd(Number(year), Number(month)) : null)],
  [/(\d{4})年第?([一二三四1-4])季度/, ([, year, quarter = '']) => monthEnd(Number(year), 3 * numberOf(quarter))],
  [/(\d{4})年上半年/, ([, year]) => `${year}-06-30`],
  [/(\d{4})年/, ([, year]) => `${year}-12-31`],
  [/([一二两三四五六七八九十]{1,2}|\d{1,2})个月/, ([, count = ''], from) => later(from, numberOf(count))],
  [/半年/, (_, from) => later(from, 6)],
  [/([一二两三四五]|\d)年/, ([, count = ''], from) => later(from, 12 * numberOf(count))],
]

/**
 * The last day of a term as memos write it: 2027年6月底前, 2026年12月31日前, 2027年第一季度, 三个月内 (counted from `from`, the day it
 * went out). `null` for what names no day, like 长期坚持.
 */
export function dueOf(term: string, from: string): string | null {
  for (const [form, read] of readings) {
    const found = form.exec(term)
    if (found) return read(found, from)
  }
  return null
}

function later(from: string, months: number): string | null {
  if (!Number.isInteger(months)) return null
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number)
  const last = monthEnd(year + Math.floor((month - 1 + months) / 12), ((month - 1 + months) % 12) + 1)
  return day < Number(last.slice(8)) ? `${last.slice(0, 8)}${two(day)}` : last
}

const real = (day: string): string | null =>
  Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day ? null : day
