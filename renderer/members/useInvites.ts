import { useCallback, useEffect, useState } from 'react'
import type { InviteEntry } from '../../shared/commands.ts'
import { useCommand, useRegister, useRegisterState } from '../hub/useHub.ts'

/** The invites, the newest first: asked for again when a member has come, and by `reload` after what this window does. */
export function useInvites(): { invites: readonly InviteEntry[]; reload: () => void } {
  const command = useCommand()
  const members = useRegister('members')
  const open = useRegisterState().state.is === 'open'
  const [invites, setInvites] = useState<readonly InviteEntry[]>([])
  const reload = useCallback(() => {
    void command('listInvites', {}).then((answer) => {
      if (answer.ok) setInvites(answer.value.invites.toSorted((a, b) => b.madeAt.localeCompare(a.madeAt)))
    })
  }, [command])
  useEffect(() => {
    if (open) reload()
  }, [open, reload, members.length])
  return { invites, reload }
}
