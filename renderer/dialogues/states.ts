import type { DialogueState } from '../../shared/register.ts'

/** How a state looks: under way, fixed, over. */
export function shapeOf(state: DialogueState): 'open' | 'set' | 'done' {
  if (state === 'preparing') return 'open'
  return state === 'ended' || state === 'archived' ? 'done' : 'set'
}
