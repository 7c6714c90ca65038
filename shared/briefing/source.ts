import type { MemoContent } from '../documents/memo.ts'
import type { Briefing } from '../register.ts'

/**
 * What a briefing is composed from: its record and the texts of its memos, in order. For an issued briefing these are the
 * frozen versions, for a draft the texts as they stand. Plain data: the hub reads it, main prints it.
 */
export type BriefingSource = { briefing: Briefing; memos: MemoContent[] }
