import { FilePenLine } from 'lucide-react'
import { useState } from 'react'
import { documentName } from '../../shared/documentName.ts'
import { readAgenda } from '../../shared/documents/agenda.ts'
import { memoTemplate, type MemoTemplate } from '../../shared/documents/templates.ts'
import type { Failure } from '../../shared/errors.ts'
import { useCommand, useDocument, useMay, useRegister } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { go } from '../usePlace.ts'

const none = 'none'
/** What it is written on. */
type On = { dialogueId: string; itemId: string; title: string }

/** @param on from an item of an agenda: the memo keeps the way back to it */
export function CreateMemo({ on, onClose }: { on?: On; onClose: () => void }) {
  const t = useText()
  const command = useCommand()
  const dialogues = useRegister('dialogues')
  const [title, setTitle] = useState(on?.title ?? '')
  const [dialogueId, setDialogueId] = useState(on?.dialogueId ?? none)
  const [itemId, setItemId] = useState(on?.itemId ?? none)
  const [template, setTemplate] = useState<MemoTemplate>('recommendation')
  const create = async (): Promise<Failure | null> => {
    const of = { dialogueId: dialogueId === none ? null : dialogueId, itemId: itemId === none ? null : itemId }
    const answer = await command('createMemo', { title, template, ...of })
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
        onChange={(chosen) => {
          setDialogueId(chosen)
          setItemId(none)
        }}
        options={[{ value: none, label: t.memos.noDialogue }, ...dialogues.map(({ id, title: label }) => ({ value: id, label }))]}
      />
      {dialogueId !== none && <ItemChoice key={dialogueId} dialogueId={dialogueId} value={itemId} onChange={setItemId} />}
    </FormDialog>
  )
}

type ItemProps = { dialogueId: string; value: string; onChange: (itemId: string) => void }

function ItemChoice({ dialogueId, value, onChange }: ItemProps) {
  const { memos: words, dialogues } = useText()
  const { state } = useDocument(documentName('agenda', dialogueId))
  const items = state.is === 'open' ? readAgenda(state.doc) : []
  if (items.length === 0) return null
  return (
    <Choice
      label={words.fields.itemId}
      value={value}
      onChange={onChange}
      options={[
        { value: none, label: words.noItem },
        ...items.map(({ id, content, segment }, at) => ({ value: id, label: content || segment || dialogues.agenda.item(at + 1) })),
      ]}
    />
  )
}

/** Beside an item that was spoken about: what is recommended on it. */
export function WriteMemo({ dialogueId, itemId, about }: { dialogueId: string; itemId: string; about: string }) {
  const { memos: words } = useText()
  const may = useMay('createMemo')
  const [writing, setWriting] = useState(false)
  if (!may) return null
  return (
    <>
      <Button look="quiet" icon={<FilePenLine size={16} aria-hidden />} onClick={() => setWriting(true)}>
        {words.writeOn}
      </Button>
      {writing && <CreateMemo on={{ dialogueId, itemId, title: words.about(about).slice(0, 200) }} onClose={() => setWriting(false)} />}
    </>
  )
}
