import type { BriefingSource } from '../../shared/briefing/source.ts'
import { documentName } from '../../shared/documentName.ts'
import type { MemoContent } from '../../shared/documents/memo.ts'
import { Refusal } from '../../shared/errors.ts'
import type { Briefing } from '../../shared/register.ts'
import { contentOf, hashOf, thaw } from './content.ts'
import type { Durability } from './durability.ts'
import type { Register } from './register.ts'
import type { Rights } from './rights.ts'
import type { DocumentStore } from './store/documentStore.ts'

type Doors = { register: Register; store: DocumentStore; durability: Durability; rights: Rights }

/**
 * HB15 The texts of a briefing go only to a member who may read each of them: for an issued one the frozen versions, for a draft
 *      the memos as they stand. @throws Refusal `notFound` for whatever is missing or hidden
 */
export async function briefingSource(doors: Doors, memberId: string, briefingId: string): Promise<BriefingSource> {
  const { register, rights } = doors
  const briefing = register.get('briefings', briefingId)
  const hidden = (id: string): boolean => rights(memberId, documentName('memo', id)) === 'none'
  if (!briefing || rights(memberId, 'register') === 'none' || briefing.memoIds.some(hidden)) throw new Refusal({ kind: 'notFound' })
  return { briefing, memos: await (briefing.state === 'issued' ? frozenTexts(doors, briefing) : presentTexts(doors, briefing)) }
}

/** A replica has no versions, only the memo itself, which stands still from then on: the hash says that it is the same text. */
const frozenTexts = (doors: Doors, { versions }: Briefing): Promise<MemoContent[]> =>
  Promise.all(
    versions.map(async ({ versionId, memoId, hash }) => {
      const version = await doors.store.version(versionId)
      if (version) return thaw(version.state)
      const content = await presentText(doors, memoId)
      if (hashOf(content) !== hash) throw new Refusal({ kind: 'notFound' })
      return content
    }),
  )

const presentTexts = (doors: Doors, { memoIds }: Briefing): Promise<MemoContent[]> =>
  Promise.all(memoIds.map((id) => presentText(doors, id)))

async function presentText({ register, durability }: Doors, id: string): Promise<MemoContent> {
  const memo = register.get('memos', id)
  if (!memo) throw new Refusal({ kind: 'notFound' })
  return contentOf(register, memo, await durability.read(documentName('memo', id)))
}
