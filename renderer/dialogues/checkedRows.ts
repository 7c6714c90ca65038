import { z } from 'zod'
import { attendeeKey, listRow, type FoundList, type ListRow } from '../../shared/dialogues/attendees.ts'
import type { AttendeeFields } from '../../shared/register.ts'

export type Checked = { is: 'list'; rows: ListRow[] } | { is: 'noHead' }

const rowsOf = z.array(listRow)
/** Lets the window answer to what has happened meanwhile. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** The rows of a list, those of them marked who are on the list of the dialogue already. Part by part, so that the window never stands still. */
export async function checkedRows(list: FoundList, there: readonly AttendeeFields[]): Promise<Checked> {
  if (list.is === 'noHead') return list
  const listed = new Set(there.map(attendeeKey))
  const rows: ListRow[] = []
  for (const part of list.parts) {
    for (const row of rowsOf.parse(JSON.parse(part)))
      rows.push(row.problem === null && listed.has(attendeeKey(row.fields)) ? { ...row, problem: 'alreadyListed' } : row)
    await pause()
  }
  return { is: 'list', rows }
}

/** What fits into one message to the hub, in letters of JSON; a row has a hundred or two. */
const largest = 120_000

/** The people of a list in as many messages as it takes. */
export function messages(all: readonly AttendeeFields[], most: number): AttendeeFields[][] {
  const parts: AttendeeFields[][] = []
  let size = 0
  for (const one of all) {
    const length = JSON.stringify(one).length
    const last = parts.at(-1)
    if (last && last.length < most && size + length <= largest) {
      last.push(one)
      size += length
    } else {
      parts.push([one])
      size = length
    }
  }
  return parts
}
