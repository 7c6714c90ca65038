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
