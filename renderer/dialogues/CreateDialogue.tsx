import { useState } from 'react'
import type { Failure } from '../../shared/errors.ts'
import { dialogueKind, type DialogueFields, type DialogueKind } from '../../shared/register.ts'
import { wallNow } from '../format.ts'
import { useCommand, useWorkspace } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Choice } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { MomentField } from '../ui/MomentField.tsx'
import { go } from '../usePlace.ts'

const week = 7 * 24 * 60 * 60 * 1000
/** A week from now, at two: the agenda is sent about a week ahead; a hearing is announced ten days ahead, and so takes place in two (domain.md §4). */
const firstGuess = (kind: DialogueKind): string =>
  `${wallNow(new Date(Date.now() + (kind === 'hearing' ? 2 : 1) * week)).slice(0, 10)}T14:00`

/** @param day that was chosen for it; else one is proposed that the kind of meeting leaves time for */
export function CreateDialogue({ day, onClose }: { day?: string; onClose: () => void }) {
  const t = useText()
  const command = useCommand()
  const workspace = useWorkspace()
  const [fields, setFields] = useState<DialogueFields>(() => ({
    kind: 'dialogue',
    title: '',
    startsAt: day === undefined ? firstGuess('dialogue') : `${day}T14:00`,
    venue: '',
    chair: '',
    organiser: workspace?.name ?? '',
  }))
  const set = (changes: Partial<DialogueFields>): void => setFields({ ...fields, ...changes })
  const setKind = (kind: DialogueKind): void =>
    set({ kind, ...(day === undefined && fields.startsAt === firstGuess(fields.kind) && { startsAt: firstGuess(kind) }) })
  const create = async (): Promise<Failure | null> => {
    const answer = await command('createDialogue', fields)
    if (!answer.ok) return answer.failure
    go({ page: 'dialogue', id: answer.value.id })
    return null
  }
  const { fields: labels, kinds } = t.dialogues
  return (
    <FormDialog
      title={t.dialogues.create}
      act={t.app.create}
      labels={labels}
      ready={fields.title.trim() !== ''}
      onSubmit={create}
      onClose={onClose}
    >
      <Field label={labels.title} value={fields.title} onChange={(title) => set({ title })} maxLength={200} required autoFocus />
      <div className="form-pair">
        <Choice
          label={labels.kind}
          value={fields.kind}
          onChange={setKind}
          options={dialogueKind.options.map((value) => ({ value, label: kinds[value] }))}
        />
        <MomentField label={labels.startsAt} value={fields.startsAt} onChange={(startsAt) => set({ startsAt })} />
      </div>
      <Field label={labels.venue} value={fields.venue} onChange={(venue) => set({ venue })} maxLength={200} />
      <div className="form-pair">
        <Field label={labels.chair} value={fields.chair} onChange={(chair) => set({ chair })} maxLength={200} />
        <Field label={labels.organiser} value={fields.organiser} onChange={(organiser) => set({ organiser })} maxLength={200} />
      </div>
    </FormDialog>
  )
}
