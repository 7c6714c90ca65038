import { z } from 'zod'
import { id } from '../../shared/register.ts'

/** A record that was opened, by its page and id: what it is called is asked of the register, and stands nowhere else. */
const opened = z.object({ page: z.enum(['memo', 'dialogue', 'briefing', 'recommendation']), id })
export type Opened = z.infer<typeof opened>

/** So many are remembered. */
export const mostOpened = 12
const list = z.array(opened).max(mostOpened).catch([])
const prefix = 'yice:opened:'
const kept = (memberId: string): string => `${prefix}${memberId}`
const listeners = new Set<() => void>()

/** As it is kept: the same text as long as nothing was opened. */
export const openedText = (memberId: string): string => window.localStorage.getItem(kept(memberId)) ?? '[]'

/** The latest first. What cannot be read is no loss: nobody but this file writes it. */
export function openedIn(text: string): Opened[] {
  try {
    return list.parse(JSON.parse(text))
  } catch (reason) {
    if (reason instanceof SyntaxError) return []
    throw reason
  }
}

/** A member is one in one workspace, so each workspace has its own. */
export function rememberOpened(memberId: string, one: Opened): void {
  const others = openedIn(openedText(memberId)).filter(({ page, id }) => page !== one.page || id !== one.id)
  window.localStorage.setItem(kept(memberId), JSON.stringify([one, ...others].slice(0, mostOpened)))
  tell()
}

/** In every workspace of this machine. */
export function forgetOpened(): void {
  for (const key of Object.keys(window.localStorage)) if (key.startsWith(prefix)) window.localStorage.removeItem(key)
  tell()
}

/** Also of what another window opens. */
export function onOpened(changed: () => void): () => void {
  listeners.add(changed)
  window.addEventListener('storage', changed)
  return () => {
    listeners.delete(changed)
    window.removeEventListener('storage', changed)
  }
}

function tell(): void {
  for (const listener of [...listeners]) listener()
}
