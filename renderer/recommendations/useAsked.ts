import { startTransition, useDeferredValue, useEffect, useMemo, useState, type Dispatch, type SetStateAction } from 'react'
import type { Recommendation } from '../../shared/register.ts'
import { inSlices, whole } from '../ui/slices.ts'
import { useToday } from '../ui/useToday.ts'
import { everything, type Asked, type Filter } from './filters.ts'
import { countsOf, isShownIn, shownIn, sifting, type Sifted } from './sifted.ts'

/** Of so many records the answer stands with the key; of more it is worked out between frames. */
const atOnce = 1_000

export type AskedRecords = {
  asked: Asked
  onAsk: Dispatch<SetStateAction<Asked>>
  /** What was looked through: behind a change by some frames where there are very many. */
  records: readonly Recommendation[]
  /** `null`: every one is. */
  isShown: ((record: Recommendation) => boolean) | null
  /** In the order of all. */
  shown: readonly Recommendation[]
  /** How many each view holds of what is named. */
  counts: Record<Filter, number>
}

/** Which of these records are asked for: by words and department, then by view. What is pressed and typed shows at once, its list when it is drawn. */
export function useAsked(records: readonly Recommendation[]): AskedRecords {
  const [asked, onAsk] = useState(everything)
  const { lead, text } = asked
  const filter = useDeferredValue(asked.filter)
  const sifted = useSifted(records, lead, text)
  const isShown = useMemo(() => isShownIn(sifted, filter), [sifted, filter])
  const shown = useMemo(() => shownIn(sifted, filter), [sifted, filter])
  const counts = useMemo(() => countsOf(sifted), [sifted])
  return { asked, onAsk, records: sifted.records, isShown, shown, counts }
}

function useSifted(records: readonly Recommendation[], lead: string, text: string): Sifted {
  const today = useToday()
  const wanted = useMemo(() => ({ records, lead, text, today }), [records, lead, text, today])
  const [late, setLate] = useState<Sifted | null>(null)
  // The first time nothing stands there yet that could stay until it is done.
  const behind = records.length > atOnce ? late : null
  const sifted = useMemo(() => behind ?? whole(sifting(wanted)), [behind, wanted])
  useEffect(
    () => (wanted.records.length > atOnce ? inSlices(sifting(wanted), (done) => startTransition(() => setLate(done))) : undefined),
    [wanted],
  )
  return sifted
}
