import { useState } from 'react'
import type { Failure } from '../../shared/errors.ts'
import { priority, type Dialogue, type Topic, type TopicFields } from '../../shared/register.ts'
import { useCommand } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Choice } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { TextField } from '../ui/TextField.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'
import { Categories, categories } from './Categories.tsx'
import { isOpen, takenOut } from './topicState.ts'

const empty: TopicFields = { title: '', source: '', background: '', request: '', departments: '', category: '', priority: 'normal' }

/** A topic that is proposed, or changed. */
export function WriteTopic({ dialogue, topic, onClose }: { dialogue: Dialogue; topic: Topic | null; onClose: () => void }) {
  const { topics: words } = useText()
  const command = useCommand()
  const [fields, setFields] = useState<TopicFields>(() => {
    const { title, source, background, request, departments, category, priority } = topic ?? empty
    return { title, source, background, request, departments, category, priority }
  })
  const set = (changes: Partial<TopicFields>): void => setFields({ ...fields, ...changes })
  const submit = async (): Promise<Failure | null> => {
    const answer = topic
      ? await command('editTopic', { id: topic.id, changes: fields })
      : await command('proposeTopic', { ...fields, dialogueId: dialogue.id })
    return answer.ok ? null : answer.failure
  }
  const { fields: labels, hints } = words
  return (
    <FormDialog
      title={topic ? words.edit : words.propose}
      act={topic ? words.save : words.propose}
      labels={labels}
      ready={fields.title.trim() !== ''}
      wide
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={labels.title} value={fields.title} onChange={(title) => set({ title })} maxLength={200} required autoFocus />
      <div className="form-pair">
        <Field label={labels.source} hint={hints.source} value={fields.source} onChange={(source) => set({ source })} maxLength={200} />
        <Field label={labels.departments} value={fields.departments} onChange={(departments) => set({ departments })} maxLength={200} />
      </div>
      <div className="form-pair">
        <Field
          label={labels.category}
          hint={hints.category}
          value={fields.category}
          onChange={(category) => set({ category })}
          maxLength={40}
          list={categories}
        />
        <Categories />
        <Choice
          label={labels.priority}
          value={fields.priority}
          options={priority.options.map((value) => ({ value, label: words.priorities[value] }))}
          onChange={(value) => set({ priority: value })}
        />
      </div>
      <TextField label={labels.background} value={fields.background} onChange={(background) => set({ background })} />
      <TextField label={labels.request} value={fields.request} onChange={(request) => set({ request })} />
    </FormDialog>
  )
}

type SettleProps = { topic: Topic; decision: 'declined' | 'transferred'; onAttempt: Attempt; onClose: () => void }

/** It will not be on this agenda: turned down with a reason, or handed on to whom it concerns. */
export function SettleTopic({ topic, decision, onAttempt, onClose }: SettleProps) {
  const { topics: words, app } = useText()
  const said =
    decision === 'declined'
      ? { title: words.declineTitle(topic.title), act: words.decline, label: words.fields.reason, hint: words.declineHint }
      : { title: words.transferTitle(topic.title), act: words.transfer, label: words.transferTo, hint: words.transferHint }
  const command = useCommand()
  const [reason, setReason] = useState(decision === 'transferred' ? topic.departments : '')
  const submit = async (): Promise<Failure | null> => {
    const answer = await command('decideTopic', { id: topic.id, decision, reason })
    if (!answer.ok) return answer.failure
    const before = topic.state === 'accepted' ? 'accepted' : 'proposed'
    const undo = (): void => onAttempt(command('decideTopic', { id: topic.id, decision: before, reason: '' }))
    toast(words.decided(words.states[decision]), { about: `topic/${topic.id}`, act: { label: app.undo, run: undo } })
    return null
  }
  return (
    <FormDialog
      title={said.title}
      act={said.act}
      labels={{ ...words.fields, reason: said.label }}
      ready={reason.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={said.label} hint={said.hint} value={reason} onChange={setReason} maxLength={200} required autoFocus />
    </FormDialog>
  )
}

type MergeProps = { topic: Topic; others: readonly Topic[]; onAttempt: Attempt; onClose: () => void }
/** Similar topics become part of this one. */
export function MergeTopics({ topic, others, onAttempt, onClose }: MergeProps) {
  const { topics: words, app } = useText()
  const command = useCommand()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const submit = async (): Promise<Failure | null> => {
    const answer = await command('mergeTopics', { into: topic.id, ids: [...chosen] })
    if (!answer.ok) return answer.failure
    const undo = (): void => {
      for (const one of others) if (chosen.includes(one.id) && isOpen(one)) onAttempt(takenOut(command, one, 'proposed'))
    }
    toast(words.mergedNow(chosen.length), { about: `topic/${topic.id}`, act: { label: app.undo, run: undo } })
    return null
  }
  const toggle = (id: string): void => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  return (
    <FormDialog
      title={words.mergeTitle(topic.title)}
      act={words.mergeAct(chosen.length)}
      ready={chosen.length > 0}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="soft">{words.mergeHint}</p>
      <ul className="checklist">
        {others.map((one) => (
          <li key={one.id}>
            <label>
              <input
                type="checkbox"
                aria-label={words.choose(one.title)}
                checked={chosen.includes(one.id)}
                onChange={() => toggle(one.id)}
              />
              <span className="cut">{one.title}</span>
              <span className="soft">{one.source}</span>
            </label>
          </li>
        ))}
      </ul>
    </FormDialog>
  )
}
