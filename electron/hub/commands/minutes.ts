import * as Y from 'yjs'
import { documentName } from '../../../shared/documentName.ts'
import { readAgenda } from '../../../shared/documents/agenda.ts'
import { documentMeta } from '../../../shared/documents/memo.ts'
import { makeRoom, minutesSchemaNumber } from '../../../shared/documents/minutes.ts'
import { beginsAs, isUntouched } from '../../../shared/followUp.ts'
import { issue, recommendation, type Dialogue, type Issue, type Recommendation } from '../../../shared/register.ts'
import { mayRecord } from '../../../shared/roles.ts'
import type { Draft } from '../register.ts'
import { find, refuse, type Act, type Handlers } from './act.ts'
import { chairOf, live } from './dialogues.ts'
import { isFree, nextNumber } from './numbers.ts'

type Names = 'openMinutes' | 'approveMinutes' | 'reopenMinutes' | 'addIssue' | 'editIssue' | 'removeIssue' | 'closeIssue'

/**
 * DL6 Minutes are written while they are open, and stand still with all that was captured in them once they are approved.
 * DL7 They are approved by the chair in person; where the chair is no member or signs on paper, the secretariat records how.
 * DL8 From then on every open issue and task is followed under the same id, and is closed there and here at once.
 */
export const minutesCommands: Handlers<Names> = {
  async openMinutes({ id }, act) {
    const found = live(act, id)
    if (found.minutes?.approved) refuse({ kind: 'frozen' })
    const items = readAgenda(await act.durability.read(documentName('agenda', id))).map((item) => item.id)
    const name = documentName('minutes', id)
    if (found.minutes) await act.durability.rewriteHeld(name, (doc) => makeRoom(doc, items))
    else await act.durability.seed(name, emptyMinutes(items))
    const chairId = found.chairId ?? chairOf(act, found.chair)
    return changed({ ...found, chairId, minutes: found.minutes ?? { openedAt: act.at, approved: null } })
  },

  approveMinutes({ id, note }, act) {
    const found = live(act, id)
    const inPerson = found.chairId === act.by.id
    if (!inPerson && act.by.role !== 'secretariat') refuse({ kind: 'forbidden' })
    if (!found.minutes || found.minutes.approved) refuse({ kind: 'frozen' })
    if (!inPerson && note === '') refuse({ kind: 'invalid', field: 'note' })
    const approved = { by: act.by.id, at: act.at, note: inPerson ? '' : note }
    const followed = act.register.all('issues').filter((one) => one.dialogueId === id && one.kind !== 'decision' && one.closed === null)
    const effect = changed({ ...found, minutes: { ...found.minutes, approved } })
    return {
      ...effect,
      change(draft) {
        effect.change(draft)
        for (const one of followed) draft.put('recommendations', recordOf(one, act))
      },
    }
  },

  reopenMinutes: ({ id }, act) => {
    const found = live(act, id)
    if (!found.minutes?.approved) refuse({ kind: 'frozen' })
    return changed({ ...found, minutes: { ...found.minutes, approved: null } })
  },

  addIssue({ again, ...fields }, act) {
    open(act, fields.dialogueId)
    if (again && act.register.get('issues', again.id)) refuse({ kind: 'frozen' })
    const no = again?.no && isFree(act, 'issues', again.no) ? again.no : nextNumber(act, 'issues')
    const made: Issue = { ...fields, id: act.newId(), closed: null, createdBy: act.by.id, createdAt: act.at, ...again, no }
    return { ...captured(made), answer: { id: made.id } }
  },

  editIssue({ id, changes }, act) {
    const found = find(act, 'issues', id)
    open(act, found.dialogueId)
    return captured(issue.parse({ ...found, ...changes }))
  },

  removeIssue({ id }, act) {
    const found = find(act, 'issues', id)
    open(act, found.dialogueId)
    const record = act.register.get('recommendations', id)
    if (record && !isUntouched(record)) refuse({ kind: 'frozen' })
    return {
      ...captured(found),
      change(draft) {
        draft.remove('issues', id)
        draft.remove('recommendations', id)
      },
    }
  },

  closeIssue({ id, closed }, act) {
    const found = find(act, 'issues', id)
    if (!mayRecord(find(act, 'dialogues', found.dialogueId), act.by)) refuse({ kind: 'forbidden' })
    if (act.register.get('recommendations', id)) refuse({ kind: 'frozen' })
    return captured({ ...found, closed: closed ? { by: act.by.id, at: act.at } : null })
  },
}

/** @throws Refusal `frozen` where the minutes are not being written, `forbidden` for whoever does not write them */
function open(act: Act, dialogueId: string): void {
  const found = live(act, dialogueId)
  if (!mayRecord(found, act.by)) refuse({ kind: 'forbidden' })
  if (!found.minutes || found.minutes.approved) refuse({ kind: 'frozen' })
}

/** What is followed of an issue. Of minutes that were opened again, the words are taken anew, and the rest while nobody has begun. */
function recordOf(one: Issue, act: Act): Recommendation {
  const before = act.register.get('recommendations', one.id)
  const asked = { measure: one.text, lead: one.owner, supports: one.supports, person: one.person, due: one.due }
  if (before) return { ...before, ...(isUntouched(before) ? asked : { measure: one.text }) }
  const link = { id: one.id, memoId: null, briefingId: null, dialogueId: one.dialogueId, submittedAt: act.at }
  return recommendation.parse({ ...link, ...asked, term: '', status: beginsAs(link) })
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
