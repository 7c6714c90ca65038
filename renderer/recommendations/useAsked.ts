import { useDeferredValue, useMemo, useState } from 'react'
import type { Recommendation } from '../../shared/register.ts'
import { useToday } from '../ui/useToday.ts'
import { countsOf, everything, namedBy, passes, type Asked, type Filter } from './filters.ts'

export type AskedRecords = {
  asked: Asked
  onAsk: (asked: Asked) => void
  isShown: (record: Recommendation) => boolean
  /** In the order of all. */
  shown: readonly Recommendation[]
  /** How many each view holds of what is named. */
  counts: Record<Filter, number>
}

/** Which of these records are asked for: by words and department, then by view. What is pressed and typed shows at once, its list when it is drawn. */
export function useAsked(records: readonly Recommendation[]): AskedRecords {
  const [asked, onAsk] = useState(everything)
  const today = useToday()
  const { filter, lead, text } = useDeferredValue(asked)
  const isNamed = useMemo(() => namedBy({ lead, text }), [lead, text])
  const named = useMemo(() => (isNamed ? records.filter(isNamed) : records), [records, isNamed])
  const counts = useMemo(() => countsOf(named, today), [named, today])
  const isShown = useMemo(
    () => (record: Recommendation) => (isNamed === null || isNamed(record)) && passes(record, filter, today),
    [isNamed, filter, today],
  )
  const shown = useMemo(() => (filter === 'all' ? named : named.filter((record) => passes(record, filter, today))), [named, filter, today])
  return { asked, onAsk, isShown, shown, counts }
}
