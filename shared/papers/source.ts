import type { AgendaItem } from '../documents/agenda.ts'
import type { HouseStyle } from '../briefing/house.ts'
import type { Attendee, Dialogue, Issue } from '../register.ts'

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
}
