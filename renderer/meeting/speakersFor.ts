import { nameOf } from '../../shared/dialogues/attendees.ts'
import { spokenBy } from '../../shared/dialogues/run.ts'
import type { AgendaItem } from '../../shared/documents/agenda.ts'
import { side, type Attendee, type DialogueRun, type Side } from '../../shared/register.ts'

/** As many as have a key. */
const keys = 9

/** Whom the item names come first, so that their keys are 1, 2, 3; then everybody else in the order of the list. */
export function speakersFor(attendees: readonly Attendee[], item: AgendaItem | undefined, run: DialogueRun | null): Attendee[] {
  const spoken = spokenBy(run, 0)
  const rank = (one: Attendee): number => {
    const named = [nameOf(one), one.name, one.organisation].some((name) => name.length > 1 && item?.speaker.includes(name))
    return named ? 0 : spoken.has(one.id) ? 1 : 2
  }
  const ranks = new Map(attendees.map((one) => [one.id, rank(one)]))
  return [...attendees].sort((a, b) => (ranks.get(a.id) ?? 0) - (ranks.get(b.id) ?? 0))
}

export const keyOf = (place: number): string | null => (place < keys ? String(place + 1) : null)

/** The sides that take part, in their order. */
export const sides = (attendees: readonly Attendee[]): Side[] => side.options.filter((one) => attendees.some((guest) => guest.side === one))
