import { useState } from 'react'
import { memoTemplate, type MemoTemplate } from '../../shared/documents/templates.ts'
import type { Failure } from '../../shared/errors.ts'
import { useCommand, useRegister } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Choice } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { go } from '../usePlace.ts'

const none = 'none'

export function CreateMemo({ onClose }: { onClose: () => void }) {
  const t = useText()
  const command = useCommand()
  const dialogues = useRegister('dialogues')
  const [title, setTitle] = useState('')
  const [dialogueId, setDialogueId] = useState<string>(none)
  const [template, setTemplate] = useState<MemoTemplate>('recommendation')
  const create = async (): Promise<Failure | null> => {
    const answer = await command('createMemo', { title, template, dialogueId: dialogueId === none ? null : dialogueId })
    if (!answer.ok) return answer.failure
    go({ page: 'memo', id: answer.value.id })
    return null
  }
  return (
    <FormDialog
      title={t.memos.create}
      act={t.app.create}
      labels={t.memos.fields}
      ready={title.trim() !== ''}
      onSubmit={create}
      onClose={onClose}
    >
      <Field label={t.memos.fields.title} value={title} onChange={setTitle} maxLength={200} required autoFocus />
      <Choice
        label={t.memos.fields.template}
        value={template}
        onChange={setTemplate}
        options={memoTemplate.options.map((value) => ({ value, ...t.memos.templates[value] }))}
      />
      <Choice
        label={t.memos.fields.dialogueId}
        value={dialogueId}
        onChange={setDialogueId}
        options={[{ value: none, label: t.memos.noDialogue }, ...dialogues.map(({ id, title: label }) => ({ value: id, label }))]}
      />
    </FormDialog>
  )
}
