import { searchKind, type SearchKind } from '../../shared/search.ts'
import { useText } from '../text.ts'
import { reach, type Days, type Reach } from './span.ts'

type Counts = Readonly<Record<SearchKind, number>>
export const total = (counts: Counts, kind: SearchKind | null): number =>
  kind === null ? searchKind.options.reduce((sum, one) => sum + counts[one], 0) : counts[kind]

type Props = {
  counts: Counts
  kind: SearchKind | null
  how: Reach
  days: Days
  onKind: (kind: SearchKind | null) => void
  onHow: (how: Reach) => void
  onDays: (days: Days) => void
}

/** Of what kind, and of when. */
export function Filters({ counts, kind, how, days, onKind, onHow, onDays }: Props) {
  const t = useText().search
  const set = (end: keyof Days, day: string): void => onDays({ ...days, [end]: day === '' ? null : day })
  return (
    <div className="search-filters">
      <div className="search-kinds" role="group" aria-label={t.kind}>
        {[null, ...searchKind.options].map((one) => (
          <button key={one ?? ''} type="button" aria-pressed={one === kind} onClick={() => onKind(one)}>
            {one === null ? t.all : t.kinds[one]}
            <span className="numbers">{total(counts, one)}</span>
          </button>
        ))}
      </div>
      <div className="search-span">
        <label>
          <span className="spoken">{t.when}</span>
          <select value={how} onChange={(event) => onHow(reach.parse(event.target.value))}>
            {reach.options.map((one) => (
              <option key={one} value={one}>
                {t.reach[one]}
              </option>
            ))}
          </select>
        </label>
        {how === 'chosen' &&
          (['from', 'to'] as const).map((end) => (
            <label key={end}>
              {t[end]} <input type="date" value={days[end] ?? ''} onChange={(event) => set(end, event.target.value)} />
            </label>
          ))}
      </div>
    </div>
  )
}
