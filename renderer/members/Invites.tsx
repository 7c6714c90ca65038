import { useState } from 'react'
import type { InviteEntry } from '../../shared/commands.ts'
import type { Failure } from '../../shared/errors.ts'
import { instantDay } from '../format.ts'
import { useCommand } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { Mark } from '../ui/Mark.tsx'
import { toast } from '../ui/toasts.ts'
import type { Invited } from './useInvites.ts'

const shapes = { open: 'open', used: 'done', expired: 'set', revoked: 'set' } as const

/** What was offered to whom, and what has become of it. */
export function Invites({ invited }: { invited: Invited }) {
  const t = useText()
  const locale = useLocale()
  const [revoking, setRevoking] = useState<InviteEntry | null>(null)
  const { invites: text } = t.members
  const invites = invited.is === 'known' ? invited.invites : []
  return (
    <section className="invites panel" aria-labelledby="invites-title">
      <header>
        <h2 id="invites-title">{text.title}</h2>
      </header>
      {invited.is === 'away' && <p className="soft">{text.away}</p>}
      {invited.is === 'known' && invites.length === 0 && <p className="soft">{text.none}</p>}
      <ul>
        {invites.map((invite) => (
          <li key={invite.id}>
            <span className="invite-who">
              <span className="cut">{invite.name || text.unnamed}</span>
              <span className="soft">{t.app.roles[invite.role]}</span>
            </span>
            <span className="invite-state">
              <Mark shape={shapes[invite.state]}>{text.states[invite.state]}</Mark>
              {invite.state === 'open' && <span className="soft">{text.expires(instantDay(invite.expiresAt, locale))}</span>}
            </span>
            {invite.state === 'open' && (
              <Button look="quiet" aria-label={text.revokeOf(invite.name || text.unnamed)} onClick={() => setRevoking(invite)}>
                {text.revoke}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {revoking && <Revoke invite={revoking} onClose={() => setRevoking(null)} />}
    </section>
  )
}

/** A link that is out cannot be called back to life, so it is asked about. */
function Revoke({ invite, onClose }: { invite: InviteEntry; onClose: () => void }) {
  const { invites } = useText().members
  const command = useCommand()
  const revoke = async (): Promise<Failure | null> => {
    const answer = await command('revokeInvite', { id: invite.id })
    if (!answer.ok) return answer.failure
    toast(invites.revoked)
    return null
  }
  return (
    <FormDialog title={invites.revokeOf(invite.name || invites.unnamed)} act={invites.revoke} onSubmit={revoke} onClose={onClose}>
      <p>{invites.revokeBody}</p>
    </FormDialog>
  )
}
