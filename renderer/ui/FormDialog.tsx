import { useState, type ReactNode, type SubmitEvent } from 'react'
import type { Failure } from '../../shared/errors.ts'
import { useText } from '../text.ts'
import { Button } from './Button.tsx'
import { DialogFrame } from './DialogFrame.tsx'
import { ErrorNotice } from './ErrorNotice.tsx'

type Props = {
  title: string
  /** What the primary button says. */
  act: string
  /** Returns why it did not work; the form stays with what was filled in. */
  onSubmit: () => Promise<Failure | null>
  onClose: () => void
  labels?: Readonly<Record<string, string>>
  ready?: boolean
  wide?: boolean
  /** What follows success takes its place. */
  staysOpen?: boolean
  children: ReactNode
}

/** A form that floats: Enter submits. */
export function FormDialog({ title, act, onSubmit, onClose, labels = {}, ready = true, wide = false, staysOpen = false, children }: Props) {
  const t = useText()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    if (busy || !ready) return
    setBusy(true)
    const refused = await onSubmit()
    setBusy(false)
    if (refused) setFailure(refused)
    else if (!staysOpen) onClose()
  }
  return (
    <DialogFrame title={title} wide={wide} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <div className="dialog-content">{children}</div>
        {failure && <ErrorNotice failure={failure} labels={labels} />}
        <footer className="dialog-acts">
          <Button onClick={onClose}>{t.app.cancel}</Button>
          <Button look="primary" submit disabled={!ready} aria-busy={busy}>
            {act}
          </Button>
        </footer>
      </form>
    </DialogFrame>
  )
}
