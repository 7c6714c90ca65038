import * as Y from 'yjs'
import { documentName } from '../../../shared/documentName.ts'
import { documentMeta, memoBody, memoSchemaNumber } from '../../../shared/documents/memo.ts'
import { writeBlocks } from '../../../shared/documents/writeBlocks.ts'
import type { Memo } from '../../../shared/register.ts'
import { rightOn } from '../../../shared/roles.ts'
import { contentOf, freeze, hashOf } from '../content.ts'
import type { Draft } from '../register.ts'
import { find, refuse, type Act, type Handlers } from './act.ts'

type Names = 'createMemo' | 'renameMemo' | 'setDrafters' | 'setMemoStage' | 'keepVersion'

/** A memo that has been submitted stands still; only `issueBriefing` submits one. */
export const memoCommands: Handlers<Names> = {
  async createMemo({ title, dialogueId }, act) {
    if (dialogueId !== null) find(act, 'dialogues', dialogueId)
    const drafters = act.by.role === 'expert' ? [act.by.id] : []
    const made: Memo = { id: act.newId(), title, stage: 'drafting', drafters, dialogueId, createdBy: act.by.id, createdAt: act.at }
    await act.durability.seed(documentName('memo', made.id), emptyMemo())
    return { ...changed(made), answer: { id: made.id } }
  },

  renameMemo({ id, title }, act) {
    const memo = unsubmitted(act, id)
    mayWrite(act, memo)
    return changed({ ...memo, title })
  },

  setDrafters({ id, drafters }, act) {
    const memo = unsubmitted(act, id)
    const fit = (drafter: string): boolean => (act.members.get(drafter)?.role ?? 'observer') !== 'observer'
    if (!drafters.every(fit)) refuse({ kind: 'invalid', field: 'drafters' })
    return changed({ ...memo, drafters: [...new Set(drafters)] })
  },

  setMemoStage({ id, stage }, act) {
    if (stage === 'submitted') refuse({ kind: 'invalid', field: 'stage' })
    return changed({ ...unsubmitted(act, id), stage })
  },

  async keepVersion({ memoId, name }, act) {
    const memo = find(act, 'memos', memoId)
    if (memo.stage !== 'submitted') mayWriteOrHold(act, memo)
    const version = await keep(act, memo, name)
    return { answer: version, change: () => undefined, subject: memo.id, title: memo.title }
  },
}

/** Puts a full copy of a memo aside as it stands. */
export async function keep(act: Act, memo: Memo, name: string): Promise<{ versionId: string; hash: string }> {
  const document = documentName('memo', memo.id)
  const doc = await act.durability.read(document)
  const content = contentOf(act.register, memo, doc)
  const version = { id: act.newId(), document, name, hash: hashOf(content), by: act.by.id, at: act.at }
  await act.store.keepVersion({ ...version, state: freeze(doc, content) })
  return { versionId: version.id, hash: version.hash }
}

function unsubmitted(act: Act, id: string): Memo {
  const memo = find(act, 'memos', id)
  return memo.stage === 'submitted' ? refuse({ kind: 'frozen' }) : memo
}

/** @throws Refusal `frozen` for one who could write if it were open, `forbidden` for others */
function mayWrite(act: Act, memo: Memo): void {
  mayWriteOrHold(act, memo)
  const access = { kind: 'memo', stage: memo.stage, drafter: memo.drafters.includes(act.by.id) } as const
  if (rightOn(access, act.by.role) !== 'write') refuse({ kind: 'frozen' })
}

/** Drafters and the secretariat, at any stage. */
function mayWriteOrHold(act: Act, memo: Memo): void {
  if (act.by.role !== 'secretariat' && !memo.drafters.includes(act.by.id)) refuse({ kind: 'forbidden' })
}

const changed = (memo: Memo) => ({
  answer: {},
  change: (draft: Draft) => draft.put('memos', memo),
  subject: memo.id,
  title: memo.title,
})

function emptyMemo(): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(() => {
    documentMeta(doc).set('schema', memoSchemaNumber)
    writeBlocks(memoBody(doc), [{ type: 'paragraph', runs: [] }])
  })
  return Y.encodeStateAsUpdate(doc)
}
