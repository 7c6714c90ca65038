import { FileWarning } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { DocumentName } from '../../shared/documentName.ts'
import type { Failure } from '../../shared/errors.ts'
import type { RefusedEdit } from '../../shared/joined.ts'
import { ask, onDesktop } from '../desktop.ts'
import { since } from '../format.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { DialogFrame } from '../ui/DialogFrame.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { toast } from '../ui/toasts.ts'
import './joined.css'

/** What the host did not take of my edits to this document: kept beside it until I have read, copied or discarded it. */
export function RefusedEdits({ document }: { document: DocumentName }) {
  const edits = useRefusedEdits(document)
  return edits.map((edit) => <Refused key={edit.id} edit={edit} />)
}

function useRefusedEdits(document: DocumentName): readonly RefusedEdit[] {
  const [edits, setEdits] = useState<readonly RefusedEdit[]>([])
  const hear = useCallback((all: readonly RefusedEdit[]) => setEdits(all.filter((edit) => edit.document === document)), [document])
  useEffect(() => {
    void ask('refusedEdits', {}).then((answer) => {
      if (answer.ok) hear(answer.value)
    })
    return onDesktop('refusedEditsChanged', hear)
  }, [hear])
  return edits
}

function Refused({ edit }: { edit: RefusedEdit }) {
  const { members } = useText()
  const { refused: text } = members
  const [open, setOpen] = useState<'view' | 'discard' | null>(null)
  const close = (): void => setOpen(null)
  return (
    <div className="notice-row">
      <div className="notice" role="status">
        <FileWarning size={16} aria-hidden />
        <p>{text.notice(edit.mine.length)}</p>
        <Button onClick={() => setOpen('view')}>{text.view}</Button>
        <CopyButton text={edit.mine.join('\n')} label={text.copy} shown />
        <Button onClick={() => setOpen('discard')}>{text.discard}</Button>
      </div>
      {open === 'view' && <View edit={edit} onClose={close} />}
      {open === 'discard' && <Discard edit={edit} onClose={close} />}
    </div>
  )
}

function View({ edit, onClose }: { edit: RefusedEdit; onClose: () => void }) {
  const { app, failures, members } = useText()
  const { refused: text } = members
  const locale = useLocale()
  return (
    <DialogFrame title={text.title} wide onClose={onClose}>
      <div className="dialog-content">
        <p className="soft">
          {edit.title} · {text.at(since(edit.at, locale))}
        </p>
        <p>{failures(edit.failure)}</p>
        <Side label={text.mine} blocks={edit.mine} />
        {edit.theirs.length > 0 && <Side label={text.theirs} blocks={edit.theirs} />}
      </div>
      <footer className="dialog-acts">
        <CopyButton text={edit.mine.join('\n')} label={text.copy} shown />
        <Button look="primary" onClick={onClose}>
          {app.close}
        </Button>
      </footer>
    </DialogFrame>
  )
}

function Side({ label, blocks }: { label: string; blocks: readonly string[] }) {
  return (
    <section className="refused-side">
      <h3>{label}</h3>
      {blocks.map((block, at) => (
        <p key={at}>{block}</p>
      ))}
    </section>
  )
}

function Discard({ edit, onClose }: { edit: RefusedEdit; onClose: () => void }) {
  const { refused: text } = useText().members
  const discard = async (): Promise<Failure | null> => {
    const answer = await ask('discardRefused', { id: edit.id })
    if (!answer.ok) return answer.failure
    toast(text.discarded)
    return null
  }
  return (
    <FormDialog title={text.discardTitle} act={text.discard} onSubmit={discard} onClose={onClose}>
      <p>{text.discardBody}</p>
    </FormDialog>
  )
}
