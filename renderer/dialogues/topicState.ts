import type { AgendaItem } from '../../shared/documents/agenda.ts'
import type { Result } from '../../shared/errors.ts'
import type { Topic } from '../../shared/register.ts'
import type { Command } from '../hub/useHub.ts'

type Open = Topic & { state: Exclude<Topic['state'], 'listed' | 'merged'> }
/** Neither on the agenda nor part of another. */
export const isOpen = (topic: Topic): topic is Open => topic.state !== 'listed' && topic.state !== 'merged'

/**
 * Off the agenda, or out of the topic it went into, and as it was before that: with the state and the reason it had.
 * @param landing the state that it comes out in
 */
export async function takenOut(command: Command, before: Open, landing: 'proposed' | 'accepted'): Promise<Result<object>> {
  const { id, state, reason } = before
  const out = await command('reopenTopic', { id })
  return out.ok && state !== landing ? command('decideTopic', { id, decision: state, reason }) : out
}

/**
 * How one that was taken out comes back: onto the agenda with the item as it stood, or into the topic that it was merged into. `null` where
 * there is no way: its item had been removed before.
 */
export function wayIn(command: Command, { id, mergedInto }: Topic, item: AgendaItem | null): (() => Promise<Result<object>>) | null {
  if (mergedInto !== null) return () => command('mergeTopics', { into: mergedInto, ids: [id] })
  return item && (() => command('promoteTopic', { id, again: item }))
}
