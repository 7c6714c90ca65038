import { useState, type ReactNode, type SubmitEvent } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import type { Failure } from '../../shared/errors.ts'
import { useText } from '../text.ts'
import { Aria } from './Aria.tsx'
import { Button } from './Button.tsx'
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
  children: ReactNode
}

/** A form that floats: Enter submits, Esc leaves, focus comes back to where it was. */
export function FormDialog({ title, act, onSubmit, onClose, labels = {}, ready = true, wide = false, children }: Props) {
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
    else onClose()
  }
  return (
    <Aria>
      <ModalOverlay className="shade" isOpen isDismissable={false} onOpenChange={(open) => !open && onClose()}>
        <Modal className={wide ? 'dialog wide' : 'dialog'}>
          <Dialog className="dialog-body">
            <form onSubmit={(event) => void submit(event)}>
              <Heading slot="title" className="dialog-title">
                {title}
              </Heading>
              <div className="dialog-content">{children}</div>
              {failure && <ErrorNotice failure={failure} labels={labels} />}
              <footer className="dialog-acts">
                <Button onClick={onClose}>{t.app.cancel}</Button>
                <Button look="primary" submit disabled={!ready} aria-busy={busy}>
                  {act}
                </Button>
              </footer>
            </form>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </Aria>
  )
}
