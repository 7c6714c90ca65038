import { useState } from 'react'
import { statusesFor, wantsReason } from '../../shared/followUp.ts'
import type { FollowUpStatus, Recommendation } from '../../shared/register.ts'
import { useText } from '../text.ts'
import { Choice } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'

type Changes = { status: FollowUpStatus; reason?: string }
type Props = {
  label: string
  /** Whose status it is. */
  of: readonly Recommendation[]
  /** `null` where several have several. */
  value: FollowUpStatus | null
  /** Why, where that is known already. */
  reason?: string
  disabled?: boolean
  onSet: (changes: Changes) => void
}

/** Sets the status; asks for the reason where the status wants one and none is there yet. */
export function StatusChoice({ label, of, value, reason = '', disabled = false, onSet }: Props) {
  const t = useText().recommendations
  const [asked, setAsked] = useState<FollowUpStatus | null>(null)
  const statuses = statusesFor(of).map((option) => ({ value: option, label: t.statuses[option] }))
  return (
    <>
      <Choice<FollowUpStatus | ''>
        label={label}
        inline
        value={value ?? ''}
        disabled={disabled}
        options={value === null ? [{ value: '', label }, ...statuses] : statuses}
        onChange={(status) => {
          if (status === '') return
          if (wantsReason(status) && reason === '') setAsked(status)
          else onSet({ status })
        }}
      />
      {asked && <Reason status={asked} onSet={onSet} onClose={() => setAsked(null)} />}
    </>
  )
}

function Reason({ status, onSet, onClose }: { status: FollowUpStatus; onSet: Props['onSet']; onClose: () => void }) {
  const t = useText().recommendations
  const [reason, setReason] = useState('')
  const submit = () => {
    onSet({ status, reason })
    return Promise.resolve(null)
  }
  return (
    <FormDialog
      title={t.reasonAsked.title(t.statuses[status])}
      act={t.reasonAsked.act}
      ready={reason.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t.fields.reason} value={reason} onChange={setReason} maxLength={1000} required autoFocus />
    </FormDialog>
  )
}
