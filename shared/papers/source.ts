import type { AgendaItem } from '../documents/agenda.ts'
import type { Carried } from '../dialogues/carried.ts'
import type { HouseStyle } from '../briefing/house.ts'
import type { Attendee, Dialogue, Issue, MemoStage, Topic } from '../register.ts'

/** What the papers of a dialogue are made from, as it stands. Plain data: the hub reads it, main prints it. */
export type DialogueSource = {
  /** Whose dialogue it is. */
  workspace: string
  style: HouseStyle
  dialogue: Dialogue
  /** In their order. */
  attendees: Attendee[]
  items: AgendaItem[]
  /** What was written on each item, by its id, a string a paragraph. */
  notes: Record<string, string[]>
  issues: Issue[]
  /** Issues and tasks of earlier dialogues that are still open. */
  carried: Carried[]
  /** Those of the earlier dialogues who are 匿名: what is carried may name them. */
  carriedHidden: Attendee[]
  topics: Topic[]
  /** Memos that came out of it. */
  memos: { title: string; stage: MemoStage }[]
  /** Names of members by id: who confirmed, proposed, approved. */
  people: Record<string, string>
  /** SHA-256 of all of the above: two exports that name the same one were made from the same content. */
  state: string
}
