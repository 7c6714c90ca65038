import type { z } from 'zod'
import { member } from './records/member.ts'
import { attendee, dialogue, issue, topic } from './records/dialogue.ts'
import { endorsement, memo, version } from './records/memo.ts'
import { briefing } from './records/briefing.ts'
import { dispatch } from './records/dispatch.ts'
import { recommendation } from './records/followUp.ts'

export { day, id, instant, wallTime } from './records/fields.ts'
export * from './records/member.ts'
export * from './records/dialogue.ts'
export * from './records/memo.ts'
export * from './records/briefing.ts'
export * from './records/dispatch.ts'
export * from './records/followUp.ts'
export * from './records/workspace.ts'

/**
 * Roots of the register document: a Y.Map of records a kind, keyed by id, a Y.Array for the trail, a Y.Map for the workspace itself. All
 * of it plain JSON values: only the hub writes them, as the effect of a command, so two people never write one record at once.
 */
export const registerRoots = {
  members: member,
  dialogues: dialogue,
  attendees: attendee,
  topics: topic,
  issues: issue,
  memos: memo,
  versions: version,
  endorsements: endorsement,
  briefings: briefing,
  dispatches: dispatch,
  recommendations: recommendation,
} as const
export type RegisterRoot = keyof typeof registerRoots
export type RegisterRecord<R extends RegisterRoot> = z.infer<(typeof registerRoots)[R]>
export const registerTrail = 'trail'
export const registerWorkspace = 'workspace'
