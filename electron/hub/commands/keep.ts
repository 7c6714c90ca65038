import { documentName } from '../../../shared/documentName.ts'
import { characterCount } from '../../../shared/documents/memo.ts'
import type { Dialogue, Memo, Version } from '../../../shared/register.ts'
import { contentOf, freeze, hashOf } from '../content.ts'
import type { Act } from './act.ts'

type About = Pick<Version, 'name' | 'reason' | 'dialogueId'> & { stage?: Memo['stage'] }

/** Puts a full copy of a memo aside as it stands. The record still has to be put into the register. */
export async function keep(act: Act, memo: Memo, { name, reason, dialogueId, stage = memo.stage }: About): Promise<Version> {
  const document = documentName('memo', memo.id)
  const doc = await act.durability.read(document)
  const content = contentOf(act.register, memo, doc)
  const stored = { id: act.newId(), document, name, hash: hashOf(content), by: act.by.id, at: act.at }
  const pictures = await act.durability.read(documentName('pictures', memo.id))
  await act.store.keepVersion({ ...stored, state: freeze(doc, content, pictures) })
  const { id, hash, by, at } = stored
  return { id, memoId: memo.id, name, reason, stage, dialogueId, hash, characters: characterCount(content.blocks), by, at }
}

/** Of every memo that goes back to this dialogue, what was on the table: once. */
export function keepDiscussed(act: Act, { id, title }: Dialogue): Promise<Version[]> {
  const kept = new Set(act.register.all('versions').flatMap((one) => (one.dialogueId === id ? [one.memoId] : [])))
  const memos = act.register.all('memos').filter((memo) => memo.dialogueId === id && memo.stage !== 'submitted' && !kept.has(memo.id))
  return Promise.all(memos.map((memo) => keep(act, memo, { name: title.slice(0, 100), reason: 'dialogue', dialogueId: id })))
}
