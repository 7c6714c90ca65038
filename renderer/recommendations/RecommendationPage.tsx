import { useState } from 'react'
import { hasOutcome } from '../../shared/followUp.ts'
import { resultClass, satisfaction, type FollowUpFields, type Recommendation } from '../../shared/register.ts'
import { instantDay } from '../format.ts'
import { HelpButton } from '../guide/HelpButton.tsx'
import { useCommand, useMay, useMemberNames, useRecord, useRegisterState } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Line } from '../lineage/Line.tsx'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/Choice.tsx'
import { EditableText } from '../ui/EditableText.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Fact } from '../ui/Fact.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Missing } from '../ui/Missing.tsx'
import { OpenDayField } from '../ui/MomentField.tsx'
import { Page } from '../ui/Page.tsx'
import { toast } from '../ui/toasts.ts'
import { useAttempt, type Attempt } from '../ui/useAttempt.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { Attachments } from './Attachments.tsx'
import { Pressing } from './Due.tsx'
import { Notes } from './Notes.tsx'
import { Remind } from './Remind.tsx'
import { shapeOf } from './shapes.ts'
import { StatusChoice } from './StatusChoice.tsx'
import './recommendations.css'

/** One recommendation: its words, what came of it, and where it came from. */
export default function RecommendationPage({ id }: { id: string }) {
  const t = useText()
  const record = useRecord('recommendations', id)
  const { state } = useRegisterState()
  const { failure, attempt } = useAttempt()
  const command = useCommand()
  const mayFollow = useMay('followUp')
  const [reminding, setReminding] = useState(false)
  const words = t.recommendations
  const up = { place: { page: 'recommendations' } as const, label: words.title }
  if (!record) return state.is === 'opening' ? <Waiting /> : <Missing up={up} />
  const may = mayFollow && record.closed === null
  return (
    <Page
      title={record.measure.slice(0, 30)}
      up={up}
      heading={<h1 className="cut">{record.lead || words.fields.measure}</h1>}
      beside={
        <span className="beside">
          <Mark shape={shapeOf(record)}>{record.closed ? words.closed : words.statuses[record.status]}</Mark>
          <HelpButton of="followUp" />
        </span>
      }
      acts={mayFollow && <Acts record={record} onAttempt={attempt} onRemind={() => setReminding(true)} />}
    >
      {failure && <ErrorNotice failure={failure} labels={words.fields} />}
      <div className="followed">
        <div className="followed-main">
          <Closed record={record} />
          <blockquote className="measure">{record.measure}</blockquote>
          <Facts record={record} editable={may} onAttempt={attempt} />
          <Notes
            title={words.progress.title}
            notes={record.progress}
            none={words.progress.none}
            {...(may && {
              add: {
                label: words.progress.add,
                hint: words.progress.hint,
                onAdd: (text) => attempt(command('noteProgress', { id, text })),
              },
            })}
          />
          <Notes title={words.bulk.remind} notes={record.reminders} none={words.remind.none} />
        </div>
        <section className="lineage" aria-label={words.line.title}>
          <h2>{words.line.title}</h2>
          <Line origin={{ of: 'recommendation', id }} />
        </section>
      </div>
      {reminding && <Remind ids={[id]} onClose={() => setReminding(false)} />}
    </Page>
  )
}

function Acts({ record, onAttempt, onRemind }: { record: Recommendation; onAttempt: Attempt; onRemind: () => void }) {
  const t = useText().recommendations
  const command = useCommand()
  const { id, closed, status } = record
  const reopen = (): void => onAttempt(command('reopenRecommendation', { ids: [id] }), () => toast(t.reopened))
  const close = (): void =>
    onAttempt(command('closeRecommendations', { ids: [id] }), () => toast(t.closedDone, { act: { label: t.reopen, run: reopen } }))
  if (closed) return <Button onClick={reopen}>{t.reopen}</Button>
  return (
    <>
      <Button onClick={onRemind}>{t.bulk.remind}</Button>
      <Button look="primary" disabled={!hasOutcome(status)} title={t.closeHint} onClick={close}>
        {t.close}
      </Button>
    </>
  )
}

function Closed({ record: { closed } }: { record: Recommendation }) {
  const t = useText().recommendations
  const locale = useLocale()
  const nameOf = useMemberNames()
  return closed && <p className="soft">{t.closedBy(nameOf(closed.by), instantDay(closed.at, locale))}</p>
}

const longest = { lead: 200, supports: 200, person: 40, reply: 4000, reason: 1000, instruction: 1000, elsewhere: 1000 } as const

type FactsProps = { record: Recommendation; editable: boolean; onAttempt: Attempt }

function Facts({ record, editable, onAttempt }: FactsProps) {
  const t = useText().recommendations
  const command = useCommand()
  const { fields } = t
  const set = (changes: Partial<FollowUpFields>): void => onAttempt(command('followUp', { ids: [record.id], changes }))
  const text = (field: keyof typeof longest, lines = false) => (
    <Fact name={fields[field]}>
      <EditableText
        label={fields[field]}
        value={record[field]}
        lines={lines}
        maxLength={longest[field]}
        hint={t.unset}
        disabled={!editable}
        onCommit={(value) => set({ [field]: value })}
      />
    </Fact>
  )
  const day = (field: 'due' | 'receivedOn' | 'answeredOn') => (
    <Fact name={fields[field]}>
      <OpenDayField label={fields[field]} value={record[field]} inline disabled={!editable} onChange={(value) => set({ [field]: value })} />
    </Fact>
  )
  return (
    <dl className="facts">
      <Fact name={fields.status}>
        <StatusChoice label={fields.status} of={[record]} value={record.status} reason={record.reason} disabled={!editable} onSet={set} />
      </Fact>
      <Fact name={fields.term}>
        {record.term}
        <Pressing record={record} />
      </Fact>
      {text('lead')}
      {text('supports')}
      {text('person')}
      {day('due')}
      {day('receivedOn')}
      {day('answeredOn')}
      <Fact name={fields.result}>
        <Maybe
          label={fields.result}
          value={record.result}
          options={resultClass.options}
          names={t.results}
          disabled={!editable}
          onSet={(result) => set({ result })}
        />
      </Fact>
      {text('reply', true)}
      <Fact name={t.attachments.title}>
        <Attachments record={record} editable={editable} onAttempt={onAttempt} />
      </Fact>
      {(record.status === 'rejected' || record.status === 'partly' || record.reason !== '') && text('reason', true)}
      {text('instruction', true)}
      {text('elsewhere', true)}
      <Fact name={fields.satisfaction}>
        <Maybe
          label={fields.satisfaction}
          value={record.satisfaction}
          options={satisfaction.options}
          names={t.satisfactions}
          disabled={!editable}
          onSet={(value) => set({ satisfaction: value })}
        />
      </Fact>
    </dl>
  )
}

type MaybeProps<V extends string> = {
  label: string
  value: V | null
  options: readonly V[]
  names: Readonly<Record<V, string>>
  disabled: boolean
  onSet: (value: V | null) => void
}

/** One out of a few, or none yet. */
function Maybe<V extends string>({ label, value, options, names, disabled, onSet }: MaybeProps<V>) {
  const { unset } = useText().recommendations
  return (
    <Choice<V | ''>
      label={label}
      inline
      value={value ?? ''}
      disabled={disabled}
      options={[{ value: '', label: unset }, ...options.map((option) => ({ value: option, label: names[option] }))]}
      onChange={(chosen) => onSet(chosen === '' ? null : chosen)}
    />
  )
}
