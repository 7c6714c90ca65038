import { standardStyle } from '../../shared/briefing/house.ts'
import { documentName } from '../../shared/documentName.ts'
import { picturesIn, readPictures } from '../../shared/documents/pictures.ts'
import { Refusal } from '../../shared/errors.ts'
import { hiddenNames } from '../../shared/papers/anonymous.ts'
import type { MemoSource } from '../../shared/papers/memo.ts'
import { contentOf, hashOf } from './content.ts'
import type { Durability } from './durability.ts'
import type { Register } from './register.ts'
import type { Rights } from './rights.ts'

type Doors = { register: Register; durability: Durability; rights: Rights }

/** HB21 The text of a memo leaves only with a member who may read it. @throws Refusal `notFound` */
export async function memoSource({ register, durability, rights }: Doors, memberId: string, id: string): Promise<MemoSource> {
  const memo = register.get('memos', id)
  const name = documentName('memo', id)
  if (!memo || rights(memberId, name) === 'none') throw new Refusal({ kind: 'notFound' })
  const content = contentOf(register, memo, await durability.read(name))
  return {
    workspace: register.workspace?.name ?? '',
    style: register.workspace?.style ?? standardStyle,
    content,
    pictures: readPictures(await durability.read(documentName('pictures', id)), picturesIn(content.blocks)),
    state: hashOf(content),
    hidden: hiddenNames(register.all('attendees')),
  }
}
