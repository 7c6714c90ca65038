import { useState } from 'react'
import { endorsersOf, pendingOf, type Endorser } from '../../shared/endorsements.ts'
import type { Endorsement, EndorsementChoice, Memo } from '../../shared/register.ts'
import { longDay, since } from '../format.ts'
import { useCommand, useMay, useMe, useMemberNames, useRegister } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Mark } from '../ui/Mark.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'
import { Countersign } from './Countersign.tsx'
import { Deadline } from './Deadline.tsx'
import { Reservation } from './Reservation.tsx'
import { Verify } from './Verify.tsx'

/** Who was asked, what each said of the text as it is frozen, what is void, and my own word. */
export function Endorsements({ memo, onAttempt }: { memo: Memo; onAttempt: Attempt }) {
  const { endorsements: t } = useText()
  const locale = useLocale()
  const me = useMe()
  const command = useCommand()
  const maySet = useMay('countersign')
  const all = useRegister('endorsements')
  const [editing, setEditing] = useState(false)
  const endorsers = endorsersOf(memo, all)
  const { countersigning, frozen } = memo
  const pending = pendingOf(memo, all)
  const mine = endorsers.find(({ memberId }) => memberId === me.id)
  const isAsked = memo.stage === 'countersigning' && countersigning?.endorsers.includes(me.id) === true
  const remind = (): void => onAttempt(command('remindEndorsers', { id: memo.id }), ({ pending: count }) => toast(t.reminded(count)))
  const last = countersigning?.reminders.at(-1)
  if (!countersigning && endorsers.length === 0) return <p className="inspector-note soft">{t.notYet}</p>
  return (
    <>
      {countersigning && (
        <section className="round">
          <p className="round-line">
            <span className="numbers">
              {t.progress(
                endorsers.filter(({ standing, memberId }) => standing && countersigning.endorsers.includes(memberId)).length,
                countersigning.endorsers.length,
              )}
            </span>
            {countersigning.deadline && <span className="soft numbers">{t.dueOn(longDay(countersigning.deadline, locale))}</span>}
            {memo.stage === 'countersigning' && pending.length > 0 && <Deadline day={countersigning.deadline} />}
          </p>
          {last && <p className="soft">{t.remindedAt(since(last.at, locale), countersigning.reminders.length)}</p>}
          {maySet && memo.stage === 'countersigning' && (
            <p className="round-acts">
              {pending.length > 0 && <Button onClick={remind}>{t.remind}</Button>}
              <Button look="quiet" onClick={() => setEditing(true)}>
                {t.edit}
              </Button>
            </p>
          )}
          {!frozen && <p className="round-open">{t.openAbout}</p>}
        </section>
      )}
      {isAsked && mine && frozen && <Mine memo={memo} mine={mine} hash={frozen.hash} onAttempt={onAttempt} />}
      <ul className="endorsers">
        {endorsers.map((endorser) => (
          <Row key={endorser.memberId} endorser={endorser} frozen={frozen !== null} />
        ))}
      </ul>
      {frozen && (
        <section className="round">
          <p className="check-code">
            <span className="soft">{t.code}</span>
            <code>{codeOf(frozen.hash)}</code>
            <CopyButton label={t.copyCode} text={frozen.hash} />
          </p>
          <Verify memo={memo} />
        </section>
      )}
      {editing && <Countersign memo={memo} onClose={() => setEditing(false)} />}
    </>
  )
}

/** As people compare it: the first sixteen digits in fours. */
const codeOf = (hash: string): string => hash.slice(0, 16).match(/..../g)?.join(' ') ?? hash

const shapes: Record<EndorsementChoice, 'done' | 'set' | 'missed'> = { agreed: 'done', reserved: 'set', declined: 'missed' }

/** While the text is open again nothing has been said of another one yet: what was said is suspended, not void. */
function Row({ endorser: { memberId, standing, voided }, frozen }: { endorser: Endorser; frozen: boolean }) {
  const { endorsements: t } = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const word = standing ?? voided
  return (
    <li className="endorser">
      <p className="endorser-line">
        <strong>{nameOf(memberId)}</strong>
        {standing ? (
          <Mark shape={shapes[standing.choice]}>{t.choices[standing.choice]}</Mark>
        ) : (
          <Mark shape={voided && frozen ? 'missed' : 'open'}>{!voided ? t.waitingShort : frozen ? t.void : t.suspendedShort}</Mark>
        )}
        {word && <time className="soft numbers">{since(word.at, locale)}</time>}
      </p>
      {!standing && voided && <p className="soft">{(frozen ? t.voidAbout : t.suspendedAbout)(t.choices[voided.choice])}</p>}
      {word && word.text !== '' && <p className={standing || !frozen ? 'endorser-text' : 'endorser-text void'}>{word.text}</p>}
      {standing?.carried && <p className="soft">{t.carried(since(standing.carried.at, locale))}</p>}
    </li>
  )
}

type MineProps = { memo: Memo; mine: Endorser; hash: string; onAttempt: Attempt }

function Mine({ memo, mine: { standing, voided }, hash, onAttempt }: MineProps) {
  const { endorsements: t } = useText()
  const command = useCommand()
  const [asking, setAsking] = useState<Exclude<EndorsementChoice, 'agreed'> | null>(null)
  const withdraw = (): void =>
    onAttempt(command('withdrawEndorsement', { memoId: memo.id }), () => toast(t.withdrawn, { about: `endorse/${memo.id}` }))
  const say = (choice: EndorsementChoice, text: string, carries: string | null = null): void =>
    onAttempt(command('endorse', { memoId: memo.id, hash, choice, text, carries }), () =>
      toast(carries === null ? t.said(t.choices[choice]) : t.carriedOver, {
        about: `endorse/${memo.id}`,
        act: { label: t.withdraw, run: withdraw },
      }),
    )
  if (standing)
    return (
      <section className="mine">
        <h3>{t.mine}</h3>
        <p>{t.said(t.choices[standing.choice])}</p>
        {memo.stage === 'countersigning' && (
          <Button look="quiet" onClick={withdraw}>
            {t.withdraw}
          </Button>
        )}
      </section>
    )
  return (
    <section className="mine">
      {voided && memo.frozen && (
        <Carry memo={memo} voided={voided} to={memo.frozen.versionId} onCarry={() => say(voided.choice, voided.text, voided.hash)} />
      )}
      <h3>{t.mineAsked}</h3>
      <p className="mine-acts">
        <Button look="primary" onClick={() => say('agreed', '')}>
          {t.agree}
        </Button>
        <Button onClick={() => setAsking('reserved')}>{t.reserve}</Button>
        <Button onClick={() => setAsking('declined')}>{t.decline}</Button>
      </p>
      {asking && <Reservation memo={memo} hash={hash} choice={asking} onClose={() => setAsking(null)} />}
    </section>
  )
}

type CarryProps = { memo: Memo; voided: Endorsement; to: string; onCarry: () => void }

/** EN3 The change is shown before an earlier word can be confirmed for this text. */
function Carry({ memo, voided, to, onCarry }: CarryProps) {
  const { endorsements: t } = useText()
  const [shown, setShown] = useState(false)
  return (
    <div className="carry">
      <h3>{t.carryTitle}</h3>
      <p>{t.carryBody(t.choices[voided.choice])}</p>
      <p className="mine-acts">
        <a
          className="button plain"
          href={toHash({ page: 'memo', id: memo.id, compare: { from: voided.versionId, to } })}
          onClick={() => setShown(true)}
        >
          {t.carryShow}
        </a>
        <Button disabled={!shown} onClick={onCarry}>
          {t.carry}
        </Button>
      </p>
    </div>
  )
}
