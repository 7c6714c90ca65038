import { useEffect, useState } from 'react'
import type { ChangedMemo } from '../../shared/commands.ts'
import { useCommand, useRegisterState } from '../hub/useHub.ts'

/** Memos that others have changed since I left them here; asked for when the page opens, and when the window is come back to. */
export function useChanged(): readonly ChangedMemo[] {
  const command = useCommand()
  const isThere = useRegisterState().state.is === 'open'
  const [changed, setChanged] = useState<readonly ChangedMemo[]>([])
  useEffect(() => {
    if (!isThere) return
    let stopped = false
    const ask = async (): Promise<void> => {
      const answer = await command('listChanged', {})
      if (!stopped && answer.ok) setChanged(answer.value.memos)
    }
    const again = (): void => void ask()
    again()
    window.addEventListener('focus', again)
    return () => {
      stopped = true
      window.removeEventListener('focus', again)
    }
  }, [command, isThere])
  return changed
}
