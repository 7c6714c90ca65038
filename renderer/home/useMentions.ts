import { useEffect, useState } from 'react'
import type { Mention } from '../../shared/commands.ts'
import { useCommand, useMay, useRegisterState, useTalkHeard } from '../hub/useHub.ts'

/** Where I am named in comments and have not looked yet; asked again whenever something was said. */
export function useMentions(): readonly Mention[] {
  const command = useCommand()
  const may = useMay('listMentions')
  const heard = useTalkHeard()
  const isThere = useRegisterState().state.is === 'open'
  const [mentions, setMentions] = useState<readonly Mention[]>([])
  useEffect(() => {
    let stopped = false
    const ask = async (): Promise<void> => {
      const answer = await command('listMentions', {})
      if (!stopped && answer.ok) setMentions(answer.value.mentions)
    }
    if (may && isThere) void ask()
    const stop = may ? heard(() => void ask()) : () => undefined
    return () => {
      stopped = true
      stop()
    }
  }, [command, may, isThere, heard])
  return mentions
}
