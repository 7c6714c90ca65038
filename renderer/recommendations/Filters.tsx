import type { Recommendation } from '../../shared/register.ts'
import { today } from '../format.ts'
import { useLocale, useText } from '../text.ts'
import { Choice } from '../ui/Choice.tsx'
import { filters, leadsOf, passes, type Filter } from './filters.ts'

type Props = {
  records: readonly Recommendation[]
  filter: Filter
  onFilter: (filter: Filter) => void
  lead: string
  onLead: (lead: string) => void
}

/** The views of the list with how many each holds, and the department. */
export function Filters({ records, filter, onFilter, lead, onLead }: Props) {
  const t = useText()
  const locale = useLocale()
  const words = t.recommendations.filters
  const now = today()
  return (
    <div className="filters" role="group" aria-label={words.label}>
      {filters.map((one) => (
        <button key={one} type="button" className="filter" aria-pressed={one === filter} onClick={() => onFilter(one)}>
          {words[one]}
          <span className="numbers">{records.filter((record) => passes(record, one, now)).length}</span>
        </button>
      ))}
      <Choice
        label={words.leads}
        inline
        value={lead}
        onChange={onLead}
        options={[{ value: '', label: words.everyLead }, ...leadsOf(records, locale).map((value) => ({ value, label: value }))]}
      />
    </div>
  )
}
