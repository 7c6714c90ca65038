import { documentName } from '../../shared/documentName.ts'
import { replyFile } from '../../shared/documents/reply.ts'
import { Refusal } from '../../shared/errors.ts'
import type { Durability } from './durability.ts'
import type { Rights } from './rights.ts'

type Doors = { durability: Durability; rights: Rights }

/** HB25 An attachment of a reply leaves only with a member who may read it; `null` where it has not come. @throws Refusal `notFound` */
export async function replySource({ durability, rights }: Doors, memberId: string, id: string, hash: string): Promise<Uint8Array | null> {
  const name = documentName('reply', id)
  if (rights(memberId, name) === 'none') throw new Refusal({ kind: 'notFound' })
  return replyFile(await durability.read(name), hash)
}
