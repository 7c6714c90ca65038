import { z } from 'zod'
import { id } from '../../shared/register.ts'

/** Who sits at the other end of a connection, as the hub's parent said; nothing a client sends changes it. */
export const visitor = z.object({
  memberId: id,
  /** What the document was opened for; set by the hub on opening. */
  granted: z.enum(['read', 'write']).optional(),
})
export type Visitor = z.infer<typeof visitor>
