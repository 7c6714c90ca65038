import type { ReactNode } from 'react'
import { kindRules, urgency, type BriefingField, type BriefingKind } from '../../shared/briefing/kinds.ts'
import type { BriefingFields } from '../../shared/register.ts'
import { useText } from '../text.ts'
import { Choice } from '../ui/Choice.tsx'
import { EditableText } from '../ui/EditableText.tsx'
import { DayField } from '../ui/MomentField.tsx'

type Values = Pick<BriefingFields, BriefingField>
type Props = {
  kind: BriefingKind
  /** Fields to leave out: a template has no date. */
  without?: readonly BriefingField[]
  values: Partial<Values>
  editable: boolean
  onEdit: (changes: Partial<Values>) => void
}

/** The fields of a kind, in the order in which they stand on paper; each is kept when it is left. */
export const Fields = ({ kind, without = [], ...rest }: Props) =>
  kindRules[kind].fields
    .filter((field) => !without.includes(field))
    .map((field) => <OneField key={field} field={field} wanted={kindRules[kind].wanted.includes(field)} {...rest} />)

type OneProps = Omit<Props, 'kind' | 'without'> & { field: BriefingField; wanted: boolean }

function OneField({ field, wanted, values, editable, onEdit }: OneProps) {
  const { page } = useText().briefings
  const hints: Partial<Record<BriefingField, string>> = page.hints
  const label = page.fields[field]
  switch (field) {
    case 'date':
      return <DayField label={label} value={values.date ?? ''} disabled={!editable} onChange={(date) => onEdit({ date })} />
    case 'supplement':
    case 'copyNumber':
      return (
        <label className="check">
          <input
            type="checkbox"
            checked={values[field] ?? false}
            disabled={!editable}
            onChange={(event) => onEdit({ [field]: event.target.checked })}
          />
          {page.switches[field]}
        </label>
      )
    case 'urgency':
      return (
        <Choice
          label={label}
          value={values.urgency ?? 'none'}
          disabled={!editable}
          options={urgency.options.map((value) => ({ value, label: page.urgencies[value] }))}
          onChange={(chosen) => onEdit({ urgency: chosen })}
        />
      )
    case 'copies':
      return (
        <Framed label={label} hint={hints.copies ?? ''}>
          <EditableText
            label={label}
            value={String(values.copies ?? 0)}
            maxLength={4}
            filled
            framed
            disabled={!editable}
            onCommit={(copies) => onEdit({ copies: Number(copies) })}
          />
        </Framed>
      )
    case 'masthead':
    case 'compiler':
    case 'mark':
    case 'secrecy':
    case 'signers':
    case 'editor':
    case 'reviewer':
    case 'approver':
    case 'note':
    case 'to':
    case 'copyTo':
    case 'report':
    case 'send':
    case 'distribute': {
      const long = field === 'to' || field === 'copyTo' || field === 'report' || field === 'send' || field === 'distribute'
      return (
        <Framed label={label} hint={hints[field] ?? (wanted ? page.wanted : '')}>
          <EditableText
            label={label}
            value={values[field] ?? ''}
            maxLength={long ? 4000 : field === 'masthead' || field === 'mark' ? 20 : 200}
            filled={field === 'masthead' || field === 'compiler'}
            framed
            wrap={long}
            disabled={!editable}
            onCommit={(value) => onEdit({ [field]: value })}
          />
        </Framed>
      )
    }
  }
}

export function Framed({ label, hint = '', children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="field">
      <span className="field-label" aria-hidden>
        {label}
        {hint && <span className="soft"> · {hint}</span>}
      </span>
      {children}
    </div>
  )
}
