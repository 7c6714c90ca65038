import { assertNever } from './errors.ts'
import type { Dialogue } from './records/dialogue.ts'
import type { Member } from './records/member.ts'
import type { Memo } from './records/memo.ts'
import type { Role } from './records/role.ts'

export { role, type Role } from './records/role.ts'

export type Right = 'write' | 'read' | 'none'

/** What the hub must know of a document to decide who may do what with it. */
export type Access =
  | { kind: 'register' }
  | { kind: 'agenda'; frozen: boolean }
  | { kind: 'minutes'; locked: boolean; recorder: boolean }
  | { kind: 'memo'; stage: Memo['stage']; drafter: boolean }
  | { kind: 'talk'; closed: boolean }
  | { kind: 'authors' }
  | { kind: 'reply' }

/**
 * The one table of rights (design.md §4). Nobody writes the register: only the hub does, as the effect of a command.
 * Observers do not see drafts, nor the talk about them, nor who wrote which words.
 * Nobody writes down who wrote what but the hub, and it alone lays files beside a reply.
 */
export function rightOn(access: Access, who: Role): Right {
  switch (access.kind) {
    case 'register':
      return 'read'
    case 'agenda':
      return who === 'observer' || access.frozen ? 'read' : 'write'
    case 'minutes':
      return access.recorder && !access.locked ? 'write' : 'read'
    case 'memo': {
      if (who === 'observer') return access.stage === 'drafting' ? 'none' : 'read'
      const open = access.stage === 'drafting' || access.stage === 'consulting'
      return open && (who === 'secretariat' || access.drafter) ? 'write' : 'read'
    }
    case 'talk':
      if (who === 'observer') return 'none'
      return access.closed ? 'read' : 'write'
    case 'authors':
      return who === 'observer' ? 'none' : 'read'
    case 'reply':
      return 'read'
    default:
      return assertNever(access)
  }
}

/** Who may read whatever there is: for them nothing has to be asked one by one. The table above is the truth, and a test holds this to it. */
export const readsEverything = (who: Role): boolean => who !== 'observer'

/** Whoever keeps the record of a meeting: its minutes, what is captured in them, its clock. */
export const mayRecord = ({ recorders }: Pick<Dialogue, 'recorders'>, { id, role: has }: Pick<Member, 'id' | 'role'>): boolean =>
  has === 'secretariat' || (has === 'expert' && recorders.includes(id))
