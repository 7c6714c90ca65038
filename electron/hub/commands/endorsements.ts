import { endorsementId, pendingOf } from '../../../shared/endorsements.ts'
import type { Endorsement, Memo } from '../../../shared/register.ts'
import { find, refuse, type Act, type Handlers, type Outcome } from './act.ts'
import { changed, enter, unsubmitted } from './memos.ts'

type Names = 'countersign' | 'endorse' | 'withdrawEndorsement' | 'remindEndorsers'

/** The rules EN1-EN3: shared/endorsements.ts. The hub alone says who and when, and of which text. */
export const endorsementCommands: Handlers<Names> = {
  async countersign({ id, endorsers, deadline }, act) {
    const memo = unsubmitted(act, id)
    const fit = (member: string): boolean => (act.members.get(member)?.role ?? 'observer') !== 'observer'
    if (!endorsers.every(fit)) refuse({ kind: 'invalid', field: 'endorsers' })
    const round = { endorsers: [...new Set(endorsers)], deadline, startedBy: act.by.id, startedAt: act.at, reminders: [] }
    if (memo.stage !== 'countersigning') return enter(act, { ...memo, countersigning: round }, 'countersigning')
    const { startedBy, startedAt, reminders } = memo.countersigning ?? round
    return changed({ ...memo, countersigning: { ...round, startedBy, startedAt, reminders } })
  },

  endorse({ memoId, hash, choice, text, carries }, act) {
    const { memo, frozen } = asked(act, memoId)
    if (frozen.hash !== hash) refuse({ kind: 'textChanged' })
    const earlier = carries === null || carries === hash ? null : (wordOn(act, memoId, carries) ?? null)
    if (carries !== null && !earlier) refuse({ kind: 'notFound' })
    const said = earlier ?? { choice, text }
    if (said.choice === 'reserved' && said.text === '') refuse({ kind: 'invalid', field: 'text' })
    const word: Endorsement = {
      id: endorsementId(memoId, hash, act.by.id),
      memoId,
      memberId: act.by.id,
      versionId: frozen.versionId,
      hash,
      choice: said.choice,
      text: said.text,
      at: act.at,
      carried: earlier && { versionId: earlier.versionId, hash: earlier.hash, at: earlier.at },
    }
    return { answer: {}, change: (draft) => draft.put('endorsements', word), subject: memo.id, title: memo.title }
  },

  withdrawEndorsement({ memoId }, act): Outcome<'withdrawEndorsement'> {
    const { memo, frozen } = asked(act, memoId)
    const word = wordOn(act, memoId, frozen.hash) ?? refuse({ kind: 'notFound' })
    return { answer: {}, change: (draft) => draft.remove('endorsements', word.id), subject: memo.id, title: memo.title }
  },

  remindEndorsers({ id }, act) {
    const memo = unsubmitted(act, id)
    const pending = pendingOf(memo, act.register.all('endorsements'))
    const { countersigning } = memo
    if (!countersigning || pending.length === 0) return refuse({ kind: 'invalid', field: 'endorsers' })
    const reminders = [...countersigning.reminders, { at: act.at, by: act.by.id }]
    return { ...changed({ ...memo, countersigning: { ...countersigning, reminders } }), answer: { pending: pending.length } }
  },
}

/** @throws Refusal `forbidden` for whoever is not asked, `frozen` once it is too late or still too early */
function asked(act: Act, memoId: string): { memo: Memo; frozen: NonNullable<Memo['frozen']> } {
  const memo = find(act, 'memos', memoId)
  if (!memo.countersigning?.endorsers.includes(act.by.id)) refuse({ kind: 'forbidden' })
  if (memo.stage !== 'countersigning' || !memo.frozen) return refuse({ kind: 'frozen' })
  return { memo, frozen: memo.frozen }
}

const wordOn = (act: Act, memoId: string, hash: string): Endorsement | undefined =>
  act.register.get('endorsements', endorsementId(memoId, hash, act.by.id))
