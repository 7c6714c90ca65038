import { useState } from 'react'
import type { Failure } from '../../shared/errors.ts'
import type { Memo } from '../../shared/register.ts'
import { useCommand, useRegister } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Choice } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { toast } from '../ui/toasts.ts'

const none = 'none'

export function KeepVersion({ memo, onClose }: { memo: Memo; onClose: () => void }) {
  const { versions: t } = useText()
  const command = useCommand()
  const dialogues = useRegister('dialogues')
  const [name, setName] = useState('')
  const [dialogueId, setDialogueId] = useState<string>(none)
  const submit = async (): Promise<Failure | null> => {
    const answer = await command('keepVersion', { memoId: memo.id, name, dialogueId: dialogueId === none ? null : dialogueId })
    if (!answer.ok) return answer.failure
    toast(t.kept(name.trim()))
    return null
  }
  return (
    <FormDialog
      title={t.keepTitle}
      act={t.keepAct}
      ready={name.trim() !== ''}
      labels={{ name: t.name, dialogueId: t.discussedAt }}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t.name} hint={t.nameHint} value={name} onChange={setName} maxLength={100} required autoFocus />
      <Choice
        label={t.discussedAt}
        value={dialogueId}
        onChange={setDialogueId}
        options={[{ value: none, label: t.noDialogue }, ...dialogues.map(({ id, title }) => ({ value: id, label: title }))]}
      />
    </FormDialog>
  )
}
