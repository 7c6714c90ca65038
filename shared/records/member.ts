import { z } from 'zod'
import { filled, id, instant, line } from './fields.ts'
import { role } from './role.ts'

/** `removedAt`: no member any more, kept as the author of what is there. */
export const member = z.object({ id, name: filled.max(40), organisation: line, role, since: instant, removedAt: instant.optional() })
export type Member = z.infer<typeof member>
