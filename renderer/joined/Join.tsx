import { useState } from 'react'
import type { Person, Session } from '../../shared/desktop.ts'
import type { Invitation, LookedUp } from '../../shared/joined.ts'
import { ask } from '../desktop.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { DialogFrame } from '../ui/DialogFrame.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { JoinConfirm } from './JoinConfirm.tsx'
import { emptyInvitation, InvitationForm, invitationIn, type Typed } from './InvitationForm.tsx'
import { useOneAtATime } from './useOneAtATime.ts'
import './joined.css'

type Props = {
  person: Person
  /** A link the system opened the app with: it stands in the form, and nothing is done with it before the person says so. */
  opened?: string
  onSession: (session: Session) => void
  onClose: () => void
}
/** What the host has answered, to which invitation. */
type Found = { invitation: Invitation; looked: LookedUp }

/** Joining in two steps: the invite and what it says by itself; then what the host says, and the person's yes. */
export default function Join({ person, opened = '', onSession, onClose }: Props) {
  const { app, members } = useText()
  const { joining: text } = members
  const [typed, setTyped] = useState<Typed>({ ...emptyInvitation, link: opened })
  const [found, setFound] = useState<Found | null>(null)
  const { busy, failure, run, forget } = useOneAtATime()
  const type = (next: Typed): void => {
    setTyped(next)
    forget()
  }
  const invitation = invitationIn(typed)
  const look = (asked: Invitation): void => run(ask('lookInvite', asked), (looked) => setFound({ invitation: asked, looked }))
  const join = (asked: Invitation): void =>
    run(ask('joinWorkspace', asked), (session) => {
      onClose()
      onSession(session)
    })
  const known = found?.looked.known ?? null
  const open = (id: string): void =>
    run(ask('openWorkspace', { id }), (session) => {
      onClose()
      onSession(session)
    })
  const submit = (): void => {
    if (busy) return
    if (known) open(known.id)
    else if (found) join(found.invitation)
    else if (invitation) look(invitation)
  }
  return (
    <DialogFrame title={found ? text.confirmTitle : text.title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {found ? (
          <JoinConfirm looked={found.looked} person={person} />
        ) : (
          <div className="dialog-content">
            <InvitationForm typed={typed} onType={type} invitation={invitation} opened={opened !== ''} disabled={busy} />
          </div>
        )}
        {failure && <ErrorNotice failure={failure} labels={{ address: text.address, code: text.code }} />}
        <footer className="dialog-acts">
          {busy && (
            <p className="progress" role="status">
              {found ? text.joining : text.looking}
            </p>
          )}
          {found && !busy && <Button onClick={() => setFound(null)}>{text.back}</Button>}
          {found && known?.kind === 'joined' && !busy && <Button onClick={() => join(found.invitation)}>{text.joinAnyway}</Button>}
          <Button onClick={onClose}>{app.cancel}</Button>
          <Button look="primary" submit disabled={busy || (!found && !invitation)}>
            {known ? text.open : found ? text.join : text.look}
          </Button>
        </footer>
      </form>
    </DialogFrame>
  )
}
