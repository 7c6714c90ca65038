import { z } from 'zod'
import { isReplyName } from '../documents/reply.ts'
import { sha256 } from './dispatch.ts'
import { day, id, instant, line } from './fields.ts'

/** 已登记 (of the minutes) or 已报送 (of a memo) → 已签收 → 办理中 → 已答复 → 已采纳 · 部分采纳 · 留作参考 · 未采纳; 无需答复 where none was asked for. */
export const followUpStatus = z.enum([
  'registered',
  'submitted',
  'received',
  'underway',
  'answered',
  'adopted',
  'partly',
  'reference',
  'rejected',
  'noReply',
])
export type FollowUpStatus = z.infer<typeof followUpStatus>
/** A solved or mostly solved · B partly, or planned · C cannot be done now, kept for reference. */
export const resultClass = z.enum(['A', 'B', 'C'])
/** Of those who raised it: 满意 · 基本满意 · 不满意 */
export const satisfaction = z.enum(['satisfied', 'mostly', 'unsatisfied'])

/** What the secretariat writes down while a recommendation is followed. */
export const followUpFields = z.object({
  /** 牵头单位 */
  lead: line,
  /** 配合单位 */
  supports: line,
  /** 责任人 */
  person: line.max(40),
  /** 办理时限 as a day; read out of the memo's words where they name one. */
  due: day.nullable(),
  status: followUpStatus,
  receivedOn: day.nullable(),
  answeredOn: day.nullable(),
  /** 答复内容 */
  reply: z.string().trim().max(4000),
  result: resultClass.nullable(),
  satisfaction: satisfaction.nullable(),
  /** Why it was not adopted, or only partly. */
  reason: z.string().trim().max(1000),
  /** 批示 */
  instruction: z.string().trim().max(1000),
  /** 其他渠道反映情况: where else the same has been raised, and when, so that nobody is asked twice unawares. */
  elsewhere: z.string().trim().max(1000),
})
export type FollowUpFields = z.infer<typeof followUpFields>

/** 办理进展 or 催办: who wrote what, when. Nothing of it is changed afterwards. */
export const followUpNote = z.object({ at: instant, by: id, text: z.string().trim().min(1).max(1000) })
export type FollowUpNote = z.infer<typeof followUpNote>

/** 答复附件: of a file that came with the reply what it is called; its bytes lie beside the record (documents/reply.ts). */
export const replyAttachment = z.object({
  hash: sha256,
  name: z.string().refine(isReplyName),
  /** Bytes. */
  size: z.int().positive(),
  by: id,
  at: instant,
})
export type ReplyAttachment = z.infer<typeof replyAttachment>

/** One measure that has gone out, or an issue or task of a dialogue, followed until it is closed (销号). */
export const recommendation = z
  .object({
    /** The id of its block in the memo, or of the issue that it was in the minutes: the link back is never typed. */
    id,
    /** Both `null` for an issue or a task, which comes from a dialogue and no memo. */
    memoId: id.nullable(),
    briefingId: id.nullable(),
    dialogueId: id.nullable().default(null),
    measure: z.string(),
    /** As the memo says it. */
    term: z.string(),
    submittedAt: instant,
    lead: z.string(),
    supports: followUpFields.shape.supports.default(''),
    person: followUpFields.shape.person.default(''),
    due: day.nullable().default(null),
    status: followUpStatus,
    receivedOn: day.nullable().default(null),
    answeredOn: day.nullable().default(null),
    reply: followUpFields.shape.reply.default(''),
    attachments: z.array(replyAttachment).default([]),
    result: resultClass.nullable().default(null),
    satisfaction: satisfaction.nullable().default(null),
    reason: followUpFields.shape.reason.default(''),
    instruction: followUpFields.shape.instruction.default(''),
    elsewhere: followUpFields.shape.elsewhere.default(''),
    progress: z.array(followUpNote).default([]),
    reminders: z.array(followUpNote).default([]),
    /** 销号 */
    closed: z.object({ by: id, at: instant }).nullable().default(null),
  })
  // Earlier versions said 已报送 of what came from the minutes too.
  .transform((one) => (one.memoId === null && one.status === 'submitted' ? { ...one, status: 'registered' as const } : one))
export type Recommendation = z.infer<typeof recommendation>
