import { useEffect, useState } from 'react'
import type { HostState } from '../../shared/hosting.ts'
import { ask, onDesktop } from '../desktop.ts'

/** 主持协作 as it is now; `null` until that is known. */
export function useHosting(): HostState | null {
  const [state, setState] = useState<HostState | null>(null)
  useEffect(() => {
    const stop = onDesktop('hostStateChanged', setState)
    void ask('hostState', {}).then((answer) => {
      if (answer.ok) setState((newer) => newer ?? answer.value)
    })
    return stop
  }, [])
  return state
}
