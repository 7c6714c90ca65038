import { useState } from 'react'
import { endorsersOf, isOpen, pendingOf } from '../../shared/endorsements.ts'
import { memoStage, type Memo, type MemoStage } from '../../shared/register.ts'
import { HelpButton } from '../guide/HelpButton.tsx'
import { useCommand, useMay, useRegister } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Steps } from '../ui/Steps.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'
import { Countersign } from './Countersign.tsx'
import { skippedStages } from './skipped.ts'

/** The stages of a memo. Countersigning asks whom and by when; every step is taken back from the toast, submission comes with a briefing. */
export function MemoSteps({ memo, onAttempt }: { memo: Memo; onAttempt: Attempt }) {
  const t = useText()
  const command = useCommand()
  const may = useMay('setMemoStage')
  const endorsements = useRegister('endorsements')
  const [asking, setAsking] = useState(false)
  const { stages, stageSteps, submitsItself, stageSkipped } = t.memos
  const skipped = skippedStages(memo, useRegister('versions'))
  const set = (stage: MemoStage, back?: MemoStage): void => {
    const said = endorsersOf(memo, endorsements).filter(({ standing }) => standing).length
    const pending = pendingOf(memo, endorsements).length
    onAttempt(command('setMemoStage', { id: memo.id, stage }), () => {
      const word = [
        t.memos.stageSet(stages[stage]),
        ...(isOpen(stage) && said > 0 && memo.frozen ? [t.endorsements.suspended(said)] : []),
        ...(stage === 'final' && pending > 0 ? [t.endorsements.unfinished(pending)] : []),
      ].join('　')
      toast(word, { about: `stage/${memo.id}`, ...(back && { act: { label: t.app.undo, run: () => set(back) } }) })
    })
  }
  return (
    <div className="memo-steps stage-line">
      <Steps
        flat
        label={stageSteps}
        steps={memoStage.options.map((value) => ({
          value,
          label: stages[value],
          ...(skipped.includes(value) && { skipped: true, hint: stageSkipped }),
          ...(value === 'submitted' && memo.stage !== 'submitted' && { disabled: true, hint: submitsItself }),
        }))}
        here={memo.stage}
        disabled={!may || memo.stage === 'submitted'}
        onSet={(stage) => {
          if (stage === 'countersigning' && isOpen(memo.stage)) setAsking(true)
          else set(stage, memo.stage)
        }}
      />
      <HelpButton of="memo" />
      {asking && <Countersign memo={memo} onClose={() => setAsking(false)} />}
    </div>
  )
}
