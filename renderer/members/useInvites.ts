import { useEffect, useState } from 'react'
import type { InviteEntry } from '../../shared/commands.ts'
import { onDesktop } from '../desktop.ts'
import { useCommand, useRegisterState, useTrail } from '../hub/useHub.ts'

/** `away`: the host cannot be asked. */
export type Invited = { is: 'asking' } | { is: 'away' } | { is: 'known'; invites: readonly InviteEntry[] }

/** The invites, the newest first: asked for again with every line in the trail, and when the host is there again. */
export function useInvites(): Invited {
  const command = useCommand()
  const trail = useTrail()
  const open = useRegisterState().state.is === 'open'
  const link = useLinkState()
  const [invited, setInvited] = useState<Invited>({ is: 'asking' })
  useEffect(() => {
    if (!open) return
    let current = true
    void command('listInvites', {}).then((answer) => {
      if (!current) return
      if (!answer.ok) setInvited({ is: 'away' })
      else setInvited({ is: 'known', invites: answer.value.invites.toSorted((a, b) => b.madeAt.localeCompare(a.madeAt)) })
    })
    return () => void (current = false)
  }, [command, open, trail, link])
  return invited
}

/** How the line to the host stands since it last changed here. */
function useLinkState(): string {
  const [state, setState] = useState('')
  useEffect(() => onDesktop('linkChanged', (link) => setState(link.state)), [])
  return state
}
