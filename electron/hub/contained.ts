import type { Extension } from '@hocuspocus/server'
import type { Visitor } from './visitor.ts'

/**
 * HB14 Nothing that goes wrong in a hook ends the process. Hocuspocus does not await these hooks, so what they throw would be an
 *      unhandled rejection, and that is the end of a Node program (reliability.md, finding 5): it is reported instead. The other
 *      hooks are awaited, and what they throw is a refusal.
 */
const unawaited = ['onStateless', 'onChange', 'onAwarenessUpdate', 'connected', 'onDisconnect', 'afterUnloadDocument'] as const

export function contained(extension: Extension<Visitor>, report: (reason: unknown) => void): Extension<Visitor> {
  const safe = { ...extension }
  for (const name of unawaited) {
    const hook: ((payload: never) => Promise<unknown>) | undefined = extension[name]?.bind(extension)
    if (hook) safe[name] = async (payload: never) => hook(payload).catch(report)
  }
  return safe
}
