import { CircleAlert, CircleCheck } from 'lucide-react'
import { conductFields, isPlanDay, kindFields, leadDates, leadOf, missingFor, termFields } from '../../shared/dialogues/planning.ts'
import type { Dialogue, PlanFields } from '../../shared/register.ts'
import { instantDay, longDay } from '../format.ts'
import { useCommand, useMay, useMemberNames, useWorkspace } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { EditableText } from '../ui/EditableText.tsx'
import { Fact } from '../ui/Fact.tsx'
import { OpenDayField } from '../ui/MomentField.tsx'
import type { Attempt } from '../ui/useAttempt.ts'
import { useToday } from '../ui/useToday.ts'
import { SetLead } from './SetLead.tsx'

type Props = { dialogue: Dialogue; onAttempt: Attempt }

/** What is settled before invitations go out: approval and conduct, and what this kind of meeting plans besides. */
export function Plan({ dialogue, onAttempt }: Props) {
  const t = useText()
  const { plan: words, kinds } = t.dialogues
  const own = kindFields(dialogue.kind)
  return (
    <section className="plan" aria-label={t.dialogues.parts.plan}>
      <Check dialogue={dialogue} />
      <h2>{words.title}</h2>
      <dl className="facts">
        {conductFields.map((field) => (
          <PlanFact key={field} field={field} dialogue={dialogue} onAttempt={onAttempt} />
        ))}
        <Conduct dialogue={dialogue} onAttempt={onAttempt} />
      </dl>
      <header className="section-head">
        <h2>{words.terms}</h2>
        <SetLead dialogue={dialogue} onAttempt={onAttempt} />
      </header>
      <dl className="facts">
        {termFields.map((field) => (
          <PlanFact key={field} field={field} dialogue={dialogue} onAttempt={onAttempt} />
        ))}
      </dl>
      {own.length > 0 && (
        <>
          <h2>{kinds[dialogue.kind]}</h2>
          <dl className="facts one-column">
            {own.map((field) => (
              <PlanFact key={field} field={field} dialogue={dialogue} onAttempt={onAttempt} />
            ))}
          </dl>
        </>
      )}
    </section>
  )
}

/** Whether invitations may go out, while the meeting is prepared. */
export function Check({ dialogue }: { dialogue: Dialogue }) {
  const { plan } = useText().dialogues
  const workspace = useWorkspace()
  if (dialogue.state !== 'preparing') return null
  const missing = missingFor(dialogue, leadOf(dialogue.kind, workspace))
  const [Icon, text] =
    missing.length === 0 ? [CircleCheck, plan.ready] : [CircleAlert, plan.missing(missing.map((item) => plan.items[item]))]
  return (
    <p className={missing.length === 0 ? 'plan-check ready' : 'plan-check'} role="status">
      <Icon size={16} aria-hidden />
      {text}
    </p>
  )
}

function PlanFact({ field, dialogue, onAttempt }: Props & { field: keyof PlanFields }) {
  const { plan: words } = useText().dialogues
  const command = useCommand()
  const disabled = !useMay('planDialogue') || dialogue.state === 'archived'
  const hints: Partial<Record<keyof PlanFields, string>> = words.hints
  const label = words.items[field]
  const set = (value: string | null): void => onAttempt(command('planDialogue', { id: dialogue.id, changes: { [field]: value } }))
  return (
    <Fact name={label}>
      {isPlanDay(field) ? (
        <OpenDayField label={label} value={dialogue.plan[field]} inline disabled={disabled} onChange={set} />
      ) : (
        <EditableText
          label={label}
          value={dialogue.plan[field]}
          hint={hints[field] ?? label}
          lines={kindFields(dialogue.kind).includes(field)}
          maxLength={4000}
          disabled={disabled}
          onCommit={set}
        />
      )}
      {(field === 'noticeOn' || field === 'papersOn') && <Lead dialogue={dialogue} field={field} />}
    </Fact>
  )
}

/** By when at the latest, and whether that day is past without it, or it was later. */
function Lead({ dialogue, field }: { dialogue: Dialogue; field: 'noticeOn' | 'papersOn' }) {
  const { lead: words } = useText().dialogues.plan
  const locale = useLocale()
  const now = useToday()
  const lead = leadOf(dialogue.kind, useWorkspace())
  const last = leadDates(dialogue, lead)[field]
  if (last === null) return null
  const on = dialogue.plan[field]
  const waits = dialogue.state === 'preparing' || dialogue.state === 'announced'
  const late = on === null ? waits && now > last : on > last
  const days = field === 'noticeOn' ? lead.notice : lead.papers
  return <span className={late ? 'late-lead' : 'soft'}>{(late ? words.late : words.due)(longDay(last, locale), days)}</span>
}

function Conduct({ dialogue, onAttempt }: Props) {
  const { plan: words } = useText().dialogues
  const locale = useLocale()
  const command = useCommand()
  const nameOf = useMemberNames()
  const disabled = !useMay('planDialogue') || dialogue.state === 'archived'
  const { conductConfirmed } = dialogue.plan
  const confirm = (chosen: boolean): void => onAttempt(command('planDialogue', { id: dialogue.id, changes: { conductConfirmed: chosen } }))
  return (
    <Fact name={words.items.conductConfirmed}>
      <label className="check">
        <input
          type="checkbox"
          checked={conductConfirmed !== null}
          disabled={disabled}
          onChange={(event) => confirm(event.target.checked)}
        />
        {words.confirm}
      </label>
      {conductConfirmed && (
        <span className="soft">{words.confirmedBy(nameOf(conductConfirmed.by), instantDay(conductConfirmed.at, locale))}</span>
      )}
    </Fact>
  )
}
