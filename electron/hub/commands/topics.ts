import { documentName } from '../../../shared/documentName.ts'
import { addItem, agendaItems, putBack, readAgenda, removeItem, type NewItem } from '../../../shared/documents/agenda.ts'
import { topic, type Topic } from '../../../shared/register.ts'
import type { Draft } from '../register.ts'
import { find, refuse, type Act, type Handlers } from './act.ts'
import { nextNumber } from './numbers.ts'
import { live } from './dialogues.ts'

type Names = 'proposeTopic' | 'editTopic' | 'decideTopic' | 'mergeTopics' | 'reopenTopic' | 'promoteTopic'

/** As long as an enterprise usually speaks. */
const usualMinutes = 10

/** 议题征集: experts propose, the secretariat merges, accepts, turns down with a reason, and puts on the agenda. */
export const topicCommands: Handlers<Names> = {
  proposeTopic({ dialogueId, ...fields }, act) {
    live(act, dialogueId)
    const state = { state: 'proposed', reason: '', mergedInto: null, itemId: null } as const
    const no = nextNumber(act, 'topics')
    const made: Topic = { ...fields, ...state, no, id: act.newId(), dialogueId, proposedBy: act.by.id, proposedAt: act.at }
    return { ...changed(made), answer: { id: made.id } }
  },

  editTopic({ id, changes }, act) {
    const found = open(act, id)
    const mine = found.proposedBy === act.by.id && found.state === 'proposed'
    if (act.by.role !== 'secretariat' && !mine) refuse({ kind: 'forbidden' })
    return changed(topic.parse({ ...found, ...changes }))
  },

  decideTopic({ id, decision, reason }, act) {
    const found = open(act, id)
    const wantsReason = decision === 'declined' || decision === 'transferred'
    if (wantsReason && reason === '') refuse({ kind: 'invalid', field: 'reason' })
    return changed({ ...found, state: decision, reason: wantsReason ? reason : '' })
  },

  mergeTopics({ into, ids }, act) {
    const target = open(act, into)
    const merged = ids.map((id) => open(act, id))
    if (merged.some((one) => one.id === into || one.dialogueId !== target.dialogueId)) refuse({ kind: 'invalid', field: 'ids' })
    return {
      ...changed(target),
      change: (draft) => {
        for (const one of merged) draft.put('topics', { ...one, state: 'merged', mergedInto: into, reason: '' })
      },
    }
  },

  async reopenTopic({ id }, act) {
    const found = find(act, 'topics', id)
    const dialogue = live(act, found.dialogueId)
    if (found.state === 'merged') return { ...changed({ ...found, state: 'proposed', mergedInto: null }), answer: { item: null } }
    const { itemId } = found
    if (found.state !== 'listed' || itemId === null) return refuse({ kind: 'invalid', field: 'id' })
    if (dialogue.agendaConfirmed) refuse({ kind: 'frozen' })
    const name = documentName('agenda', found.dialogueId)
    const item = readAgenda(await act.durability.read(name)).find(({ id: one }) => one === itemId) ?? null
    await act.durability.rewriteHeld(name, (doc) => removeItem(doc, itemId))
    return {
      ...changed({ ...found, state: 'accepted', itemId: null }),
      answer: { item },
      undo: () =>
        act.durability.rewriteHeld(name, (doc) => {
          if (item) putBack(doc, item)
        }),
    }
  },

  /** The agenda item and the link to it are the hub's own doing, so that nobody types either. */
  async promoteTopic({ id, again }, act) {
    const found = open(act, id)
    if (live(act, found.dialogueId).agendaConfirmed) refuse({ kind: 'frozen' })
    const name = documentName('agenda', found.dialogueId)
    if (again && agendaItems(await act.durability.read(name)).has(again.id)) refuse({ kind: 'frozen' })
    const itemId = again?.id ?? act.newId()
    await act.durability.rewriteHeld(name, (doc) =>
      again ? putBack(doc, again) : addItem(doc, itemOf(found, itemId), readAgenda(doc).at(-1)?.id ?? null),
    )
    return {
      ...changed({ ...found, state: 'listed', itemId, reason: '' }),
      answer: { itemId },
      undo: () => act.durability.rewriteHeld(name, (doc) => removeItem(doc, itemId)),
    }
  },
}

/** What is known of it is not typed again: who raised it speaks, whom it concerns answers. */
const itemOf = ({ title, source, departments }: Topic, id: string): NewItem => ({
  id,
  minutes: usualMinutes,
  content: title,
  speaker: source,
  responder: departments,
})

/** One that is neither on the agenda nor part of another. @throws Refusal `frozen` */
function open(act: Act, id: string): Topic {
  const found = find(act, 'topics', id)
  live(act, found.dialogueId)
  return found.state === 'listed' || found.state === 'merged' ? refuse({ kind: 'frozen' }) : found
}

const changed = (record: Topic) => ({
  answer: {},
  change: (draft: Draft) => draft.put('topics', record),
  subject: record.dialogueId,
  title: record.title,
})
