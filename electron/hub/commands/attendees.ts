import { longestList } from '../../../shared/commands.ts'
import { attendeeKey } from '../../../shared/dialogues/attendees.ts'
import { missingFor } from '../../../shared/dialogues/planning.ts'
import { attendee, type Attendee, type AttendeeFields, type Dialogue } from '../../../shared/register.ts'
import { find, refuse, type Act, type Handlers } from './act.ts'
import { live } from './dialogues.ts'

type Names = 'layAttendees' | 'addAttendees' | 'editAttendee' | 'noteInvited' | 'remindInvited' | 'removeAttendees'

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
      const one: Attendee = { ...fields, id: act.newId(), dialogueId, order: first + made.length, code, invited: null, reminders: [] }
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
    return { answer: {}, change: (draft) => draft.put('attendees', { ...edited, code }), subject: before.dialogueId, title }
  },

  /**
   * DL11 Who noted it and when is the hub's word, and while a meeting is prepared nobody is invited before its plan is complete;
   *      nobody is asked again who was not invited or has replied.
   */
  noteInvited({ ids, way }, act) {
    const { found, dialogue, subject, title } = together(act, ids)
    const missing = way !== null && dialogue.state === 'preparing' ? missingFor(dialogue) : []
    if (missing.length > 0) refuse({ kind: 'planIncomplete', missing })
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
    return { answer: {}, change: (draft) => found.forEach(({ id }) => draft.remove('attendees', id)), subject, title }
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
