import { standardStyle } from '../../shared/briefing/house.ts'
import { documentName } from '../../shared/documentName.ts'
import { carriedTo } from '../../shared/dialogues/carried.ts'
import { inOrder } from '../../shared/dialogues/attendees.ts'
import { readAgenda } from '../../shared/documents/agenda.ts'
import { readNotes } from '../../shared/documents/minutes.ts'
import { Refusal } from '../../shared/errors.ts'
import type { DialogueSource } from '../../shared/papers/source.ts'
import { hashOf } from './content.ts'
import type { Durability } from './durability.ts'
import type { Register } from './register.ts'
import type { Rights } from './rights.ts'

type Texts = { register: Register; durability: Durability }

/** HB17 What the papers of a dialogue say goes only to a member who may read its agenda. @throws Refusal `notFound` */
export async function dialogueSource(doors: Texts & { rights: Rights }, memberId: string, id: string): Promise<DialogueSource> {
  if (doors.rights(memberId, documentName('agenda', id)) === 'none') throw new Refusal({ kind: 'notFound' })
  return dialogueOf(doors, id)
}

/** A dialogue as it stands, with all that was written and noted down on it. @throws Refusal `notFound` */
export async function dialogueOf({ register, durability }: Texts, id: string): Promise<DialogueSource> {
  const dialogue = register.get('dialogues', id)
  if (!dialogue) throw new Refusal({ kind: 'notFound' })
  const ofThis = (one: { dialogueId: string | null }): boolean => one.dialogueId === id
  const carried = carriedTo(dialogue, register.all('dialogues'), register.all('issues'))
  const earlier = new Set(carried.map(({ from }) => from.id))
  const content = {
    workspace: register.workspace?.name ?? '',
    style: register.workspace?.style ?? standardStyle,
    dialogue,
    attendees: inOrder(register.all('attendees').filter(ofThis)),
    items: readAgenda(await durability.read(documentName('agenda', id))),
    notes: dialogue.minutes ? readNotes(await durability.read(documentName('minutes', id))) : {},
    issues: register.all('issues').filter(ofThis).sort(by('createdAt', 'no')),
    carried,
    carriedHidden: register.all('attendees').filter((one) => one.anonymous && earlier.has(one.dialogueId)),
    topics: register.all('topics').filter(ofThis).sort(by('proposedAt', 'no')),
    memos: register
      .all('memos')
      .filter(ofThis)
      .sort(by('createdAt'))
      .map(({ title, stage }) => ({ title, stage })),
    people: Object.fromEntries(register.all('members').map((member) => [member.id, member.name])),
  }
  return { ...content, state: hashOf(content) }
}

/** The number, and then the id, decides between those of one moment, so that every replica has one order. */
const by =
  <K extends string>(...keys: readonly K[]) =>
  (a: Record<K | 'id', string>, b: Record<K | 'id', string>): number => {
    for (const key of [...keys, 'id' as const]) if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1
    return 0
  }
