import { X } from 'lucide-react'
import { useMemo, useState, type SubmitEvent } from 'react'
import { issueKind, type Dialogue, type Issue, type IssueFields } from '../../shared/register.ts'
import { longDay } from '../format.ts'
import { useCommand, useMay, useRegister } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { CellChoice } from '../ui/CellChoice.tsx'
import { Mark } from '../ui/Mark.tsx'
import { OpenDayField } from '../ui/MomentField.tsx'
import type { Attempt } from '../ui/useAttempt.ts'

type Props = { dialogue: Dialogue; onAttempt: Attempt }

/** Issues and tasks of earlier dialogues that are still open: each dialogue begins with them. */
export function Carried({ dialogue, onAttempt }: Props) {
  const { minutes: words } = useText()
  const issues = useRegister('issues')
  const dialogues = useRegister('dialogues')
  const carried = useMemo(() => {
    const earlier = new Map(dialogues.filter((one) => one.startsAt < dialogue.startsAt).map((one) => [one.id, one.title]))
    return issues.flatMap((one) => {
      const from = earlier.get(one.dialogueId)
      return from !== undefined && one.kind !== 'decision' && one.closed === null ? [{ issue: one, from }] : []
    })
  }, [issues, dialogues, dialogue.startsAt])
  if (carried.length === 0) return null
  return (
    <section className="carried" aria-label={words.carried}>
      <h2>{words.carried}</h2>
      <ul className="issues">
        {carried.map(({ issue, from }) => (
          <IssueEntry key={issue.id} issue={issue} editable={false} onAttempt={onAttempt} from={from} />
        ))}
      </ul>
    </section>
  )
}

/** What was captured on one item, and a row to capture more. */
export function Captured({ dialogue, itemId, editable, onAttempt }: Props & { itemId: string; editable: boolean }) {
  const all = useRegister('issues')
  const issues = useMemo(
    () => all.filter((one) => one.dialogueId === dialogue.id && one.itemId === itemId).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
    [all, dialogue.id, itemId],
  )
  return (
    <>
      {issues.length > 0 && (
        <ul className="issues">
          {issues.map((issue) => (
            <IssueEntry key={issue.id} issue={issue} editable={editable} onAttempt={onAttempt} />
          ))}
        </ul>
      )}
      {editable && <Capture dialogue={dialogue} itemId={itemId} onAttempt={onAttempt} />}
    </>
  )
}

type EntryProps = { issue: Issue; editable: boolean; onAttempt: Attempt; from?: string }

function IssueEntry({ issue, editable, onAttempt, from }: EntryProps) {
  const { minutes: words } = useText()
  const locale = useLocale()
  const command = useCommand()
  const may = useMay('closeIssue')
  const { id, kind, text, enterprise, owner, due, closed } = issue
  const facts = [enterprise, owner, due && words.due(longDay(due, locale)), from !== undefined && words.from(from)].filter(Boolean)
  return (
    <li>
      <Mark shape={kind === 'decision' || closed ? 'done' : 'open'}>{closed ? words.closed : words.kinds[kind]}</Mark>
      <span className="issue-text">{text}</span>
      <span className="soft">{facts.join(' · ')}</span>
      {may && kind !== 'decision' && (
        <Button look="quiet" onClick={() => onAttempt(command('closeIssue', { id, closed: closed === null }))}>
          {closed ? words.reopenIssue : words.close}
        </Button>
      )}
      {editable && (
        <IconButton label={words.remove(text)} onClick={() => onAttempt(command('removeIssue', { id }))}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </li>
  )
}

const empty: IssueFields = { kind: 'issue', text: '', enterprise: '', owner: '', due: null }

function Capture({ dialogue, itemId, onAttempt }: Props & { itemId: string }) {
  const { minutes: words } = useText()
  const command = useCommand()
  const [fields, setFields] = useState<IssueFields>(empty)
  const set = (changes: Partial<IssueFields>): void => setFields({ ...fields, ...changes })
  const ready = fields.text.trim() !== ''
  const add = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (!ready) return
    onAttempt(command('addIssue', { ...fields, dialogueId: dialogue.id, itemId }), () => setFields({ ...empty, kind: fields.kind }))
  }
  const field = (name: 'text' | 'enterprise' | 'owner') => (
    <input
      className={`editable capture-${name}`}
      aria-label={words.fields[name]}
      placeholder={words.fields[name]}
      value={fields[name]}
      maxLength={name === 'text' ? 4000 : 200}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  )
  return (
    <form className="capture" onSubmit={add}>
      <CellChoice
        label={words.fields.kind}
        value={fields.kind}
        options={issueKind.options.map((value) => ({ value, label: words.kinds[value] }))}
        onChange={(kind) => set({ kind })}
      />
      {field('text')}
      {ready && (
        <>
          {field('enterprise')}
          {field('owner')}
          <OpenDayField label={words.fields.due} value={fields.due} inline onChange={(due) => set({ due })} />
        </>
      )}
      <Button look="quiet" submit disabled={!ready}>
        {words.add}
      </Button>
    </form>
  )
}
