import { useEffect, useState } from 'react'
import { ask, onDesktop } from '../desktop.ts'

/** The invite that the system opened the app with, until it is joined or laid aside. Of several windows one takes it. */
export function useInviteOpened(): { invite: string | null; layAside: () => void } {
  const [invite, setInvite] = useState<string | null>(null)
  useEffect(() => {
    const take = (): void =>
      void ask('takeInvite', {}).then((answer) => {
        if (answer.ok && answer.value.text !== null) setInvite(answer.value.text)
      })
    take()
    return onDesktop('inviteOpened', take)
  }, [])
  return { invite, layAside: () => setInvite(null) }
}
