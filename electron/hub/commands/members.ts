import { documentName, parseName, type DocumentName } from '../../../shared/documentName.ts'
import type { Member } from '../../../shared/register.ts'
import { rightOn } from '../../../shared/roles.ts'
import { stateOf } from '../members.ts'
import { stateHashOf } from '../receipts.ts'
import type { Draft } from '../register.ts'
import { find, refuse, type Act, type Handlers } from './act.ts'

type Names = 'addMember' | 'setRole' | 'removeMember' | 'inviteMember' | 'revokeInvite' | 'listInvites' | 'whoIsConnected' | 'whoHolds'

const day = 24 * 60 * 60 * 1000

/** What members.json has already taken is taken back where the register cannot follow. */
export const memberCommands: Handlers<Names> = {
  async addMember(request, { members, newId, at }) {
    const member = { ...request, id: newId(), since: at }
    await members.add(member)
    return { ...changed(member), answer: { id: member.id }, undo: () => members.remove(member.id) }
  },

  async setRole({ id, role }, act) {
    const before = present(act, id)
    if (role !== 'secretariat') notTheLast(act, before)
    await act.members.setRole(id, role)
    return { ...changed({ ...before, role }), undo: () => act.members.setRole(id, before.role) }
  },

  /** The record stays in the register, with the day of leaving: what the person wrote keeps its author. */
  async removeMember({ id }, act) {
    const before = present(act, id)
    notTheLast(act, before)
    const { members, credentials, invites } = act.members.data
    await act.members.remove(id)
    return { ...changed({ ...before, removedAt: act.at }), undo: () => act.members.write({ members, credentials, invites }) }
  },

  async inviteMember({ memberId, days, ...asked }, act) {
    const entered = memberId === null ? null : present(act, memberId)
    if (entered && act.members.hasJoined(entered.id)) refuse({ kind: 'invalid', field: 'memberId' })
    const { name, role } = entered ?? asked
    const offer = act.offer()
    const workspace = act.register.workspace
    if (!offer || !workspace || offer.addresses.length === 0) refuse({ kind: 'notHosting' })
    const id = act.newId()
    const expiresAt = new Date(Date.parse(act.at) + days * day).toISOString()
    const { invites } = act.members.data
    const secret = await act.members.invite({ id, name, memberId, role, by: act.by.id, madeAt: act.at, expiresAt })
    return {
      answer: { id, expiresAt, invite: { version: 1, ...offer, workspace: workspace.name, secret } },
      change: () => undefined,
      subject: id,
      title: name,
      undo: () => act.members.write({ invites }),
    }
  },

  async revokeInvite({ id }, act) {
    const { invites } = act.members.data
    const found = invites.find((one) => one.id === id) ?? refuse({ kind: 'notFound' })
    if (found.state === 'used') refuse({ kind: 'inviteUsed' })
    await act.members.revoke(id)
    return { answer: {}, change: () => undefined, subject: id, title: found.name, undo: () => act.members.write({ invites }) }
  },

  listInvites(_, { members, at }) {
    const shown = members.data.invites.map((one) => ({
      ...{ id: one.id, name: one.name, role: one.role, by: one.by, madeAt: one.madeAt, expiresAt: one.expiresAt },
      state: stateOf(one, new Date(at)),
    }))
    return { answer: { invites: shown }, change: null }
  },

  whoIsConnected(_, { members, register, connected }) {
    const here = connected()
    const seenAt = new Map(members.data.credentials.map((one) => [one.memberId, one.seenAt]))
    const founded = register.workspace?.foundedAt
    const seen = members.all().map(({ id, since }) => ({
      ...{ memberId: id, connected: here.has(id), seenAt: seenAt.get(id) ?? null },
      joined: members.hasJoined(id) || since === founded,
    }))
    return { answer: { seen }, change: null }
  },

  async whoHolds({ document }, act) {
    const name = textName(act, document)
    const now = stateHashOf(await act.durability.read(name))
    const reported = new Map(act.receipts.of(name).map((one) => [one.memberId, one]))
    const elsewhere = [...new Set(act.members.data.credentials.map(({ memberId }) => memberId))].filter((id) => mayRead(act, name, id))
    const holders = elsewhere.map((memberId) => {
      const receipt = reported.get(memberId)
      return { memberId, at: receipt?.at ?? null, same: receipt?.state === now }
    })
    return { answer: { holders }, change: null }
  },
}

function mayRead(act: Act, name: DocumentName, memberId: string): boolean {
  const parsed = parseName(name)
  const role = act.members.get(memberId)?.role
  const memo = parsed?.kind === 'memo' ? act.register.get('memos', parsed.id) : undefined
  return role !== undefined && (!memo || rightOn({ kind: 'memo', stage: memo.stage, drafter: false }, role) !== 'none')
}

/** @throws Refusal `notFound` for what has no record */
function textName(act: Act, name: string): DocumentName {
  const parsed = parseName(name)
  if (parsed?.kind !== 'agenda' && parsed?.kind !== 'minutes' && parsed?.kind !== 'memo') refuse({ kind: 'notFound' })
  const found = parsed.kind === 'memo' ? find(act, 'memos', parsed.id) : find(act, 'dialogues', parsed.id)
  if (parsed.kind === 'minutes' && !('minutes' in found && found.minutes)) refuse({ kind: 'notFound' })
  return documentName(parsed.kind, parsed.id)
}

const present = (act: Act, id: string): Member => act.members.get(id) ?? refuse({ kind: 'notFound' })

function notTheLast(act: Act, { id, role }: Member): void {
  const others = act.members.all().filter((member) => member.role === 'secretariat' && member.id !== id)
  if (role === 'secretariat' && others.length === 0) refuse({ kind: 'lastSecretary' })
}

const changed = (record: Member) => ({
  answer: {},
  change: (draft: Draft) => draft.put('members', record),
  subject: record.id,
  title: record.name,
})
