import { kept as names } from '../../../shared/i18n/zh/kept.ts'
import { rightOn } from '../../../shared/roles.ts'
import { find, refuse, type Act, type Handlers } from './act.ts'
import { keep } from './keep.ts'
import { mayWrite, mayWriteOrHold } from './memos.ts'

type Names = 'keepVersion' | 'readVersion' | 'restoreVersion'

/**
 * VS1 A kept version never changes and is never removed; its hash is that of its content.
 * VS2 Nobody reads a version who might not have read the memo at the stage it belongs to.
 * VS3 Restoring overwrites nothing: what is there is kept first, and what was goes in as one member's edit.
 */
export const versionCommands: Handlers<Names> = {
  async keepVersion({ memoId, name, dialogueId }, act) {
    const memo = find(act, 'memos', memoId)
    if (memo.stage !== 'submitted') mayWriteOrHold(act, memo)
    if (dialogueId !== null) find(act, 'dialogues', dialogueId)
    const version = await keep(act, memo, { name, reason: dialogueId === null ? 'named' : 'dialogue', dialogueId })
    return {
      answer: { versionId: version.id, hash: version.hash },
      change: (draft) => draft.put('versions', version),
      subject: memo.id,
      title: memo.title,
    }
  },

  async readVersion({ id }, act) {
    return { answer: { state: await stateOf(act, id) }, change: null }
  },

  async restoreVersion({ id }, act) {
    const state = await stateOf(act, id)
    const memo = find(act, 'memos', find(act, 'versions', id).memoId)
    mayWrite(act, memo)
    const before = await keep(act, memo, { name: names.restoring, reason: 'restore', dialogueId: null })
    return { answer: { state }, change: (draft) => draft.put('versions', before), subject: memo.id, title: memo.title }
  },
}

async function stateOf(act: Act, id: string): Promise<string> {
  const { memoId, stage } = find(act, 'versions', id)
  const { drafters } = find(act, 'memos', memoId)
  const access = { kind: 'memo', stage, drafter: drafters.includes(act.by.id) } as const
  const kept = rightOn(access, act.by.role) === 'none' ? null : await act.store.version(id)
  return kept ? Buffer.from(kept.state).toString('base64') : refuse({ kind: 'notFound' })
}
