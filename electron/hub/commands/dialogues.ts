import * as Y from 'yjs'
import { documentName } from '../../../shared/documentName.ts'
import { agendaSchemaNumber } from '../../../shared/documents/agenda.ts'
import { documentMeta } from '../../../shared/documents/memo.ts'
import { leadOf, missingFor } from '../../../shared/dialogues/planning.ts'
import { dialogue, emptyPlan, type Dialogue } from '../../../shared/register.ts'
import type { Draft } from '../register.ts'
import { find, refuse, type Act, type Handlers } from './act.ts'
import { keepDiscussed } from './keep.ts'

type Names =
  | 'createDialogue'
  | 'editDialogue'
  | 'planDialogue'
  | 'setCadence'
  | 'setLeadDays'
  | 'setDialogueState'
  | 'setRecorders'
  | 'confirmAgenda'
  | 'reopenAgenda'

/** A dialogue that is archived stands still. */
export const dialogueCommands: Handlers<Names> = {
  async createDialogue(fields, act) {
    const { newId, by, at, durability } = act
    const made: Dialogue = {
      ...fields,
      id: newId(),
      state: 'preparing',
      plan: emptyPlan,
      minutes: null,
      chairId: chairOf(act, fields.chair),
      recorders: [],
      run: null,
      agendaConfirmed: null,
      createdBy: by.id,
      createdAt: at,
    }
    await durability.seed(documentName('agenda', made.id), emptyAgenda())
    return { ...changed(made), answer: { id: made.id } }
  },

  editDialogue({ id, changes }, act) {
    const found = live(act, id)
    const chairId = changes.chair === undefined ? found.chairId : chairOf(act, changes.chair)
    return changed(dialogue.parse({ ...found, ...changes, chairId }))
  },

  planDialogue({ id, changes: { conductConfirmed, ...changes } }, act) {
    const found = live(act, id)
    const confirmed = conductConfirmed === undefined ? {} : { conductConfirmed: conductConfirmed ? { by: act.by.id, at: act.at } : null }
    return changed(dialogue.parse({ ...found, plan: { ...found.plan, ...changes, ...confirmed } }))
  },

  setCadence({ months }, { register }) {
    const found = register.workspace ?? refuse({ kind: 'notFound' })
    const title = found.name
    return { answer: {}, change: (draft) => draft.workspace({ ...found, cadence: months }), subject: 'workspace', title }
  },

  setLeadDays({ kind, days }, { register }) {
    const found = register.workspace ?? refuse({ kind: 'notFound' })
    const leadDays = { ...found.leadDays, [kind]: days }
    return { answer: {}, change: (draft) => draft.workspace({ ...found, leadDays }), subject: 'workspace', title: found.name }
  },

  /**
   * To and fro as the secretariat finds it; only out of the archive nothing comes back. Nobody is invited before the plan is
   * complete; a meeting that was held before it was entered here may still be recorded as 已结束.
   */
  async setDialogueState({ id, state }, act) {
    const found = live(act, id)
    const missing = state === 'announced' || state === 'running' ? missingFor(found, leadOf(found.kind, act.register.workspace)) : []
    if (missing.length > 0) refuse({ kind: 'planIncomplete', missing })
    const discussed = state === 'running' || state === 'ended' ? await keepDiscussed(act, found) : []
    const set = { ...found, state }
    return {
      ...changed(set),
      change(draft) {
        draft.put('dialogues', set)
        for (const version of discussed) draft.put('versions', version)
      },
    }
  },

  setRecorders({ id, recorders }, act) {
    const found = live(act, id)
    const fit = recorders.every((one) => ['secretariat', 'expert'].includes(act.members.get(one)?.role ?? ''))
    if (!fit) refuse({ kind: 'invalid', field: 'recorders' })
    return changed({ ...found, recorders: [...new Set(recorders)] })
  },

  /** Freezes the agenda: from here on it is read. */
  confirmAgenda({ id }, act) {
    const found = live(act, id)
    if (found.agendaConfirmed) refuse({ kind: 'frozen' })
    return changed({ ...found, agendaConfirmed: { by: act.by.id, at: act.at } })
  },

  reopenAgenda({ id }, act) {
    const found = live(act, id)
    if (found.state === 'ended') refuse({ kind: 'frozen' })
    return changed({ ...found, agendaConfirmed: null })
  },
}

/** The member that a chair's name means; `null` for none, for an observer, and where several have it. */
export function chairOf({ members }: Act, name: string): string | null {
  const [found, ...others] = members.all().filter((member) => member.name === name && member.role !== 'observer')
  return found && others.length === 0 ? found.id : null
}

/** @throws Refusal `frozen` for one in the archive */
export function live(act: Act, id: string): Dialogue {
  const found = find(act, 'dialogues', id)
  return found.state === 'archived' ? refuse({ kind: 'frozen' }) : found
}

const changed = (record: Dialogue) => ({
  answer: {},
  change: (draft: Draft) => draft.put('dialogues', record),
  subject: record.id,
  title: record.title,
})

function emptyAgenda(): Uint8Array {
  const doc = new Y.Doc()
  documentMeta(doc).set('schema', agendaSchemaNumber)
  return Y.encodeStateAsUpdate(doc)
}
