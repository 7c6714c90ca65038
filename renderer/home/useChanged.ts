import { useEffect, useState } from 'react'
import type { ChangedMemo } from '../../shared/commands.ts'
import { useCommand, useRegisterState, useTouchHeard } from '../hub/useHub.ts'

/** Memos that others have changed since I left them here; asked for again whenever somebody writes in one. */
export function useChanged(): readonly ChangedMemo[] {
  const command = useCommand()
  const heard = useTouchHeard()
  const isThere = useRegisterState().state.is === 'open'
  const [changed, setChanged] = useState<readonly ChangedMemo[]>([])
  useEffect(() => {
    if (!isThere) return
    let stopped = false
    const ask = async (): Promise<void> => {
      const answer = await command('listChanged', {})
      if (!stopped && answer.ok) setChanged(answer.value.memos)
    }
    void ask()
    const stop = heard(() => void ask())
    return () => {
      stopped = true
      stop()
    }
  }, [command, isThere, heard])
  return changed
}
