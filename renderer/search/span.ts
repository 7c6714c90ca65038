import { z } from 'zod'
import type { SearchSpan } from '../../shared/search.ts'
import { today } from '../format.ts'

/** How far back is looked. `chosen`: two days that the person sets. */
export const reach = z.enum(['any', 'week', 'month', 'halfYear', 'year', 'chosen'])
export type Reach = z.infer<typeof reach>
export type Days = { from: string | null; to: string | null }

const daysBack = { week: 7, month: 31, halfYear: 184, year: 366 } as const

/** A dialogue that is still to come counts as recent. */
export function spanOf(how: Reach, days: Days, now = new Date()): SearchSpan | null {
  const offset = -now.getTimezoneOffset()
  if (how === 'any') return null
  if (how === 'chosen') return days.from === null && days.to === null ? null : { ...days, offset }
  const from = new Date(Date.parse(today(now)) - daysBack[how] * 86_400_000).toISOString().slice(0, 10)
  return { from, to: null, offset }
}
