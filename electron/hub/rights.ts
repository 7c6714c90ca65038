import { parseName } from '../../shared/documentName.ts'
import type { Member } from '../../shared/register.ts'
import { mayRecord, readsEverything, rightOn, type Access, type Right } from '../../shared/roles.ts'
import type { Members } from './members.ts'
import type { Register } from './register.ts'

/** What a member may do with a document, from the facts of this moment. `none` for what is not there: nobody can tell the difference. */
export type Rights = (memberId: string, name: string) => Right

export const rightsFrom =
  (register: Register, members: Pick<Members, 'get'>): Rights =>
  (memberId, name) => {
    const member = members.get(memberId)
    const access = member && accessTo(register, name, member)
    return member && access ? rightOn(access, member.role) : 'none'
  }

function accessTo(register: Register, name: string, member: Member): Access | null {
  const parsed = parseName(name)
  switch (parsed?.kind) {
    case 'register':
      return { kind: 'register' }
    case 'agenda': {
      const dialogue = register.get('dialogues', parsed.id)
      return dialogue ? { kind: 'agenda', frozen: dialogue.agendaConfirmed !== null } : null
    }
    case 'memo':
    case 'pictures': {
      const memo = register.get('memos', parsed.id)
      return memo ? { kind: 'memo', stage: memo.stage, drafter: memo.drafters.includes(member.id) } : null
    }
    case 'minutes': {
      const dialogue = register.get('dialogues', parsed.id)
      if (!dialogue?.minutes) return null
      return { kind: 'minutes', locked: dialogue.minutes.approved !== null, recorder: mayRecord(dialogue, member) }
    }
    case 'talk': {
      const memo = register.get('memos', parsed.id)
      return memo ? { kind: 'talk', closed: memo.stage === 'submitted' } : null
    }
    case 'authors':
      return register.get('memos', parsed.id) ? { kind: 'authors' } : null
    case 'reply':
      return register.get('recommendations', parsed.id) ? { kind: 'reply' } : null
    case undefined:
      return null
  }
}

/** Whether a member may read all documents that there are. */
export const readsAllFrom =
  (members: Pick<Members, 'get'>): ((memberId: string) => boolean) =>
  (memberId) => {
    const member = members.get(memberId)
    return member !== undefined && readsEverything(member.role)
  }

/** Whether a member is one of those who write a memo, at whatever stage it is. */
export type Drafts = (memberId: string, memoId: string) => boolean
export const draftsFrom =
  (register: Register, members: Pick<Members, 'get'>): Drafts =>
  (memberId, memoId) => {
    const role = members.get(memberId)?.role
    return role === 'secretariat' || (role === 'expert' && (register.get('memos', memoId)?.drafters.includes(memberId) ?? false))
  }
