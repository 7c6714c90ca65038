import { nameOf } from '../../../shared/dialogues/attendees.ts'
import { leadOf, missingFor } from '../../../shared/dialogues/planning.ts'
import { itemUnderWay, speechUnderWay } from '../../../shared/dialogues/run.ts'
import { documentName } from '../../../shared/documentName.ts'
import { readAgenda } from '../../../shared/documents/agenda.ts'
import type { Dialogue, DialogueRun } from '../../../shared/register.ts'
import { mayRecord } from '../../../shared/roles.ts'
import type { Draft } from '../register.ts'
import { find, refuse, type Act, type Handlers } from './act.ts'
import { live } from './dialogues.ts'

type Names = 'time' | 'runItem' | 'runSpeaker'

/** RN3 What the clock of a meeting saw is stamped by the hub, in order, and stands still once the minutes are approved. */
export const meetingCommands: Handlers<Names> = {
  time: (_, { clock }) => ({ answer: { now: clock().toISOString() }, change: null }),

  /** Two who press at once go on by one item, not by two: each names the item. */
  async runItem({ id, itemId }, act) {
    const found = recorded(act, id)
    if (itemUnderWay(found.run) === itemId) return { answer: {}, change: null }
    const at = stamp(act, found.run)
    const ended = end(found.run, at)
    if (itemId === null) return changed({ ...found, run: ended, state: 'ended' })
    const items = readAgenda(await act.durability.read(documentName('agenda', id)))
    if (!items.some((item) => item.id === itemId)) refuse({ kind: 'notFound' })
    const missing = found.run ? [] : missingFor(found, leadOf(found.kind, act.register.workspace))
    if (missing.length > 0) refuse({ kind: 'planIncomplete', missing })
    const run: DialogueRun = { speeches: [], ...ended, items: [...(ended?.items ?? []), { itemId, from: at, to: null }] }
    return changed({ ...found, run, state: 'running' })
  },

  runSpeaker({ id, attendeeId }, act) {
    const found = recorded(act, id)
    const itemId = itemUnderWay(found.run)
    if (!found.run || itemId === null) refuse({ kind: 'frozen' })
    if ((speechUnderWay(found.run)?.attendeeId ?? null) === attendeeId) return { answer: {}, change: null }
    const at = stamp(act, found.run)
    const speeches = found.run.speeches.map((one) => ({ ...one, to: one.to ?? at }))
    if (attendeeId === null) return changed({ ...found, run: { ...found.run, speeches } })
    const speaker = find(act, 'attendees', attendeeId)
    if (speaker.dialogueId !== id) refuse({ kind: 'notFound' })
    const name = nameOf(speaker) || speaker.organisation
    const speech = { itemId, attendeeId, name, side: speaker.side, from: at, to: null }
    return changed({ ...found, run: { ...found.run, speeches: [...speeches, speech] } })
  },
}

/** @throws Refusal `forbidden` for whoever does not keep the record, `frozen` once its minutes are approved */
function recorded(act: Act, id: string): Dialogue {
  const found = live(act, id)
  if (!mayRecord(found, act.by)) refuse({ kind: 'forbidden' })
  return found.minutes?.approved ? refuse({ kind: 'frozen' }) : found
}

/** Not before the last one: a hub that was started again reads its clock off the wall anew. */
function stamp({ clock }: Act, run: DialogueRun | null): string {
  const last = [...(run?.items ?? []), ...(run?.speeches ?? [])].flatMap(({ from, to }) => [from, to ?? from])
  return [...last, clock().toISOString()].reduce((a, b) => (a > b ? a : b))
}

/** Whoever speaks and whatever is under way ends. */
const end = (run: DialogueRun | null, at: string): DialogueRun | null =>
  run && {
    items: run.items.map((one) => ({ ...one, to: one.to ?? at })),
    speeches: run.speeches.map((one) => ({ ...one, to: one.to ?? at })),
  }

const changed = (record: Dialogue) => ({
  answer: {},
  change: (draft: Draft) => draft.put('dialogues', record),
  subject: record.id,
  title: record.title,
})
