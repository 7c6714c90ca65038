import { isPending, urgencyOf } from '../../shared/followUp.ts'
import type { Recommendation } from '../../shared/register.ts'
import type { Work } from '../ui/slices.ts'
import { namedBy, type Asked, type Filter } from './filters.ts'

/** What is sifted, and by what. */
type Sifting = Omit<Asked, 'filter'> & { records: readonly Recommendation[]; today: string }
type View = ReadonlySet<Recommendation>
/** Of these records those in each view, in their order; `all`: `null` where every record is named. */
export type Sifted = { records: readonly Recommendation[]; all: View | null; views: Record<Exclude<Filter, 'all'>, View> }

/** So many records are sifted between two looks at the clock. */
const piece = 256

/** FI1 All views at once: what is pressed after that shows what is known already. */
export function* sifting({ records, lead, text, today }: Sifting): Work<Sifted> {
  const isNamed = namedBy({ lead, text })
  const all = isNamed && new Set<Recommendation>()
  const made = (): Set<Recommendation> => new Set()
  const views = { overdue: made(), soon: made(), pending: made(), underway: made(), answered: made(), closed: made() }
  let left = piece
  for (const record of records) {
    if (--left === 0) {
      left = piece
      yield
    }
    if (isNamed && !isNamed(record)) continue
    all?.add(record)
    views[standingOf(record)].add(record)
    const urgency = urgencyOf(record, today)
    if (urgency === 'overdue' || urgency === 'soon') views[urgency].add(record)
  }
  return { records, all, views }
}

/** In the order of all. */
export const shownIn = ({ records, all, views }: Sifted, filter: Filter): readonly Recommendation[] => {
  const view = filter === 'all' ? all : views[filter]
  return view ? [...view] : records
}

/** `null`: every one is. */
export function isShownIn({ all, views }: Sifted, filter: Filter): ((record: Recommendation) => boolean) | null {
  const view = filter === 'all' ? all : views[filter]
  return view && ((record) => view.has(record))
}

/** How many stand in each view. */
export const countsOf = ({ records, all, views }: Sifted): Record<Filter, number> => ({
  all: all?.size ?? records.length,
  overdue: views.overdue.size,
  soon: views.soon.size,
  pending: views.pending.size,
  underway: views.underway.size,
  answered: views.answered.size,
  closed: views.closed.size,
})

function standingOf({ status, closed }: Recommendation): 'pending' | 'underway' | 'answered' | 'closed' {
  if (closed !== null) return 'closed'
  if (isPending(status)) return 'pending'
  return status === 'received' || status === 'underway' ? 'underway' : 'answered'
}
