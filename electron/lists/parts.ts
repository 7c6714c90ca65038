import type { ListRow } from '../../shared/dialogues/attendees.ts'

/** So many rows a part: a window reads one in a few milliseconds, and looks up in between. */
const size = 500

/** Rows as JSON, several at a time: a text crosses into a window as one piece, where each field of each row would be handed over by itself. */
export function partsOf(rows: readonly ListRow[]): string[] {
  const parts: string[] = []
  for (let from = 0; from < rows.length; from += size) parts.push(JSON.stringify(rows.slice(from, from + size)))
  return parts
}
