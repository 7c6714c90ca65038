import type { z } from 'zod'
import type { CommandAnswer, CommandName, commands } from '../../../shared/commands.ts'
import { Refusal, type Failure } from '../../../shared/errors.ts'
import type { Invite } from '../../../shared/invite.ts'
import type { Attendee, AttendeeFields, Member, RegisterRecord, RegisterRoot } from '../../../shared/register.ts'
import type { Durability } from '../durability.ts'
import type { Laid } from '../laid.ts'
import type { Members } from '../members.ts'
import type { Mentions } from '../mentions.ts'
import type { Receipts } from '../receipts.ts'
import type { Removed } from '../removed.ts'
import type { Draft, Register } from '../register.ts'
import type { Visits } from '../visits.ts'
import type { Search } from '../search/search.ts'
import type { DocumentStore } from '../store/documentStore.ts'

/** What a handler works with: who asks, when, and the hub's own doors. */
export type Act = {
  by: Member
  at: string
  register: Register
  members: Members
  receipts: Receipts
  store: DocumentStore
  durability: Durability
  search: Search
  mentions: Mentions
  laid: Laid<AttendeeFields>
  /** Participants who were taken off a list, for the undo of it. */
  removed: Removed<Attendee>
  /** Files in parts, each in base64. */
  laidFiles: Laid<string>
  visits: Visits
  newId: () => string
  /** What meetings are timed by: even, whatever happens to the system's clock. */
  clock: () => Date
  /** Where the hub listens and by what key it is known; `null` while it does not. */
  offer: () => Offer | null
  /** Members who have a document open. */
  connected: () => ReadonlySet<string>
}
export type Offer = Pick<Invite, 'addresses' | 'pin'>

/**
 * What a handler gives back: the answer, the change of the register, and what the trail says it was about. Whatever it puts on
 * disk before that (a seeded document, a kept version) nobody can reach until the change is made.
 */
export type Outcome<N extends CommandName> =
  | Effect<N>
  /** A question: nothing is written, and the trail says nothing of it. */
  | { answer: CommandAnswer<N>; change: null }

type Effect<N extends CommandName> = {
  answer: CommandAnswer<N>
  change: (draft: Draft) => void
  subject: string
  title: string
  /** Takes back what the handler did outside the documents, when the change could not be made. */
  undo?: () => Promise<void>
}

export type Request<N extends CommandName> = z.output<(typeof commands)[N]['request']>
export type Handler<N extends CommandName> = (request: Request<N>, act: Act) => Outcome<N> | Promise<Outcome<N>>
/** The handlers of one subject. */
export type Handlers<N extends CommandName> = { [K in N]: Handler<K> }

export function refuse(failure: Failure): never {
  throw new Refusal(failure)
}

/** @throws Refusal `notFound` */
export const find = <R extends RegisterRoot>(act: Act, root: R, id: string): RegisterRecord<R> =>
  act.register.get(root, id) ?? refuse({ kind: 'notFound' })

/** The day on the wall of the office the hub stands in. */
export function dayOf(instant: string): string {
  const at = new Date(instant)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
