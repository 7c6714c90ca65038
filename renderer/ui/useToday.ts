import { useSyncExternalStore } from 'react'
import { today } from '../format.ts'

/** How soon after midnight the pages know, in ms. */
const every = 30_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** `2026-11-24`, also on the morning after a night in which the window stayed open. */
export const useToday = (): string => useSyncExternalStore(subscribe, snapshot)

const snapshot = (): string => today()

function subscribe(changed: () => void): () => void {
  listeners.add(changed)
  timer ??= setInterval(tell, every)
  return () => {
    listeners.delete(changed)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** All alike: whoever stands on another day than now renders. */
function tell(): void {
  for (const listener of [...listeners]) listener()
}
