import { documentName } from '../../shared/documentName.ts'
import { inOrder } from '../../shared/dialogues/attendees.ts'
import { readAgenda } from '../../shared/documents/agenda.ts'
import { readNotes } from '../../shared/documents/minutes.ts'
import { Refusal } from '../../shared/errors.ts'
import type { DialogueSource } from '../../shared/papers/source.ts'
import type { Durability } from './durability.ts'
import type { Register } from './register.ts'
import type { Rights } from './rights.ts'

type Doors = { register: Register; durability: Durability; rights: Rights }

/** HB17 What the papers of a dialogue say goes only to a member who may read its agenda. @throws Refusal `notFound` */
export async function dialogueSource({ register, durability, rights }: Doors, memberId: string, id: string): Promise<DialogueSource> {
  const dialogue = register.get('dialogues', id)
  const name = documentName('agenda', id)
  if (!dialogue || rights(memberId, name) === 'none') throw new Refusal({ kind: 'notFound' })
  return {
    workspace: register.workspace?.name ?? '',
    dialogue,
    attendees: inOrder(register.all('attendees').filter((one) => one.dialogueId === id)),
    items: readAgenda(await durability.read(name)),
    notes: dialogue.minutes ? readNotes(await durability.read(documentName('minutes', id))) : {},
    issues: register.all('issues').filter((one) => one.dialogueId === id),
  }
}
