import { useState } from 'react'
import type { Dialogue } from '../../shared/register.ts'
import { instantDay } from '../format.ts'
import { useCommand, useMay, useMe, useMemberNames } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'

type Props = { dialogue: Dialogue; onAttempt: Attempt }

/** Approval: by the chair in person; the secretariat records one that was given on paper, and opens the minutes again. */
export function Approval({ dialogue, onAttempt }: Props) {
  const t = useText()
  const { minutes: words } = t
  const locale = useLocale()
  const command = useCommand()
  const nameOf = useMemberNames()
  const me = useMe()
  const [recording, setRecording] = useState(false)
  const isSecretary = useMay('reopenMinutes')
  const isOpen = dialogue.state !== 'archived'
  const { id, chair, chairId } = dialogue
  const approved = dialogue.minutes?.approved
  const reopen = (): void => onAttempt(command('reopenMinutes', { id }))
  const told = (): void =>
    toast(words.approvedNow, { about: `minutes/${id}`, ...(isSecretary && { act: { label: t.app.undo, run: reopen } }) })
  if (approved) {
    const [who, when] = [nameOf(approved.by), instantDay(approved.at, locale)]
    return (
      <>
        <span className="soft">{approved.note === '' ? words.approved(who, when) : words.approvedFor(who, when, approved.note)}</span>
        {isSecretary && isOpen && <Button onClick={reopen}>{words.reopen}</Button>}
      </>
    )
  }
  if (!isOpen) return null
  if (chairId === me.id) return <Button onClick={() => onAttempt(command('approveMinutes', { id }), told)}>{words.approve}</Button>
  return (
    <>
      <span className="soft">{words.awaits(chairId ? nameOf(chairId) : chair)}</span>
      {isSecretary && <Button onClick={() => setRecording(true)}>{words.record}</Button>}
      {recording && <Recorded dialogue={dialogue} onDone={told} onClose={() => setRecording(false)} />}
    </>
  )
}

function Recorded({ dialogue: { id, chair }, onDone, onClose }: { dialogue: Dialogue; onDone: () => void; onClose: () => void }) {
  const { minutes: words } = useText()
  const command = useCommand()
  const [note, setNote] = useState('')
  const submit = async () => {
    const answer = await command('approveMinutes', { id, note })
    if (!answer.ok) return answer.failure
    onDone()
    return null
  }
  return (
    <FormDialog title={words.recordTitle(chair)} act={words.recordAct} ready={note.trim() !== ''} onSubmit={submit} onClose={onClose}>
      <Field label={words.how} hint={words.howHint} value={note} onChange={setNote} maxLength={200} required autoFocus />
    </FormDialog>
  )
}
