import { longestList } from '../../../shared/commands.ts'
import { attendeeKey } from '../../../shared/dialogues/attendees.ts'
import { leadOf, missingFor } from '../../../shared/dialogues/planning.ts'
import { attendee, type Attendee, type AttendeeFields, type Dialogue } from '../../../shared/register.ts'
import { find, refuse, type Act, type Handlers } from './act.ts'
import { live } from './dialogues.ts'

type Names = 'layAttendees' | 'addAttendees' | 'editAttendee' | 'noteInvited' | 'remindInvited' | 'removeAttendees' | 'restoreAttendees'

/** Who takes part in a dialogue: invited, replying, present. */
export const attendeeCommands: Handlers<Names> = {
  layAttendees({ list, attendees }, act) {
    if (!act.laid.lay(act.by.id, list, attendees)) refuse({ kind: 'invalid', field: 'attendees' })
    return { answer: {}, change: null }
  },

  addAttendees({ dialogueId, attendees, after }, act) {
    const { title } = live(act, dialogueId)
    const before = after ? (act.laid.take(act.by.id, after) ?? refuse({ kind: 'listGone' })) : []
    if (before.length + attendees.length > longestList) refuse({ kind: 'invalid', field: 'attendees' })
    const all = of(act, dialogueId)
    const keys = new Set(all.map(attendeeKey))
    const first = all.reduce((last, { order }) => Math.max(last, order), 0) + 1
    const made: Attendee[] = []
    for (const fields of [...before, ...attendees]) {
      const code = fields.anonymous ? codeOf(fields, all) : ''
      const vetted = fields.vetting === 'none' ? null : stamp(act)
      const link = { id: act.newId(), dialogueId, order: first + made.length }
      const one: Attendee = { ...fields, ...link, code, vetted, invited: null, reminders: [] }
      check(one, keys)
      keys.add(attendeeKey(one))
      made.push(one)
      all.push(one)
    }
    return {
      answer: { ids: made.map(({ id }) => id) },
      change: (draft) => made.forEach((one) => draft.put('attendees', one)),
      subject: dialogueId,
      title,
    }
  },

  editAttendee({ id, changes }, act) {
    const before = find(act, 'attendees', id)
    const { title } = live(act, before.dialogueId)
    const others = of(act, before.dialogueId).filter((one) => one.id !== id)
    const edited = attendee.parse({ ...before, ...changes })
    check(edited, new Set(others.map(attendeeKey)))
    const code = edited.anonymous && edited.code === '' ? codeOf(edited, others) : edited.code
    const vetted = edited.vetting === before.vetting ? before.vetted : stamp(act)
    return { answer: {}, change: (draft) => draft.put('attendees', { ...edited, code, vetted }), subject: before.dialogueId, title }
  },

  /**
   * DL11 Who noted it and when is the hub's word, and while a meeting is prepared nobody is invited before its plan is complete;
   *      nobody is asked again who was not invited or has replied. Whoever was found unfit (不予邀请) is not invited.
   */
  noteInvited({ ids, way }, act) {
    const { found, dialogue, subject, title } = together(act, ids)
    const missing =
      way !== null && dialogue.state === 'preparing' ? missingFor(dialogue, leadOf(dialogue.kind, act.register.workspace)) : []
    if (missing.length > 0) refuse({ kind: 'planIncomplete', missing })
    const unfit = way === null ? undefined : found.find(({ vetting }) => vetting === 'unfit')
    if (unfit) refuse({ kind: 'unfit', name: unfit.name || unfit.organisation })
    const invited = way === null ? null : { by: act.by.id, at: act.at, way }
    return { answer: {}, change: (draft) => found.forEach((one) => draft.put('attendees', { ...one, invited })), subject, title }
  },

  remindInvited({ ids }, act) {
    const { found, subject, title } = together(act, ids)
    if (found.some(({ invited, reply }) => invited === null || reply !== 'none')) refuse({ kind: 'invalid', field: 'ids' })
    const reminded = (one: Attendee): Attendee => ({ ...one, reminders: [...one.reminders, { by: act.by.id, at: act.at }].slice(-100) })
    return { answer: {}, change: (draft) => found.forEach((one) => draft.put('attendees', reminded(one))), subject, title }
  },

  removeAttendees({ ids }, act) {
    const { found, subject, title } = together(act, ids)
    act.removed.keep(found)
    return { answer: {}, change: (draft) => found.forEach(({ id }) => draft.remove('attendees', id)), subject, title }
  },

  /** DL14 Whoever is put back has all that was noted of them, under the same id: what names them finds them again. */
  restoreAttendees({ ids }, act) {
    const removed = [...new Set(ids)].map((id) => act.removed.get(id) ?? refuse({ kind: 'notFound' }))
    const [dialogueId = '', ...others] = new Set(removed.map((one) => one.dialogueId))
    if (others.length > 0) refuse({ kind: 'invalid', field: 'ids' })
    const { title } = live(act, dialogueId)
    const there = of(act, dialogueId)
    const keys = new Set(there.map(attendeeKey))
    const back = removed.map((one): Attendee => {
      if (act.register.get('attendees', one.id)) refuse({ kind: 'frozen' })
      check(one, keys)
      // Its code may have gone to another unit meanwhile.
      const taken = one.code !== '' && there.some(({ code, organisation }) => code === one.code && organisation !== one.organisation)
      return taken ? { ...one, code: codeOf(one, there) } : one
    })
    return { answer: {}, change: (draft) => back.forEach((one) => draft.put('attendees', one)), subject: dialogueId, title }
  },
}

/** Those of one dialogue, and what the trail says of it. @throws Refusal `invalid` for those of several */
function together(act: Act, ids: readonly string[]): { found: Attendee[]; dialogue: Dialogue; subject: string; title: string } {
  const found = ids.map((id) => find(act, 'attendees', id))
  const [dialogueId = '', ...others] = new Set(found.map((one) => one.dialogueId))
  if (others.length > 0) refuse({ kind: 'invalid', field: 'ids' })
  const dialogue = live(act, dialogueId)
  return { found, dialogue, subject: dialogueId, title: dialogue.title }
}

const stamp = (act: Act) => ({ by: act.by.id, at: act.at })

const of = (act: Act, dialogueId: string): Attendee[] => act.register.all('attendees').filter((one) => one.dialogueId === dialogueId)

/** DL3 Nobody is on a list twice, and nobody without a name or a unit. */
function check(one: Attendee, others: ReadonlySet<string>): void {
  if (one.name === '' && one.organisation === '') refuse({ kind: 'invalid', field: 'name' })
  if (others.has(attendeeKey(one))) refuse({ kind: 'attendeeTwice', name: one.name || one.organisation })
}

/** One unit has one code, whoever comes from it. */
const codeOf = ({ organisation }: AttendeeFields, others: readonly Attendee[]): string =>
  others.find((other) => organisation !== '' && other.organisation === organisation && other.code !== '')?.code ?? nextCode(others)

/** A, B … Z, AA: the first that was not given yet. A code that was given stays with its holder. */
function nextCode(others: readonly Attendee[]): string {
  const given = new Set(others.map(({ code }) => code))
  for (let n = 1; ; n++) if (!given.has(letters(n))) return letters(n)
}

const letters = (n: number): string => (n > 26 ? letters(Math.floor((n - 1) / 26)) : '') + String.fromCharCode(65 + ((n - 1) % 26))
