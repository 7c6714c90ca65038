import { useState } from 'react'
import type { Failure } from '../../shared/errors.ts'
import { resultClass, type FollowUpFields } from '../../shared/register.ts'
import { useText } from '../text.ts'
import { Choice } from '../ui/Choice.tsx'
import { Fact } from '../ui/Fact.tsx'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OpenDayField } from '../ui/MomentField.tsx'
import type { Changes } from './bulk.ts'

type Props = { count: number; onSet: (changes: Changes) => Promise<Failure | null>; onClose: () => void }

/** What is the same for all that are chosen; what is left open stays as it is with each. */
export function BulkFields({ count, onSet, onClose }: Props) {
  const t = useText().recommendations
  const { fields, bulk: words } = t
  const [lead, setLead] = useState('')
  const [supports, setSupports] = useState('')
  const [due, setDue] = useState<string | null>(null)
  const [result, setResult] = useState<FollowUpFields['result']>(null)
  const changes: Changes = {
    ...(lead.trim() !== '' && { lead: lead.trim() }),
    ...(supports.trim() !== '' && { supports: supports.trim() }),
    ...(due !== null && { due }),
    ...(result !== null && { result }),
  }
  return (
    <FormDialog
      title={words.edit(count)}
      act={words.set}
      ready={Object.keys(changes).length > 0}
      labels={fields}
      onSubmit={() => onSet(changes)}
      onClose={onClose}
    >
      <Field label={fields.lead} placeholder={words.unchanged} value={lead} onChange={setLead} maxLength={200} autoFocus />
      <Field label={fields.supports} placeholder={words.unchanged} value={supports} onChange={setSupports} maxLength={200} />
      <dl className="bulk-facts">
        <Fact name={fields.due}>
          <OpenDayField label={fields.due} value={due} inline onChange={setDue} />
        </Fact>
        <Fact name={fields.result}>
          <Choice<'A' | 'B' | 'C' | ''>
            label={fields.result}
            inline
            value={result ?? ''}
            options={[
              { value: '', label: words.unchanged },
              ...resultClass.options.map((option) => ({ value: option, label: t.results[option] })),
            ]}
            onChange={(chosen) => setResult(chosen === '' ? null : chosen)}
          />
        </Fact>
      </dl>
    </FormDialog>
  )
}
