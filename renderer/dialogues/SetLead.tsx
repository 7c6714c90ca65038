import { useState } from 'react'
import { isAnnounced, leadOf } from '../../shared/dialogues/planning.ts'
import type { Failure } from '../../shared/errors.ts'
import type { Dialogue } from '../../shared/register.ts'
import { useCommand, useMay, useWorkspace } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'

/** The days by which meetings of this kind are announced and their papers sent: a setting of the workspace. */
export function SetLead({ dialogue: { kind }, onAttempt }: { dialogue: Pick<Dialogue, 'kind'>; onAttempt: Attempt }) {
  const { lead: words } = useText().dialogues.plan
  const may = useMay('setLeadDays')
  const [open, setOpen] = useState(false)
  if (!may) return null
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {words.set}
      </Button>
      {open && <Days kind={kind} onAttempt={onAttempt} onClose={() => setOpen(false)} />}
    </>
  )
}

function Days({ kind, onAttempt, onClose }: { kind: Dialogue['kind']; onAttempt: Attempt; onClose: () => void }) {
  const t = useText()
  const { lead: words } = t.dialogues.plan
  const name = t.dialogues.kinds[kind]
  const command = useCommand()
  const before = leadOf(kind, useWorkspace())
  const [notice, setNotice] = useState(String(before.notice))
  const [papers, setPapers] = useState(String(before.papers))
  const submit = async (): Promise<Failure | null> => {
    const answer = await command('setLeadDays', { kind, days: { notice: Number(notice), papers: Number(papers) } })
    if (!answer.ok) return answer.failure
    const back = (): void => onAttempt(command('setLeadDays', { kind, days: before }))
    toast(words.changed, { about: `lead/${kind}`, act: { label: t.app.undo, run: back } })
    return null
  }
  const field = (label: string, value: string, set: (value: string) => void) => (
    <Field
      label={label}
      value={value}
      inputMode="numeric"
      maxLength={2}
      wrong={!isDays(value)}
      {...(!isDays(value) && { hint: words.wrong })}
      onChange={(typed) => set(typed.trim())}
    />
  )
  return (
    <FormDialog title={words.title(name)} act={words.act} ready={isDays(notice) && isDays(papers)} onSubmit={submit} onClose={onClose}>
      <p className="soft">{words.hint(name)}</p>
      {isAnnounced(kind) && field(words.notice, notice, setNotice)}
      {field(words.papers, papers, setPapers)}
    </FormDialog>
  )
}

const isDays = (text: string): boolean => /^\d{1,2}$/.test(text) && Number(text) <= 90
