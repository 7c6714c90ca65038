import { z } from 'zod'
import { departments } from '../../shared/figures.ts'
import { hasOutcome, isPending, urgencyOf } from '../../shared/followUp.ts'
import type { Recommendation } from '../../shared/register.ts'

/** The views of the list, as a secretary asks for them. */
export const filters = ['all', 'overdue', 'soon', 'pending', 'underway', 'answered', 'closed'] as const
export type Filter = (typeof filters)[number]

/** What of the list is asked for; an empty word asks for everything. */
export type Asked = { filter: Filter; lead: string; text: string }
export const everything: Asked = { filter: 'all', lead: '', text: '' }

/** Whether a record is asked for, whatever its standing. */
export const isNamed = ({ measure, lead }: Recommendation, asked: Omit<Asked, 'filter'>): boolean =>
  (asked.lead === '' || departments(lead).includes(asked.lead)) &&
  (asked.text === '' || `${measure}\n${lead}`.toLowerCase().includes(asked.text.toLowerCase()))

export const isAsked = (record: Recommendation, asked: Asked, today: string): boolean =>
  passes(record, asked.filter, today) && isNamed(record, asked)

export function passes(record: Recommendation, filter: Filter, today: string): boolean {
  const { status, closed } = record
  switch (filter) {
    case 'all':
      return true
    case 'overdue':
    case 'soon':
      return urgencyOf(record, today) === filter
    case 'pending':
      return closed === null && isPending(status)
    case 'underway':
      return closed === null && (status === 'received' || status === 'underway')
    case 'answered':
      return closed === null && (status === 'answered' || hasOutcome(status))
    case 'closed':
      return closed !== null
  }
}

/** 牵头单位 of all: each department once, in the order of the language. */
export function leadsOf(records: readonly Recommendation[], locale: string): string[] {
  const leads = new Set(records.flatMap(({ lead }) => departments(lead)))
  return [...leads].sort(new Intl.Collator(locale).compare)
}

/** A filter that was given a name, on this machine. */
const savedFilter = z.object({ name: z.string().min(1).max(40), filter: z.enum(filters), lead: z.string(), text: z.string() })
export type SavedFilter = z.infer<typeof savedFilter>
const mostSaved = 30
const kept = 'yice:followUpFilters'

/** What cannot be read any more is as if it had not been kept. */
export function savedFilters(): SavedFilter[] {
  try {
    return savedFilter
      .array()
      .catch([])
      .parse(JSON.parse(window.localStorage.getItem(kept) ?? '[]'))
  } catch (reason) {
    if (reason instanceof SyntaxError) return []
    throw reason
  }
}

/** A name that is taken is given to the new one; the oldest go when there are too many. */
export function keepFilter(all: readonly SavedFilter[], one: SavedFilter): SavedFilter[] {
  return written([...all.filter(({ name }) => name !== one.name), one].slice(-mostSaved))
}

export const dropFilter = (all: readonly SavedFilter[], name: string): SavedFilter[] => written(all.filter((one) => one.name !== name))

function written(all: SavedFilter[]): SavedFilter[] {
  window.localStorage.setItem(kept, JSON.stringify(all))
  return all
}
