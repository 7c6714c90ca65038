import { standardStyle } from '../../shared/briefing/house.ts'
import { documentName } from '../../shared/documentName.ts'
import { adoptionRows } from '../../shared/documents/adoption.ts'
import { readTalk } from '../../shared/documents/talk.ts'
import { Refusal } from '../../shared/errors.ts'
import type { AdoptionSource } from '../../shared/papers/adoption.ts'
import type { Durability } from './durability.ts'
import type { Register } from './register.ts'
import type { Rights } from './rights.ts'

type Doors = { register: Register; durability: Durability; rights: Rights }

/** HB21 What was said about a memo goes only to a member who may read it there. @throws Refusal `notFound` */
export async function adoptionSource({ register, durability, rights }: Doors, memberId: string, id: string): Promise<AdoptionSource> {
  const memo = register.get('memos', id)
  const name = documentName('talk', id)
  if (!memo || rights(memberId, name) === 'none') throw new Refusal({ kind: 'notFound' })
  const talk = readTalk(await durability.read(name))
  return {
    workspace: register.workspace?.name ?? '',
    style: register.workspace?.style ?? standardStyle,
    title: memo.title,
    rows: adoptionRows(talk).map((row) => {
      const member = register.get('members', row.by)
      return { ...row, name: member?.name ?? '', organisation: member?.organisation ?? '' }
    }),
  }
}
