import { mostAttendees } from '../../shared/commands.ts'
import { ok, refuse, type Result } from '../../shared/errors.ts'
import type { AttendeeFields } from '../../shared/register.ts'
import type { Command } from '../hub/useHub.ts'
import { messages } from './checkedRows.ts'

/**
 * Adds people to a dialogue, all or none: what does not fit into one message is laid up at the hub first, part by part.
 *
 * @param told how many have been handed over
 * @param signal calls it off, as long as the last part is not on its way
 * @returns their ids, or `cancelled`
 */
export async function addAll(
  command: Command,
  dialogueId: string,
  people: readonly AttendeeFields[],
  told: (count: number) => void,
  signal: AbortSignal,
): Promise<Result<string[]>> {
  const parts = messages(people, mostAttendees)
  const last = parts.pop()
  if (!last) return ok([])
  const list = crypto.randomUUID()
  let count = 0
  for (const attendees of parts) {
    const laid = await command('layAttendees', { list, attendees })
    if (!laid.ok) return laid
    if (signal.aborted) return refuse({ kind: 'cancelled' })
    count += attendees.length
    told(count)
  }
  const added = await command('addAttendees', { dialogueId, attendees: last, ...(count > 0 && { after: { list, count } }) })
  return added.ok ? ok(added.value.ids) : added
}
