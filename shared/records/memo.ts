import { z } from 'zod'
import { day, filled, id, instant } from './fields.ts'

/** 起草 → 征求意见 → 会签 → 定稿 → 已报送 */
export const memoStage = z.enum(['drafting', 'consulting', 'countersigning', 'final', 'submitted'])
export type MemoStage = z.infer<typeof memoStage>
/** SHA-256 of what a memo says (hub/content.ts): title, authors, text. */
export const contentHash = z.string().regex(/^[0-9a-f]{64}$/)
/** 会签: who is asked to endorse, by when, and when they were reminded. */
export const countersigning = z.object({
  endorsers: z.array(id).max(200),
  deadline: day.nullable(),
  startedBy: id,
  startedAt: instant,
  reminders: z.array(z.object({ at: instant, by: id })).max(1000),
})
export type Countersigning = z.infer<typeof countersigning>
export const memo = z.object({
  id,
  title: filled,
  stage: memoStage,
  /** Members who may write the body, besides the secretariat. */
  drafters: z.array(id),
  /** The text as it stands still since 会签 or 定稿; `null` while it may be written. */
  frozen: z.object({ versionId: id, hash: contentHash }).nullable().default(null),
  countersigning: countersigning.nullable().default(null),
  dialogueId: id.nullable(),
  /** The agenda item it was written on, of that dialogue. */
  itemId: id.nullable().default(null),
  createdBy: id,
  createdAt: instant,
})
export type Memo = z.infer<typeof memo>

/** A copy of a memo that the hub keeps for good; its text is asked for with `readVersion`. */
export const version = z.object({
  id,
  memoId: id,
  name: filled.max(100),
  /** Why it was kept: by hand, at a change of stage, as a dialogue discussed it, before a restore, on issue. */
  reason: z.enum(['named', 'stage', 'dialogue', 'restore', 'issue']),
  /** Of what stage its text is: nobody may read it who might not read the memo then. */
  stage: memoStage,
  dialogueId: id.nullable(),
  hash: contentHash,
  characters: z.int().min(0),
  by: id,
  at: instant,
})
export type Version = z.infer<typeof version>

/** 同意 · 保留意见 · 不同意 */
export const endorsementChoice = z.enum(['agreed', 'reserved', 'declined'])
export type EndorsementChoice = z.infer<typeof endorsementChoice>
/** One member's word on one text. Whether it stands today: endorsements.ts. */
export const endorsement = z.object({
  /** Made by `endorsementId`: one member has one word on one text. */
  id: z.string().min(1),
  memoId: id,
  memberId: id,
  versionId: id,
  hash: contentHash,
  choice: endorsementChoice,
  /** The reservation, printed with the memo, or why it was declined. */
  text: z.string().trim().max(1000),
  at: instant,
  /** Given to an earlier text, and confirmed for this one after its changes were shown. */
  carried: z.object({ versionId: id, hash: contentHash, at: instant }).nullable(),
})
export type Endorsement = z.infer<typeof endorsement>
