import type { AuditEntry } from '../../shared/register.ts'

/** What of the trail is asked for; an empty word asks for everything. Days as `2026-11-24`, in the zone of this machine. */
export type TrailFilter = { text: string; by: string; command: string; from: string | null; to: string | null }
export const wholeTrail: TrailFilter = { text: '', by: '', command: '', from: null, to: null }

/** The day of an instant at this machine; the Swedish way to write it is ISO 8601. */
const days = new Intl.DateTimeFormat('sv')

export function passes({ at, by, command, title }: AuditEntry, { text, from, to, ...asked }: TrailFilter): boolean {
  const day = from === null && to === null ? '' : days.format(new Date(at))
  return (
    (asked.by === '' || asked.by === by) &&
    (asked.command === '' || asked.command === command) &&
    (text === '' || title.toLowerCase().includes(text.toLowerCase())) &&
    (from === null || from <= day) &&
    (to === null || day <= to)
  )
}
