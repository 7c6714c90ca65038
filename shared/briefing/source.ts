import type { Labelled } from '../papers/paper.ts'
import type { MemoContent } from '../documents/memo.ts'
import type { Pictures } from '../documents/pictures.ts'
import type { Annex } from './kinds.ts'
import type { HouseStyle } from './house.ts'
import type { Briefing } from '../register.ts'

/** A text of a briefing. `facts` and `attendance`: of a dialogue only. */
export type BriefingText = MemoContent & { facts?: Labelled[]; attendance?: Labelled[] }

/**
 * What a briefing is composed from: its record, the texts of its items in order, and the annexes it asks for as far as there is
 * something in them. For an issued briefing these are the frozen versions, for a draft the texts as they stand. Plain data: the hub
 * reads it, main prints it.
 */
export type BriefingSource = {
  briefing: Briefing
  texts: BriefingText[]
  annexes: { of: Annex; text: BriefingText }[]
  /** What its figures show; the texts name them by their hashes. */
  pictures?: Pictures
  style: HouseStyle
  /** What the workspace knows of the texts beyond their words; of a draft only. */
  standing: Standing
  /** Of an issue that was withdrawn: every page of it that is made from then on says so. */
  withdrawn?: Withdrawn
  /** SHA-256 of texts and annexes: two exports that name the same one say the same. */
  state?: string
}
/** An issue that does not stand any more. `replacedBy`: what was issued in its place, by its name; `null` for nothing. */
export type Withdrawn = { /** ISO day */ day: string; replacedBy: string | null }
export type Standing = {
  /** Dialogues whose minutes are not approved or whose agenda is not confirmed. */
  unsettled: { of: 'minutes' | 'agenda'; id: string; title: string }[]
  /** Memos with comments that nobody has answered for. */
  openComments: { id: string; title: string; count: number }[]
  /** Memos with suggested changes that nobody has decided. */
  openSuggestions: { id: string; title: string; count: number }[]
  /** Memos with endorsements of an earlier text. */
  voided: { id: string; title: string; names: string[] }[]
}
export const nothingKnown: Standing = { unsettled: [], openComments: [], openSuggestions: [], voided: [] }

/** With the names that nothing which leaves the house may say: whoever is 匿名 in a dialogue, DP1. */
export type OutwardSource = BriefingSource & { hidden: string[] }
