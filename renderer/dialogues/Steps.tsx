import { dialogueState, type Dialogue, type DialogueState } from '../../shared/register.ts'
import { useCommand, useMay } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Steps as StepLine } from '../ui/Steps.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'

/** Where the dialogue stands; a step is taken back from the toast. */
export function Steps({ dialogue, onAttempt }: { dialogue: Dialogue; onAttempt: Attempt }) {
  const { dialogues, app } = useText()
  const command = useCommand()
  const may = useMay('setDialogueState')
  const set = (state: DialogueState, back?: DialogueState): void =>
    onAttempt(command('setDialogueState', { id: dialogue.id, state }), () =>
      toast(dialogues.stateSet(dialogues.states[state]), {
        about: `state/${dialogue.id}`,
        ...(back && { act: { label: app.undo, run: () => set(back) } }),
      }),
    )
  return (
    <StepLine
      label={dialogues.stateSteps}
      steps={dialogueState.options.map((value) => ({ value, label: dialogues.states[value] }))}
      here={dialogue.state}
      disabled={!may}
      onSet={(state) => set(state, dialogue.state)}
    />
  )
}
