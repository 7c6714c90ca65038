import { hasOutcome, isPending } from '../../shared/followUp.ts'
import type { Recommendation } from '../../shared/register.ts'

type Shape = 'open' | 'set' | 'done' | 'missed'

/** How a status looks: with us, with the department, answered. */
export function shapeOf({ status, closed }: Pick<Recommendation, 'status' | 'closed'>): Shape {
  if (closed !== null || hasOutcome(status)) return 'done'
  return isPending(status) ? 'open' : 'set'
}
