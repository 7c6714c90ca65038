import { useState } from 'react'
import { usualPort } from '../../shared/invite.ts'
import { ask } from '../desktop.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { DialogFrame } from '../ui/DialogFrame.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field } from '../ui/Field.tsx'
import { toast } from '../ui/toasts.ts'
import { Nearby } from './Nearby.tsx'
import { useOneAtATime } from './useOneAtATime.ts'
import './joined.css'

/** The host has another address now: typed, or chosen among those on this network. Its key decides. */
export default function MoveHost({ onClose }: { onClose: () => void }) {
  const { app, members } = useText()
  const { joining: text, link } = members
  const [address, setAddress] = useState('')
  const { busy, failure, run, forget } = useOneAtATime()
  const type = (next: string): void => {
    setAddress(next)
    forget()
  }
  const submit = (): void => {
    if (busy || address.trim() === '') return
    run(ask('moveHost', { address }), () => {
      toast(link.moved, { about: 'moveHost' })
      onClose()
    })
  }
  return (
    <DialogFrame title={link.moveTitle} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <div className="dialog-content">
          <p>{link.moveBody}</p>
          <Nearby onChoose={type} />
          <Field
            label={text.address}
            value={address}
            onChange={type}
            placeholder={text.addressExample}
            hint={text.addressHint(usualPort)}
            spellCheck={false}
            autoFocus
            disabled={busy}
          />
        </div>
        {failure && <ErrorNotice failure={failure} labels={{ address: text.address }} />}
        <footer className="dialog-acts">
          {busy && (
            <p className="progress" role="status">
              {link.moving}
            </p>
          )}
          <Button onClick={onClose}>{app.cancel}</Button>
          <Button look="primary" submit disabled={busy || address.trim() === ''}>
            {link.moveAct}
          </Button>
        </footer>
      </form>
    </DialogFrame>
  )
}
