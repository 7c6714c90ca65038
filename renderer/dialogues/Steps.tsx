import { dialogueState, type Dialogue, type DialogueState } from '../../shared/register.ts'
import { useCommand, useMay } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'

/** Where the dialogue stands, as steps from left to right; a step is set by pressing it, and taken back from the toast. */
export function Steps({ dialogue, onAttempt }: { dialogue: Dialogue; onAttempt: Attempt }) {
  const t = useText()
  const command = useCommand()
  const may = useMay('setDialogueState')
  const states = dialogueState.options
  const here = states.indexOf(dialogue.state)
  const set = (state: DialogueState, back?: DialogueState): void =>
    onAttempt(command('setDialogueState', { id: dialogue.id, state }), () =>
      toast(t.dialogues.stateSet(t.dialogues.states[state]), {
        about: `state/${dialogue.id}`,
        ...(back && { act: { label: t.app.undo, run: () => set(back) } }),
      }),
    )
  return (
    <ol className="steps" aria-label={t.dialogues.stateSteps}>
      {states.map((state, at) => (
        <li key={state} className={at < here ? 'past' : at === here ? 'here' : 'ahead'} aria-current={at === here ? 'step' : undefined}>
          <button type="button" disabled={!may || at === here} onClick={() => set(state, dialogue.state)}>
            <span className="step-shape" aria-hidden />
            {t.dialogues.states[state]}
          </button>
        </li>
      ))}
    </ol>
  )
}
