import { z } from 'zod'
import { id } from '../../shared/register.ts'

/** Somebody from the network, until a credential says who: no member has this id, so nothing is allowed. */
export const stranger = ''

/** Who sits at the other end of a connection, as the hub's parent said; nothing a client sends changes it. */
export const visitor = z.object({
  memberId: z.union([id, z.literal(stranger)]),
  /** What the document was opened for; set by the hub on opening. */
  granted: z.enum(['read', 'write']).optional(),
})
export type Visitor = z.infer<typeof visitor> & {
  /** From the network: told each time a credential is accepted on this socket. */
  known?: (memberId: string) => void
}
