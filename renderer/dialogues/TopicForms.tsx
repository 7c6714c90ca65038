import { useState } from 'react'
import type { Failure } from '../../shared/errors.ts'
import type { Dialogue, Topic, TopicFields } from '../../shared/register.ts'
import { useCommand } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { TextField } from '../ui/TextField.tsx'

const empty: TopicFields = { title: '', source: '', background: '', request: '', departments: '' }

/** A topic that is proposed, or changed. */
export function WriteTopic({ dialogue, topic, onClose }: { dialogue: Dialogue; topic: Topic | null; onClose: () => void }) {
  const { topics: words } = useText()
  const command = useCommand()
  const [fields, setFields] = useState<TopicFields>(() => {
    const { title, source, background, request, departments } = topic ?? empty
    return { title, source, background, request, departments }
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
      <TextField label={labels.background} value={fields.background} onChange={(background) => set({ background })} />
      <TextField label={labels.request} value={fields.request} onChange={(request) => set({ request })} />
    </FormDialog>
  )
}

export function DeclineTopic({ topic, onClose }: { topic: Topic; onClose: () => void }) {
  const { topics: words } = useText()
  const command = useCommand()
  const [reason, setReason] = useState('')
  const submit = async (): Promise<Failure | null> => {
    const answer = await command('decideTopic', { id: topic.id, decision: 'declined', reason })
    return answer.ok ? null : answer.failure
  }
  return (
    <FormDialog
      title={words.declineTitle(topic.title)}
      act={words.decline}
      labels={words.fields}
      ready={reason.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={words.fields.reason} hint={words.declineHint} value={reason} onChange={setReason} maxLength={200} required autoFocus />
    </FormDialog>
  )
}

/** Similar topics become part of this one. */
export function MergeTopics({ topic, others, onClose }: { topic: Topic; others: readonly Topic[]; onClose: () => void }) {
  const { topics: words } = useText()
  const command = useCommand()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const submit = async (): Promise<Failure | null> => {
    const answer = await command('mergeTopics', { into: topic.id, ids: [...chosen] })
    return answer.ok ? null : answer.failure
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
