import { z } from 'zod'
import { failure } from './errors.ts'
import { address, lookAnswer } from './invite.ts'
import { id, instant } from './register.ts'

/**
 * A workspace that lives on another machine, as the app shows it: whether its host can be reached, what waits to be sent there, and
 * what the host has refused.
 */
export const link = z.object({
  /** `refused`: the host does not let this member in, or is not the one that was joined; nothing is sent any more, all is readable. */
  state: z.enum(['connecting', 'connected', 'offline', 'refused']),
  /** Since when it has been so. */
  since: instant,
  /** Documents with edits that the host has not acknowledged. They are on this machine's disk. */
  waiting: z.int().min(0),
  /** Why it is not connected, or what keeps the host from taking the edits. */
  failure: failure.nullable(),
})
export type Link = z.infer<typeof link>

/** An invitation as a person has it: the link, or an address (the port may be left out) with the code that was read out. */
export const invitation = z.union([
  z.strictObject({ text: z.string().max(5000) }),
  z.strictObject({ address: z.string().max(260), code: z.string().max(200) }),
])
export type Invitation = z.input<typeof invitation>

/** What an invitation says by itself; nothing has been sent. A code says nothing of the workspace. */
export const readInvitation = z.object({
  addresses: z.array(address),
  /** The host's key as two people compare it; `null`: a server that the system's own authorities vouch for. */
  fingerprint: z.string().nullable(),
  workspace: z.string().nullable(),
})
export type ReadInvitation = z.infer<typeof readInvitation>

/** What the host says of an invitation, after its key has been found to be the one named. */
export const offered = lookAnswer.extend({ address, fingerprint: z.string(), pinned: z.boolean() })
export type Offered = z.infer<typeof offered>
/** `known`: the same workspace as I have it on this machine already, hosted here or joined. */
export const lookedUp = offered.extend({ known: z.object({ id, kind: z.enum(['local', 'joined']) }).nullable() })
export type LookedUp = z.infer<typeof lookedUp>

/**
 * Edits that the host has refused, as text beside the document: they have left this machine's copy and will not come back by
 * themselves. `mine` has the blocks (of an agenda: the items) that only this copy had, `theirs` those that only the host's has.
 */
export const refusedEdit = z.object({
  id,
  document: z.string(),
  title: z.string(),
  at: instant,
  failure,
  mine: z.array(z.string()),
  theirs: z.array(z.string()),
})
export type RefusedEdit = z.infer<typeof refusedEdit>
