import { standardStyle } from '../../shared/briefing/house.ts'
import { documentName, register as registerName } from '../../shared/documentName.ts'
import { readAgenda } from '../../shared/documents/agenda.ts'
import { Refusal } from '../../shared/errors.ts'
import type { RegisterSource } from '../../shared/papers/register.ts'
import type { Durability } from './durability.ts'
import type { Register } from './register.ts'
import type { Rights } from './rights.ts'

type Doors = { register: Register; durability: Durability; rights: Rights }

/** HB22 The register leaves as a whole with its members only, and with it what they may read of agendas. @throws Refusal `notFound` */
export async function registerSource({ register, durability, rights }: Doors, memberId: string): Promise<RegisterSource> {
  if (rights(memberId, registerName) === 'none') throw new Refusal({ kind: 'notFound' })
  const items: Record<string, string> = {}
  for (const { id } of register.all('dialogues')) {
    const name = documentName('agenda', id)
    if (rights(memberId, name) === 'none') continue
    for (const item of readAgenda(await durability.read(name))) items[item.id] = item.content || item.segment
  }
  return {
    workspace: register.workspace?.name ?? '',
    style: register.workspace?.style ?? standardStyle,
    records: {
      members: register.all('members'),
      dialogues: register.all('dialogues'),
      attendees: register.all('attendees'),
      topics: register.all('topics'),
      issues: register.all('issues'),
      memos: register.all('memos'),
      versions: register.all('versions'),
      endorsements: register.all('endorsements'),
      briefings: register.all('briefings'),
      dispatches: register.all('dispatches'),
      recommendations: register.all('recommendations'),
    },
    trail: register.trail,
    items,
  }
}
