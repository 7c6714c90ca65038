import type { CommandRequest } from '../../shared/commands.ts'
import type { FollowUpFields, Recommendation } from '../../shared/register.ts'

/** What is set for several records at once. */
export type Changes = Partial<FollowUpFields>
type Was = CommandRequest<'restoreFollowUp'>['each']

/**
 * FO5 A change of several records is taken back for those where it still stands: what somebody has set there since stays.
 * @param before as they were @param now as they are
 */
export function takenBack(before: readonly Recommendation[], changes: Changes, now: readonly Recommendation[]): Was {
  const current = new Map(now.map((record) => [record.id, record]))
  return before.flatMap((record) => {
    const standing = current.get(record.id)
    return standing?.closed === null && stands(standing, changes) ? [{ id: record.id, was: wasOf(record, changes) }] : []
  })
}

const stands = (record: Recommendation, changes: Changes): boolean => {
  const set: Partial<Recommendation> = changes
  return Object.entries(set).every(([field, value]) => Object.entries(record).some(([name, kept]) => name === field && kept === value))
}

/** With a status come the days that it sets by itself. */
function wasOf(record: Recommendation, changes: Changes): Changes {
  const { status, receivedOn, answeredOn, reason, lead, supports, due, result } = record
  return {
    ...('status' in changes && { status, receivedOn, answeredOn }),
    ...('reason' in changes && { reason }),
    ...('lead' in changes && { lead }),
    ...('supports' in changes && { supports }),
    ...('due' in changes && { due }),
    ...('result' in changes && { result }),
  }
}
