import { hasOutcome } from './followUp.ts'
import type { FollowUpStatus, Recommendation } from './register.ts'

/** 待签收 · 已签收 · 办理中 · 已答复 · 已有结果 · 已销号: where a record stands on the board. */
export const lanes = ['pending', 'received', 'underway', 'answered', 'outcome', 'closed'] as const
export type Lane = (typeof lanes)[number]

export function laneOf({ status, closed }: Pick<Recommendation, 'status' | 'closed'>): Lane {
  if (closed !== null) return 'closed'
  if (hasOutcome(status)) return 'outcome'
  return status === 'received' || status === 'underway' || status === 'answered' ? status : 'pending'
}

/** What a record that is put there becomes; `null` where that is not for a board to say: an outcome is chosen, and 销号 is asked for. */
export function statusIn(lane: Lane): FollowUpStatus | null {
  return lane === 'received' || lane === 'underway' || lane === 'answered' ? lane : null
}
