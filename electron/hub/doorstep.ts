import { randomUUID } from 'node:crypto'
import { ok, Refusal, refuse, type Result } from '../../shared/errors.ts'
import type { JoinAnswer, JoinRequest, LookAnswer, LookRequest } from '../../shared/invite.ts'
import type { Member } from '../../shared/register.ts'
import type { Members } from './members.ts'
import type { Register } from './register.ts'

export type Doorstep = {
  register: Register
  members: Members
  now: () => Date
  inTurn: <T>(work: () => Promise<T>) => Promise<Result<T>>
}

/** What an invite opens, told to whoever holds its secret; once it is used, to whom it made a member (IV7). */
export function look({ register, members, now }: Doorstep, { secret, credential }: LookRequest): Result<LookAnswer> {
  const found = (credential !== undefined && members.admitted(secret, credential)) || members.inviteWith(secret, now())
  if ('kind' in found) return refuse(found)
  const { name, role } = ('memberId' in found && members.get(found.memberId ?? '')) || found
  return ok({ workspace: register.workspace?.name ?? '', name, role })
}

/**
 * IV9 Whoever was entered by name before and comes in by an invite of their own is that member, by the name and in the role that they have;
 *     a unit that was not entered is taken from them.
 * IV5 Of two who come with one secret one becomes a member. The trail says who joined; no secret is in it.
 * IV7 Who has become a member and has not heard it asks again with the same credential, and is told the same: nobody joins twice.
 */
export function join(
  { register, members, now, inTurn }: Doorstep,
  { secret, credential, name, organisation }: JoinRequest,
): Promise<Result<JoinAnswer>> {
  const told = ({ id, role }: Member): JoinAnswer => ({ memberId: id, workspace: register.workspace?.name ?? '', role })
  return inTurn(async () => {
    const known = members.admitted(secret, credential)
    if (known) return told(known)
    const found = members.inviteWith(secret, now())
    if ('kind' in found) throw new Refusal(found)
    if (members.holderOf(credential)) throw new Refusal({ kind: 'invalid', field: 'credential' })
    const at = now().toISOString()
    const entered = members.get(found.memberId ?? '')
    const member: Member = entered
      ? { ...entered, organisation: entered.organisation || organisation }
      : { id: randomUUID(), name, organisation, role: found.role, since: at }
    const before = members.data
    await members.admit(member, found, credential, at)
    try {
      await register.write((draft) => {
        draft.put('members', member)
        draft.trail({ at, by: member.id, command: 'join', subject: member.id, title: member.name })
      })
    } catch (reason) {
      await members.write(before)
      throw reason
    }
    return told(member)
  })
}
