import * as Y from 'yjs'
import { documentName } from '../../../shared/documentName.ts'
import { readAgenda } from '../../../shared/documents/agenda.ts'
import { documentMeta, memoBody, memoSchemaNumber, readBlocks, type Block } from '../../../shared/documents/memo.ts'
import { picturesIn, readPictures } from '../../../shared/documents/pictures.ts'
import { pendingIn } from '../../../shared/documents/suggestions.ts'
import { templateBlocks } from '../../../shared/documents/templates.ts'
import { writeBlocks } from '../../../shared/documents/writeBlocks.ts'
import { isOpen } from '../../../shared/endorsements.ts'
import { kept } from '../../../shared/i18n/zh/kept.ts'
import type { Countersigning, Memo, MemoStage } from '../../../shared/register.ts'
import { rightOn } from '../../../shared/roles.ts'
import type { Draft } from '../register.ts'
import { find, refuse, type Act, type Handlers } from './act.ts'
import { keep } from './keep.ts'

type Names = 'createMemo' | 'renameMemo' | 'setDrafters' | 'setMemoStage'

/** A memo that has been submitted stands still; only `issueBriefing` submits one. */
export const memoCommands: Handlers<Names> = {
  async createMemo({ title, dialogueId, itemId, template }, act) {
    if (dialogueId !== null) find(act, 'dialogues', dialogueId)
    if (itemId !== null) await findItem(act, dialogueId, itemId)
    const drafters = act.by.role === 'expert' ? [act.by.id] : []
    const made: Memo = {
      ...{ id: act.newId(), title, stage: 'drafting', drafters, frozen: null, countersigning: null },
      ...{ dialogueId, itemId, createdBy: act.by.id, createdAt: act.at },
    }
    await act.durability.seed(documentName('memo', made.id), newMemo(templateBlocks(template, act.newId)))
    return { ...changed(made), answer: { id: made.id } }
  },

  renameMemo({ id, title }, act) {
    const memo = unsubmitted(act, id)
    mayWrite(act, memo)
    return changed({ ...memo, title })
  },

  /** Not while the text stands still: the drafters' names are part of what is endorsed. */
  setDrafters({ id, drafters }, act) {
    const memo = unsubmitted(act, id)
    if (!isOpen(memo.stage)) refuse({ kind: 'frozen' })
    const fit = (drafter: string): boolean => (act.members.get(drafter)?.role ?? 'observer') !== 'observer'
    if (!drafters.every(fit)) refuse({ kind: 'invalid', field: 'drafters' })
    return changed({ ...memo, drafters: [...new Set(drafters)] })
  },

  async setMemoStage({ id, stage }, act) {
    if (stage === 'submitted') refuse({ kind: 'invalid', field: 'stage' })
    return enter(act, unsubmitted(act, id), stage)
  },
}

/** @throws Refusal `notFound` */
async function findItem(act: Act, dialogueId: string | null, itemId: string): Promise<void> {
  const agenda = dialogueId === null ? null : await act.durability.read(documentName('agenda', dialogueId))
  if (!agenda || !readAgenda(agenda).some(({ id }) => id === itemId)) refuse({ kind: 'notFound' })
}

/** Brings a memo to a stage. A copy of the text is kept, and from 会签 on it is what the memo is frozen with. */
export async function enter(act: Act, memo: Memo, stage: MemoStage) {
  if (stage === memo.stage) return changed(memo)
  if (!isOpen(stage)) await settled(act, memo)
  // What goes back is a text of the stage it comes from.
  const of = stage === 'drafting' ? memo.stage : stage
  const version = await keep(act, memo, { name: kept.stages[stage], reason: 'stage', dialogueId: null, stage: of })
  const frozen = isOpen(stage) ? null : { versionId: version.id, hash: version.hash }
  const countersigning = stage === 'countersigning' ? (memo.countersigning ?? firstRound(act, memo)) : memo.countersigning
  const entered = { ...memo, stage, frozen, countersigning }
  return {
    ...changed(entered),
    change(draft: Draft) {
      draft.put('versions', version)
      draft.put('memos', entered)
    },
  }
}

/** @throws Refusal `openSuggestions`: what is frozen is a text that says one thing; `picturesMissing`: and shows all of it */
export async function settled(act: Act, { id, title }: Memo): Promise<void> {
  const body = memoBody(await act.durability.read(documentName('memo', id)))
  const { size } = pendingIn(body)
  if (size > 0) refuse({ kind: 'openSuggestions', title, count: size })
  const shown = picturesIn(readBlocks(body))
  const there = shown.length > 0 ? readPictures(await act.durability.read(documentName('pictures', id)), shown) : {}
  const count = shown.filter((hash) => !Object.hasOwn(there, hash)).length
  if (count > 0) refuse({ kind: 'picturesMissing', title, count })
}

/** Where nobody was named: the experts among the drafters. */
function firstRound(act: Act, { drafters }: Memo): Countersigning {
  const endorsers = drafters.filter((id) => act.members.get(id)?.role === 'expert')
  return { endorsers, deadline: null, startedBy: act.by.id, startedAt: act.at, reminders: [] }
}

export function unsubmitted(act: Act, id: string): Memo {
  const memo = find(act, 'memos', id)
  return memo.stage === 'submitted' ? refuse({ kind: 'frozen' }) : memo
}

/** @throws Refusal `frozen` for one who could write if it were open, `forbidden` for others */
export function mayWrite(act: Act, memo: Memo): void {
  mayWriteOrHold(act, memo)
  const access = { kind: 'memo', stage: memo.stage, drafter: memo.drafters.includes(act.by.id) } as const
  if (rightOn(access, act.by.role) !== 'write') refuse({ kind: 'frozen' })
}

/** Drafters and the secretariat, at any stage. */
export function mayWriteOrHold(act: Act, memo: Memo): void {
  if (act.by.role !== 'secretariat' && !memo.drafters.includes(act.by.id)) refuse({ kind: 'forbidden' })
}

export const changed = (memo: Memo) => ({
  answer: {},
  change: (draft: Draft) => draft.put('memos', memo),
  subject: memo.id,
  title: memo.title,
})

function newMemo(blocks: readonly Block[]): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(() => {
    documentMeta(doc).set('schema', memoSchemaNumber)
    writeBlocks(memoBody(doc), blocks)
  })
  return Y.encodeStateAsUpdate(doc)
}
