import * as Y from 'yjs'
import { documentName } from '../../../shared/documentName.ts'
import { readAgenda } from '../../../shared/documents/agenda.ts'
import { documentMeta } from '../../../shared/documents/memo.ts'
import { makeRoom, minutesSchemaNumber } from '../../../shared/documents/minutes.ts'
import type { Dialogue, Issue } from '../../../shared/register.ts'
import type { Draft } from '../register.ts'
import { find, refuse, type Act, type Handlers } from './act.ts'
import { live } from './dialogues.ts'

type Names = 'openMinutes' | 'approveMinutes' | 'reopenMinutes' | 'addIssue' | 'removeIssue' | 'closeIssue'

/** DL6 Minutes are written while they are open, and stand still with all that was captured in them once they are approved. */
export const minutesCommands: Handlers<Names> = {
  async openMinutes({ id }, act) {
    const found = live(act, id)
    if (found.minutes?.approved) refuse({ kind: 'frozen' })
    const items = readAgenda(await act.durability.read(documentName('agenda', id))).map((item) => item.id)
    const name = documentName('minutes', id)
    if (found.minutes) await act.durability.rewriteHeld(name, (doc) => makeRoom(doc, items))
    else await act.durability.seed(name, emptyMinutes(items))
    return changed({ ...found, minutes: found.minutes ?? { openedAt: act.at, approved: null } })
  },

  approveMinutes: ({ id }, act) => {
    const found = live(act, id)
    if (!found.minutes || found.minutes.approved) refuse({ kind: 'frozen' })
    return changed({ ...found, minutes: { ...found.minutes, approved: { by: act.by.id, at: act.at } } })
  },

  reopenMinutes: ({ id }, act) => {
    const found = live(act, id)
    if (!found.minutes?.approved) refuse({ kind: 'frozen' })
    return changed({ ...found, minutes: { ...found.minutes, approved: null } })
  },

  addIssue(fields, act) {
    open(act, fields.dialogueId)
    const made: Issue = { ...fields, id: act.newId(), closed: null, createdBy: act.by.id, createdAt: act.at }
    return { ...captured(made), answer: { id: made.id } }
  },

  removeIssue({ id }, act) {
    const found = find(act, 'issues', id)
    open(act, found.dialogueId)
    return { ...captured(found), change: (draft) => draft.remove('issues', id) }
  },

  closeIssue({ id, closed }, act) {
    return captured({ ...find(act, 'issues', id), closed: closed ? { by: act.by.id, at: act.at } : null })
  },
}

/** @throws Refusal `frozen` where the minutes are not being written */
function open(act: Act, dialogueId: string): void {
  const { minutes } = live(act, dialogueId)
  if (!minutes || minutes.approved) refuse({ kind: 'frozen' })
}

const changed = (record: Dialogue) => ({
  answer: {},
  change: (draft: Draft) => draft.put('dialogues', record),
  subject: record.id,
  title: record.title,
})

const captured = (record: Issue) => ({
  answer: {},
  change: (draft: Draft) => draft.put('issues', record),
  subject: record.dialogueId,
  title: record.text.slice(0, 60),
})

function emptyMinutes(items: readonly string[]): Uint8Array {
  const doc = new Y.Doc()
  documentMeta(doc).set('schema', minutesSchemaNumber)
  makeRoom(doc, items)
  return Y.encodeStateAsUpdate(doc)
}
