import { assertNever } from './errors.ts'
import { followUpStatus, type FollowUpStatus, type Recommendation } from './register.ts'

/** Whether nothing more is expected of the department: only such a record may be closed (销号). */
export function hasOutcome(status: FollowUpStatus): boolean {
  switch (status) {
    case 'registered':
    case 'submitted':
    case 'received':
    case 'underway':
    case 'answered':
      return false
    case 'adopted':
    case 'partly':
    case 'reference':
    case 'rejected':
    case 'noReply':
      return true
    default:
      return assertNever(status)
  }
}

/** What a record begins as: a recommendation has gone out to its department, what the minutes noted down is on the list and no more. */
export const beginsAs = ({ memoId }: Pick<Recommendation, 'memoId'>): FollowUpStatus => (memoId === null ? 'registered' : 'submitted')

/** Nobody has signed for it yet. */
export const isPending = (status: FollowUpStatus): boolean => status === 'registered' || status === 'submitted'

/** Nothing has come of it yet: it may go with what it came from. */
export const isUntouched = ({ status, progress, reminders, attachments, closed }: Recommendation): boolean =>
  isPending(status) && closed === null && progress.length + reminders.length + attachments.length === 0

/** What the status of all of these may be set to. */
export function statusesFor(records: readonly Pick<Recommendation, 'memoId'>[]): FollowUpStatus[] {
  const first = new Set(records.map(beginsAs))
  return followUpStatus.options.filter((status) => !isPending(status) || (first.size === 1 && first.has(status)))
}

/** These say of a proposal that it was not taken as it was made, so they say why. */
export const wantsReason = (status: FollowUpStatus): boolean => status === 'rejected' || status === 'partly'

/** 已答复 · 未到期 · 临期 · 逾期; `undated` where the term names no day. */
export type Urgency = 'settled' | 'undated' | 'ahead' | 'soon' | 'overdue'

/** So many days before its term a record is 临期. */
const soonDays = 14

/** How pressing a record is on a day. What has been answered presses no longer. */
export function urgencyOf({ status, due, closed }: Pick<Recommendation, 'status' | 'due' | 'closed'>, today: string): Urgency {
  if (closed !== null || status === 'answered' || hasOutcome(status)) return 'settled'
  if (due === null) return 'undated'
  if (due < today) return 'overdue'
  return due <= lastSoonDay(today) ? 'soon' : 'ahead'
}

/** Days are compared as they are written: thousands of records are asked at once, and none of them needs a calendar. */
let edge = { today: '', day: '' }
function lastSoonDay(today: string): string {
  if (edge.today !== today) edge = { today, day: new Date(Date.parse(today) + soonDays * 86_400_000).toISOString().slice(0, 10) }
  return edge.day
}

/** Negative for days gone by. */
export const daysUntil = (day: string, today: string): number => Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000)
