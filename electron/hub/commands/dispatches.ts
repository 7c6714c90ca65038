import { isUntouched } from '../../../shared/followUp.ts'
import { emptyDispatch, mostCopies, type Briefing, type Dispatch, type Memo } from '../../../shared/register.ts'
import type { Draft } from '../register.ts'
import { find, refuse, type Act, type Handlers } from './act.ts'

type Names = 'recordFiles' | 'numberCopies' | 'withdrawBriefing' | 'replaceBriefing'

/**
 * 发文登记: what becomes of a briefing once it is issued.
 *
 * DL1 Copy numbers of one briefing run on without a gap and are never given twice, whoever asks, also after a restart.
 * DL2 A withdrawn briefing stays in the register with its number, its files and the reason; no file or copy of it is registered any more.
 * DL3 What was withdrawn can be issued anew: its memos are final again, and recommendations that nobody has taken up are followed no more;
 *     those that somebody has go on with the next issue that holds their memo, and are followed once.
 * DL4 What was withdrawn says so on every page that is made of it from then on (`briefingSource.ts`).
 */
export const dispatchCommands: Handlers<Names> = {
  recordFiles({ id, files }, act) {
    const { briefing, record } = standing(act, id)
    const known = new Set(record.files.map(({ hash }) => hash))
    const added = files.filter(({ hash }) => !known.has(hash)).map((file) => ({ ...file, by: act.by.id, at: act.at }))
    if (added.length === 0) return { answer: {}, change: null }
    return changed(briefing, { ...record, files: [...record.files, ...added] })
  },

  numberCopies({ id, count, to }, act) {
    const { briefing, record } = standing(act, id)
    const first = (record.copies.at(-1)?.last ?? 0) + 1
    const last = first + count - 1
    if (last > mostCopies) refuse({ kind: 'invalid', field: 'count' })
    const copies = [...record.copies, { first, last, to, by: act.by.id, at: act.at }]
    return { ...changed(briefing, { ...record, copies }), answer: { first, last } }
  },

  withdrawBriefing({ id, reason }, act) {
    const { briefing, record } = standing(act, id)
    const memos = freed(act, briefing)
    const dropped = act.register.all('recommendations').filter((one) => one.briefingId === id && isUntouched(one))
    const withdrawn = { ...record, withdrawn: { by: act.by.id, at: act.at, reason } }
    return {
      ...changed(briefing, withdrawn),
      change(register) {
        register.put('dispatches', withdrawn)
        for (const memo of memos) register.put('memos', { ...memo, stage: 'final' })
        for (const one of dropped) register.remove('recommendations', one.id)
      },
    }
  },

  replaceBriefing({ id, replacedBy }, act) {
    const { briefing, record } = issued(act, id)
    const { record: other } = standing(act, replacedBy)
    if (record.withdrawn === null || record.replacedBy !== null || other.id === id) refuse({ kind: 'invalid', field: 'replacedBy' })
    return changed(briefing, { ...record, replacedBy })
  },
}

function issued(act: Act, id: string): { briefing: Briefing; record: Dispatch } {
  const briefing = find(act, 'briefings', id)
  if (briefing.state !== 'issued') refuse({ kind: 'notFound' })
  return { briefing, record: act.register.get('dispatches', id) ?? emptyDispatch(id) }
}

/** @throws Refusal `frozen` for what was withdrawn */
function standing(act: Act, id: string): { briefing: Briefing; record: Dispatch } {
  const found = issued(act, id)
  return found.record.withdrawn === null ? found : refuse({ kind: 'frozen' })
}

/** Its memos that no other issue that stands holds. */
function freed({ register }: Act, briefing: Briefing): Memo[] {
  const stands = (one: Briefing): boolean =>
    one.id !== briefing.id && one.state === 'issued' && (register.get('dispatches', one.id)?.withdrawn ?? null) === null
  const held = new Set(register.all('briefings').filter(stands).flatMap(memosOf))
  return memosOf(briefing)
    .filter((memoId) => !held.has(memoId))
    .flatMap((memoId) => register.get('memos', memoId) ?? [])
}

const memosOf = ({ items }: Briefing): string[] => items.filter(({ of }) => of === 'memo').map(({ id }) => id)

const changed = (briefing: Briefing, record: Dispatch) => ({
  answer: {},
  change: (register: Draft) => register.put('dispatches', record),
  subject: briefing.id,
  title: briefing.masthead,
})
