import { useState } from 'react'
import { hasField } from '../../shared/briefing/kinds.ts'
import type { Failure } from '../../shared/errors.ts'
import { briefingFields, type Briefing, type NumberedCopies } from '../../shared/register.ts'
import { ask } from '../desktop.ts'
import { instantDay, today } from '../format.ts'
import { useCommand, useMay, useMemberNames, useRecord, useRegister } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { usePrint } from '../print/usePrint.tsx'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { toast } from '../ui/toasts.ts'
import { useAttempt, type Attempt } from '../ui/useAttempt.ts'
import { go } from '../usePlace.ts'
import { issueName, standingOf, useDispatch } from './useDispatch.ts'

type Asking = 'copies' | 'withdraw' | 'replace' | null

/** What has become of an issued briefing: whether it stands, its numbered copies, the fingerprints of its files. */
export function DispatchPart({ briefing }: { briefing: Briefing }) {
  const t = useText()
  const words = t.dispatches
  const record = useDispatch(briefing.id)
  const may = useMay('withdrawBriefing')
  const { failure, attempt } = useAttempt()
  const [asking, setAsking] = useState<Asking>(null)
  const close = (): void => setAsking(null)
  const command = useCommand()
  /** From what the withdrawn one was made of; its number stays with it. */
  const draftAgain = (): void =>
    attempt(command('draftBriefing', { ...briefingFields.parse(briefing), date: today() }), ({ id }) => go({ page: 'briefing', id }))
  const stands = standingOf(record) === 'standing'
  const numbered = hasField(briefing.kind, 'copyNumber') && briefing.copyNumber
  return (
    <section className="dispatch" aria-label={words.record}>
      <h2 className="field-label">{words.record}</h2>
      {!stands && <NotStanding briefing={briefing} />}
      {record.files.length === 0 && stands && <p className="soft">{words.noFiles}</p>}
      {record.files.length > 0 && (
        <ul className="dispatch-files">
          {record.files.slice(-5).map(({ hash, copy }) => (
            <li key={hash} title={words.fingerprint(hash)}>
              <code>{words.file(hash)}</code>
              {copy !== null && numbered && <span className="soft numbers">{words.fileOf(copy)}</span>}
            </li>
          ))}
        </ul>
      )}
      {record.copies.map((copies) => (
        <CopiesRow key={copies.first} {...{ briefing, copies }} onAttempt={attempt} act={stands && may} />
      ))}
      {may && standingOf(record) !== 'replaced' && (
        <span className="dispatch-acts">
          {stands && numbered && <Button onClick={() => setAsking('copies')}>{words.numberCopies}</Button>}
          {stands && (
            <Button look="quiet" onClick={() => setAsking('withdraw')}>
              {words.withdraw}
            </Button>
          )}
          {standingOf(record) === 'withdrawn' && (
            <>
              <Button onClick={draftAgain}>{words.draftAgain}</Button>
              <Button onClick={() => setAsking('replace')}>{words.replace}</Button>
            </>
          )}
        </span>
      )}
      {failure && <ErrorNotice failure={failure} />}
      {asking === 'copies' && <NumberCopies briefing={briefing} onClose={close} />}
      {asking === 'withdraw' && <Withdraw briefing={briefing} onClose={close} />}
      {asking === 'replace' && <Replace briefing={briefing} onClose={close} />}
    </section>
  )
}

/** Who withdrew it, why, and what stands in its place. */
function NotStanding({ briefing }: { briefing: Briefing }) {
  const t = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const { withdrawn, replacedBy } = useDispatch(briefing.id)
  const other = useRecord('briefings', replacedBy ?? '')
  return (
    <div className="dispatch-withdrawn" role="status">
      {withdrawn && <p>{t.dispatches.withdrawnBy(nameOf(withdrawn.by), instantDay(withdrawn.at, locale), withdrawn.reason)}</p>}
      {other && (
        <p>
          <a href={toHash({ page: 'briefing', id: other.id })}>{t.dispatches.replacedBy(issueName(other, t))}</a>
        </p>
      )}
    </div>
  )
}

type RowProps = { briefing: Briefing; copies: NumberedCopies; act: boolean; onAttempt: Attempt }

function CopiesRow({ briefing, copies: { first, last, to }, act, onAttempt }: RowProps) {
  const t = useText()
  const words = t.dispatches
  const command = useCommand()
  const [making, setMaking] = useState(false)
  const { print, dialog } = usePrint(onAttempt)
  const make = (): void => {
    setMaking(true)
    onAttempt(
      ask('saveCopies', { id: briefing.id, first, last }).finally(() => setMaking(false)),
      ({ path, files }) => {
        onAttempt(command('recordFiles', { id: briefing.id, files }))
        toast(words.copiesDone(path, files.length), {
          about: 'saved',
          act: { label: t.briefings.page.show, run: () => onAttempt(ask('showSaved', { path })) },
        })
      },
    )
  }
  return (
    <div className="dispatch-copies">
      <span className="numbers">{words.range(first, last)}</span>
      <span className="cut" title={to}>
        {to}
      </span>
      {act && (
        <>
          <Button look="quiet" disabled={making} onClick={make}>
            {words.make}
          </Button>
          <Button look="quiet" disabled={making} onClick={() => print({ of: 'briefing', id: briefing.id }, make, { first, last })}>
            {t.app.printing.act}
          </Button>
        </>
      )}
      {dialog}
    </div>
  )
}

type DialogProps = { briefing: Briefing; onClose: () => void }

function NumberCopies({ briefing, onClose }: DialogProps) {
  const words = useText().dispatches
  const command = useCommand()
  const [count, setCount] = useState(String(briefing.copies || 1))
  const [to, setTo] = useState('')
  const submit = async (): Promise<Failure | null> => {
    const answer = await command('numberCopies', { id: briefing.id, count: Number(count), to })
    return answer.ok ? null : answer.failure
  }
  const whole = Number(count)
  return (
    <FormDialog
      title={words.numberTitle}
      act={words.numberCopies}
      labels={words.fields}
      ready={Number.isInteger(whole) && whole >= 1 && whole <= 1000}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="soft">{words.numberBody}</p>
      <Field label={words.fields.count} value={count} onChange={setCount} inputMode="numeric" required autoFocus />
      <Field label={words.fields.to} value={to} onChange={setTo} maxLength={200} />
    </FormDialog>
  )
}

function Withdraw({ briefing, onClose }: DialogProps) {
  const t = useText()
  const words = t.dispatches
  const command = useCommand()
  const [reason, setReason] = useState('')
  const submit = async (): Promise<Failure | null> => {
    const answer = await command('withdrawBriefing', { id: briefing.id, reason })
    if (!answer.ok) return answer.failure
    toast(words.withdrawnNow)
    return null
  }
  return (
    <FormDialog
      title={words.withdrawTitle(issueName(briefing, t))}
      act={words.withdraw}
      labels={words.fields}
      ready={reason.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{words.withdrawBody}</p>
      <Field label={words.fields.reason} value={reason} onChange={setReason} maxLength={200} required autoFocus />
    </FormDialog>
  )
}

function Replace({ briefing, onClose }: DialogProps) {
  const t = useText()
  const words = t.dispatches
  const command = useCommand()
  const dispatches = useRegister('dispatches')
  const gone = new Set(dispatches.filter(({ withdrawn }) => withdrawn !== null).map(({ id }) => id))
  const others = useRegister('briefings')
    .filter(({ id, state }) => state === 'issued' && id !== briefing.id && !gone.has(id))
    .sort((a, b) => (b.issuedAt ?? '').localeCompare(a.issuedAt ?? ''))
  const [chosen, setChosen] = useState(others[0]?.id ?? '')
  const submit = async (): Promise<Failure | null> => {
    const answer = await command('replaceBriefing', { id: briefing.id, replacedBy: chosen })
    return answer.ok ? null : answer.failure
  }
  return (
    <FormDialog
      title={words.replaceTitle(issueName(briefing, t))}
      act={words.replace}
      labels={words.fields}
      ready={chosen !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      {others.length === 0 ? (
        <p>{words.noReplacement}</p>
      ) : (
        <>
          <p>{words.replaceBody}</p>
          <Choice
            label={words.fields.replacedBy}
            value={chosen}
            options={others.map((one) => ({ value: one.id, label: issueName(one, t) }))}
            onChange={setChosen}
          />
        </>
      )}
    </FormDialog>
  )
}
