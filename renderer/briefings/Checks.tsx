import { CircleAlert, CircleCheck, Info } from 'lucide-react'
import { clauseOf, type Finding } from '../../shared/briefing/preflight.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { go } from '../usePlace.ts'

type Props = {
  /** `null` while they are looked for. */
  findings: readonly Finding[] | null
  editable: boolean
  onEdit: (changes: NonNullable<Finding['fix']>) => void
  /** Leads to a field of the form. */
  onField: () => void
  onPage: (page: number) => void
}

/** What to look at before it goes out: each with its place, the clause it rests on, and the way to mend it. */
export function Checks({ findings, editable, onEdit, onField, onPage }: Props) {
  const { checks } = useText().briefings.page
  if (findings === null) return <p className="soft">{checks.looking}</p>
  if (findings.length === 0)
    return (
      <p className="checks-none">
        <CircleCheck size={16} aria-hidden />
        {checks.none}
      </p>
    )
  return (
    <ol className="checks" aria-label={checks.title}>
      {findings.map((finding, at) => (
        <li key={at}>
          {finding.stops ? <CircleAlert size={14} aria-label={checks.stops} /> : <Info size={14} aria-label={checks.look} />}
          <Sentence finding={finding} />
          <Mend {...{ finding, editable, onEdit, onField, onPage }} />
        </li>
      ))}
    </ol>
  )
}

function Sentence({ finding }: { finding: Finding }) {
  const t = useText()
  const { page } = t.briefings
  const { place, rule, words } = finding
  const where =
    place.in === 'field'
      ? place.field === 'items'
        ? page.items
        : page.fields[place.field]
      : place.in === 'page'
        ? page.pageOf(place.page)
        : place.title
  const rules: Readonly<Record<Finding['rule'], string>> = { ...t.check.rules, ...page.checks.rules }
  const clause = clauseOf[rule]
  return (
    <span className="check-words">
      <strong>{rules[rule]}</strong>
      {words !== '' && <q>{words}</q>}
      <small className="soft">
        {where}
        {clause !== undefined && ` · ${page.checks.clause(clause)}`}
      </small>
    </span>
  )
}

function Mend({ finding: { place, fix }, editable, onEdit, onField, onPage }: Omit<Props, 'findings'> & { finding: Finding }) {
  const { checks } = useText().briefings.page
  if (fix !== null && editable)
    return (
      <Button look="quiet" onClick={() => onEdit(fix)}>
        {checks.fix}
      </Button>
    )
  const show = (): void => {
    if (place.in === 'field') onField()
    else if (place.in === 'page') onPage(place.page)
    else if (place.of === 'memo') go({ page: 'memo', id: place.id })
    else go({ page: 'dialogue', id: place.id, ...(place.of === 'minutes' && { part: 'minutes' as const }) })
  }
  return (
    <Button look="quiet" onClick={show}>
      {checks.show}
    </Button>
  )
}
