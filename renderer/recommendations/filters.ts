import { hasOutcome, isPending, urgencyOf } from '../../shared/followUp.ts'
import { departments } from '../../shared/figures.ts'
import type { Recommendation } from '../../shared/register.ts'

/** The views of the list, as a secretary asks for them. */
export const filters = ['all', 'overdue', 'soon', 'pending', 'underway', 'answered', 'closed'] as const
export type Filter = (typeof filters)[number]

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

/** 牵头单位 as memos write them, several parted by 、: each department once, in the order of the language. */
export function leadsOf(records: readonly Recommendation[], locale: string): string[] {
  const leads = new Set(records.flatMap(({ lead }) => departments(lead)))
  return [...leads].sort(new Intl.Collator(locale).compare)
}
