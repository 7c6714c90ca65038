import { actOf } from '../../shared/papers/trail.ts'
import { useMemo } from 'react'
import type { AuditEntry } from '../../shared/register.ts'
import { useMemberNames } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { OpenDayField } from '../ui/MomentField.tsx'
import { wholeTrail, type TrailFilter } from './trail.ts'

type Props = { trail: readonly AuditEntry[]; filter: TrailFilter; onFilter: (filter: TrailFilter) => void }

/** Words, who, what, and between which days. */
export function TrailFilters({ trail, filter, onFilter }: Props) {
  const t = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const { filters, clear } = t.keeping
  const { people, acts } = useMemo(() => {
    const sorted = (values: Iterable<string>, label: (value: string) => string) =>
      [...new Set(values)].map((value) => ({ value, label: label(value) })).sort((a, b) => a.label.localeCompare(b.label, locale))
    return {
      people: sorted(
        trail.map(({ by }) => by),
        nameOf,
      ),
      acts: sorted(
        trail.map(({ command }) => command),
        (command) => actOf(command, t),
      ),
    }
  }, [trail, nameOf, locale, t])
  return (
    <div className="filters trail-filters" role="group" aria-label={filters.text}>
      <input
        className="input"
        type="search"
        aria-label={filters.text}
        placeholder={filters.text}
        value={filter.text}
        onChange={({ target }) => onFilter({ ...filter, text: target.value })}
      />
      <Choice
        label={filters.who}
        inline
        value={filter.by}
        onChange={(by) => onFilter({ ...filter, by })}
        options={[{ value: '', label: filters.everybody }, ...people]}
      />
      <Choice
        label={filters.act}
        inline
        value={filter.command}
        onChange={(command) => onFilter({ ...filter, command })}
        options={[{ value: '', label: filters.everything }, ...acts]}
      />
      <span className="soft">{filters.from}</span>
      <OpenDayField label={filters.from} inline value={filter.from} onChange={(from) => onFilter({ ...filter, from })} />
      <span className="soft">{filters.to}</span>
      <OpenDayField label={filters.to} inline value={filter.to} onChange={(to) => onFilter({ ...filter, to })} />
      {filter !== wholeTrail && (
        <Button look="quiet" onClick={() => onFilter(wholeTrail)}>
          {clear}
        </Button>
      )}
    </div>
  )
}
