import { X } from 'lucide-react'
import { useMemo, useState, type SubmitEvent } from 'react'
import { carriedTo } from '../../shared/dialogues/carried.ts'
import type { AgendaItem } from '../../shared/documents/agenda.ts'
import { issueKind, type Dialogue, type Issue, type IssueFields, type Recommendation } from '../../shared/register.ts'
import { longDay } from '../format.ts'
import { useCommand, useMay, useRecord, useRegister } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { Pressing } from '../recommendations/Due.tsx'
import { shapeOf } from '../recommendations/shapes.ts'
import { useLocale, useText } from '../text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { CellChoice } from '../ui/CellChoice.tsx'
import { EditableText } from '../ui/EditableText.tsx'
import { Mark } from '../ui/Mark.tsx'
import { OpenDayField } from '../ui/MomentField.tsx'
import { toast } from '../ui/toasts.ts'
import { categories } from './Categories.tsx'
import type { Attempt } from '../ui/useAttempt.ts'

type Props = { dialogue: Dialogue; onAttempt: Attempt }

/** Issues and tasks of earlier dialogues that are still open. */
export function CarriedIssues({ dialogue, onAttempt }: Props) {
  const { minutes: words } = useText()
  const issues = useRegister('issues')
  const dialogues = useRegister('dialogues')
  const may = useMay('followUp')
  const carried = useMemo(() => carriedTo(dialogue, dialogues, issues), [dialogue, dialogues, issues])
  if (carried.length === 0) return null
  return (
    <section className="carried" aria-label={words.carried}>
      <h2>{words.carried}</h2>
      <ul className="issues">
        {carried.map(({ issue, from }) => (
          <Shown key={issue.id} issue={issue} closes={may} onAttempt={onAttempt} from={from.title} />
        ))}
      </ul>
    </section>
  )
}

/** What was captured on one item, and a row to capture more. */
export function Captured({ dialogue, item, editable, onAttempt }: Props & { item: AgendaItem; editable: boolean }) {
  const itemId = item.id
  const all = useRegister('issues')
  const issues = useMemo(
    () => all.filter((one) => one.dialogueId === dialogue.id && one.itemId === itemId).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
    [all, dialogue.id, itemId],
  )
  const Entry = editable ? Written : Shown
  return (
    <>
      {issues.length > 0 && (
        <ul className="issues">
          {issues.map((issue) => (
            <Entry key={issue.id} issue={issue} closes={false} onAttempt={onAttempt} />
          ))}
        </ul>
      )}
      {editable && <Capture dialogue={dialogue} item={item} onAttempt={onAttempt} />}
    </>
  )
}

/** What it concerns, who raised it, who answers for it, who helps, and the person in charge. */
const facts = ['category', 'enterprise', 'owner', 'supports', 'person'] as const
type Fact = (typeof facts)[number]

const bounds: Partial<Record<Fact, number>> = { category: 40, person: 40 }
const lengthOf = (name: Fact): number => bounds[name] ?? 200

type EntryProps = { issue: Issue; closes: boolean; onAttempt: Attempt; from?: string }

/** How far it has come, with the way to where it is followed. */
function Shown({ issue, closes, onAttempt, from }: EntryProps) {
  const { minutes: words } = useText()
  const locale = useLocale()
  const command = useCommand()
  const record = useRecord('recommendations', issue.id)
  const { id, no, kind, text, category, enterprise, owner, supports, person, due, closed } = issue
  const said = [
    no && words.number(no),
    category,
    enterprise,
    owner,
    supports && words.supports(supports),
    person,
    due && words.due(longDay(due, locale)),
    from !== undefined && words.from(from),
  ].filter(Boolean)
  return (
    <li>
      <Mark shape={kind === 'decision' || closed ? 'done' : 'open'}>{closed ? words.closed : words.kinds[kind]}</Mark>
      <div className="issue-said">
        <span>{text}</span>
        {said.length > 0 && <span className="soft">{said.join(' · ')}</span>}
      </div>
      {record && <Followed record={record} />}
      {!record && closes && (
        <Button look="quiet" onClick={() => onAttempt(command('closeIssue', { id, closed: closed === null }))}>
          {closed ? words.reopenIssue : words.close}
        </Button>
      )}
    </li>
  )
}

function Followed({ record }: { record: Recommendation }) {
  const { minutes: words, recommendations } = useText()
  return (
    <span className="issue-followed">
      <Pressing record={record} />
      <Mark shape={shapeOf(record)}>{record.closed ? recommendations.closed : recommendations.statuses[record.status]}</Mark>
      <a className="link" href={toHash({ page: 'recommendation', id: record.id })}>
        {words.followed}
      </a>
    </span>
  )
}

/** While the minutes are written each word of it is corrected where it stands. */
function Written({ issue, onAttempt }: EntryProps) {
  const t = useText()
  const { minutes: words } = t
  const command = useCommand()
  const { id, createdAt, no, closed, kind, text, due } = issue
  const set = (changes: Partial<IssueFields>): void => onAttempt(command('editIssue', { id, changes }))
  const close = (on: boolean): void => onAttempt(command('closeIssue', { id, closed: on }))
  const again = (): void =>
    onAttempt(command('addIssue', { ...issue, again: { id, createdAt, no } }), () => {
      if (closed) close(true)
    })
  const remove = (): void =>
    onAttempt(command('removeIssue', { id }), () => toast(words.removed(text), { act: { label: t.app.undo, run: again } }))
  const fact = (name: Fact) => (
    <span key={name} className={`capture-${name}`}>
      <EditableText
        label={words.fieldOf(words.fields[name], text)}
        hint={words.fields[name]}
        value={issue[name]}
        maxLength={lengthOf(name)}
        list={name === 'category' ? categories : undefined}
        onCommit={(value) => set({ [name]: value })}
      />
    </span>
  )
  return (
    <li className="issue-written">
      {no && <span className="soft numbers issue-number">{no}</span>}
      <KindChoice value={kind} label={words.fieldOf(words.fields.kind, text)} onChange={(chosen) => set({ kind: chosen })} />
      <span className="issue-text">
        <EditableText label={words.fields.text} value={text} filled wrap maxLength={4000} onCommit={(value) => set({ text: value })} />
      </span>
      {facts.map(fact)}
      <OpenDayField label={words.fieldOf(words.fields.due, text)} value={due} inline onChange={(day) => set({ due: day })} />
      {kind !== 'decision' && (
        <Button look="quiet" aria-pressed={closed !== null} onClick={() => close(closed === null)}>
          {closed ? words.reopenIssue : words.closeNow}
        </Button>
      )}
      <IconButton label={words.remove(text)} onClick={remove}>
        <X size={14} aria-hidden />
      </IconButton>
    </li>
  )
}

type KindProps = { label: string; value: IssueFields['kind']; onChange: (kind: IssueFields['kind']) => void }

function KindChoice(props: KindProps) {
  const { kinds } = useText().minutes
  return <CellChoice {...props} options={issueKind.options.map((value) => ({ value, label: kinds[value] }))} />
}

const empty: IssueFields = { kind: 'issue', text: '', category: '', enterprise: '', owner: '', supports: '', person: '', due: null }

/** What is known of it without being typed again: the 类别 of the topic that the item came from, and the unit that answers on it. */
function useSuggested({ id, responder }: AgendaItem): Partial<IssueFields> {
  const topic = useRegister('topics').find(({ itemId }) => itemId === id)
  return { category: topic?.category ?? '', owner: responder }
}

function Capture({ dialogue, item, onAttempt }: Props & { item: AgendaItem }) {
  const { minutes: words } = useText()
  const command = useCommand()
  const [typed, setTyped] = useState<Partial<IssueFields>>({})
  const fields: IssueFields = { ...empty, ...useSuggested(item), ...typed }
  const set = (changes: Partial<IssueFields>): void => setTyped({ ...typed, ...changes })
  const ready = fields.text.trim() !== ''
  const add = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (!ready) return
    onAttempt(command('addIssue', { ...fields, dialogueId: dialogue.id, itemId: item.id }), () => setTyped({ kind: fields.kind }))
  }
  const field = (name: 'text' | Fact) => (
    <input
      key={name}
      className={`editable capture-${name}`}
      aria-label={words.fields[name]}
      placeholder={words.fields[name]}
      value={fields[name]}
      maxLength={name === 'text' ? 4000 : lengthOf(name)}
      list={name === 'category' ? categories : undefined}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  )
  return (
    <form className="capture" onSubmit={add}>
      <KindChoice label={words.fields.kind} value={fields.kind} onChange={(kind) => set({ kind })} />
      {field('text')}
      {ready && (
        <>
          {facts.map(field)}
          <OpenDayField label={words.fields.due} value={fields.due} inline onChange={(due) => set({ due })} />
        </>
      )}
      <Button look="quiet" submit disabled={!ready}>
        {words.add}
      </Button>
    </form>
  )
}
