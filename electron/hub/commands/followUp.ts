import { hasOutcome, isPending, statusesFor, wantsReason } from '../../../shared/followUp.ts'
import { recommendation, type FollowUpStatus, type Recommendation } from '../../../shared/register.ts'
import type { Draft } from '../register.ts'
import { dayOf, find, refuse, type Act, type Handlers } from './act.ts'

type Names = 'followUp' | 'noteProgress' | 'remind' | 'closeRecommendations' | 'reopenRecommendation' | 'restoreFollowUp'

/**
 * What came from the minutes is closed in them with its record, and opened again with it.
 *
 * FU1 What has been closed (销号) stands still until it is opened again.
 * FU2 A command over several records is done to all of them or to none.
 * FU3 What came from the minutes begins as 已登记, a measure of a memo as 已报送, and neither becomes the other.
 * FU4 What was done to several at once is taken back for each by what it was.
 */
export const followUpCommands: Handlers<Names> = {
  followUp({ ids, changes }, act) {
    return changed(open(act, ids).map((record) => withDays(recommendation.parse({ ...record, ...changes }), changes.status, act)))
  },

  noteProgress({ id, text }, act) {
    return changed(open(act, [id]).map((record) => ({ ...record, progress: [...record.progress, note(act, text)] })))
  },

  remind({ ids, text }, act) {
    return changed(open(act, ids).map((record) => ({ ...record, reminders: [...record.reminders, note(act, text)] })))
  },

  closeRecommendations({ ids }, act) {
    const records = open(act, ids)
    if (!records.every(({ status }) => hasOutcome(status))) refuse({ kind: 'invalid', field: 'status' })
    return closed(
      records.map((record) => ({ ...record, closed: { by: act.by.id, at: act.at } })),
      act,
    )
  },

  reopenRecommendation({ ids }, act) {
    return closed(
      [...new Set(ids)].map((id) => ({ ...find(act, 'recommendations', id), closed: null })),
      act,
    )
  },

  restoreFollowUp({ each }, act) {
    const was = new Map(each.map((one) => [one.id, one.was]))
    return changed(open(act, [...was.keys()]).map((record) => restored({ ...record, ...was.get(record.id) })))
  },
}

const note = (act: Act, text: string) => ({ at: act.at, by: act.by.id, text })

function open(act: Act, ids: readonly string[]): Recommendation[] {
  const records = [...new Set(ids)].map((id) => find(act, 'recommendations', id))
  return records.some(({ closed }) => closed !== null) ? refuse({ kind: 'frozen' }) : records
}

/** No day is set by itself: it had what it had. */
function restored(record: Recommendation): Recommendation {
  if (!statusesFor([record]).includes(record.status)) refuse({ kind: 'invalid', field: 'status' })
  return recommendation.parse(record)
}

/** The day of signing or of the answer is the day its status is set, unless one is named. */
function withDays(record: Recommendation, status: FollowUpStatus | undefined, act: Act): Recommendation {
  if (status === undefined) return record
  if (!statusesFor([record]).includes(status)) refuse({ kind: 'invalid', field: 'status' })
  if (wantsReason(status) && record.reason === '') refuse({ kind: 'invalid', field: 'reason' })
  const today = dayOf(act.at)
  const isAnswer = status === 'answered' || (hasOutcome(status) && status !== 'noReply')
  return {
    ...record,
    receivedOn: record.receivedOn ?? (isPending(status) || status === 'noReply' ? null : today),
    answeredOn: record.answeredOn ?? (isAnswer ? today : null),
  }
}

function changed(records: readonly Recommendation[]) {
  const [first] = records
  if (!first) refuse({ kind: 'invalid', field: 'ids' })
  return {
    answer: {},
    change: (draft: Draft) => {
      for (const record of records) draft.put('recommendations', record)
    },
    subject: first.id,
    title: titleOf(first.measure),
  }
}

function closed(records: readonly Recommendation[], act: Act) {
  const effect = changed(records)
  const issues = records.flatMap((record) => {
    const issue = act.register.get('issues', record.id)
    return issue ? [{ ...issue, closed: record.closed }] : []
  })
  return {
    ...effect,
    change(draft: Draft) {
      effect.change(draft)
      for (const issue of issues) draft.put('issues', issue)
    },
  }
}

/** Enough of a measure to know it by in the trail. */
const titleOf = (measure: string): string => (measure.length > 30 ? `${measure.slice(0, 30)}…` : measure)
