import { createHash } from 'node:crypto'
import { documentName } from '../../../shared/documentName.ts'
import { replyFault, replyFile, replyFiles, replyLimits } from '../../../shared/documents/reply.ts'
import { hasOutcome, isPending, statusesFor, wantsReason } from '../../../shared/followUp.ts'
import { recommendation, type FollowUpStatus, type Recommendation } from '../../../shared/register.ts'
import type { Draft } from '../register.ts'
import { dayOf, find, refuse, type Act, type Handlers } from './act.ts'

type Names =
  | 'followUp'
  | 'noteProgress'
  | 'remind'
  | 'closeRecommendations'
  | 'reopenRecommendation'
  | 'restoreFollowUp'
  | 'layReply'
  | 'attachReply'
  | 'detachReply'

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

  layReply({ file, part }, act) {
    if (!act.laidFiles.lay(act.by.id, file, [part])) refuse({ kind: 'invalid', field: 'part' })
    return { answer: {}, change: null }
  },

  async attachReply({ id, name, of }, act) {
    const [record] = open(act, [id])
    if (!record) return refuse({ kind: 'notFound' })
    const parts = of.parts === 0 ? [] : act.laidFiles.take(act.by.id, { list: of.file, count: of.parts })
    const fileName = name.normalize('NFC')
    if (!parts) return refuse({ kind: 'replyFileGone', fileName })
    const bytes = new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part, 'base64'))))
    const fault = replyFault(fileName, bytes.length)
    if (fault) refuse({ kind: fault, fileName })
    const hash = createHash('sha256').update(bytes).digest('hex')
    const others = record.attachments.filter((one) => one.hash !== hash)
    if (others.reduce((sum, { size }) => sum + size, bytes.length) > replyLimits.record) refuse({ kind: 'replyFilesFull', fileName })
    const isNew = !record.attachments.some((one) => one.hash === hash)
    await layFile(act, id, hash, bytes)
    const attachments = [...others, { hash, name: fileName, size: bytes.length, by: act.by.id, at: act.at }]
    return { ...changed([{ ...record, attachments }]), ...(isNew && { undo: () => layFile(act, id, hash, null) }) }
  },

  async detachReply({ id, hash }, act) {
    const [record] = open(act, [id])
    if (!record?.attachments.some((one) => one.hash === hash)) return refuse({ kind: 'notFound' })
    const bytes = replyFile(await act.durability.read(documentName('reply', id)), hash)
    await layFile(act, id, hash, null)
    const attachments = record.attachments.filter((one) => one.hash !== hash)
    return {
      ...changed([{ ...record, attachments }]),
      answer: { bytes: Buffer.from(bytes ?? []).toString('base64') },
      undo: () => layFile(act, id, hash, bytes),
    }
  },

  restoreFollowUp({ each }, act) {
    const was = new Map(each.map((one) => [one.id, one.was]))
    return changed(open(act, [...was.keys()]).map((record) => restored(record, was.get(record.id) ?? {})))
  },
}

const note = (act: Act, text: string) => ({ at: act.at, by: act.by.id, text })

/** Puts the bytes of a file beside its record, once, or takes them away. */
const layFile = (act: Act, id: string, hash: string, bytes: Uint8Array | null): Promise<void> =>
  act.durability.rewriteHeld(documentName('reply', id), (doc) => {
    if (!bytes) replyFiles(doc).delete(hash)
    else if (!replyFiles(doc).has(hash)) replyFiles(doc).set(hash, bytes)
  })

function open(act: Act, ids: readonly string[]): Recommendation[] {
  const records = [...new Set(ids)].map((id) => find(act, 'recommendations', id))
  return records.some(({ closed }) => closed !== null) ? refuse({ kind: 'frozen' }) : records
}

/** No day is set by itself: it had what it had. */
function restored(record: Recommendation, was: object): Recommendation {
  const made = recommendation.parse({ ...record, ...was })
  if (!statusesFor([made]).includes(made.status)) refuse({ kind: 'invalid', field: 'status' })
  return made
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
