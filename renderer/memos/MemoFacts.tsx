import { memoStage, type Memo, type MemoStage } from '../../shared/register.ts'
import { useCommand, useMay, useRecord } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import { Choice } from '../ui/Choice.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'
import { Drafters } from './Drafters.tsx'

type Props = { memo: Memo; count: number | null; onAttempt: Attempt }

export function MemoFacts({ memo, count, onAttempt }: Props) {
  const t = useText()
  const locale = useLocale()
  const command = useCommand()
  const mayStage = useMay('setMemoStage')
  const dialogue = useRecord('dialogues', memo.dialogueId ?? '')
  const { fields, stages } = t.memos
  const setStage = (stage: MemoStage, back?: MemoStage): void =>
    onAttempt(command('setMemoStage', { id: memo.id, stage }), () =>
      toast(t.memos.stageSet(stages[stage]), {
        about: `stage/${memo.id}`,
        ...(back && { act: { label: t.app.undo, run: () => setStage(back) } }),
      }),
    )
  return (
    <dl className="facts in-head">
      <div className="fact">
        <dt>{fields.stage}</dt>
        <dd>
          <Choice
            label={fields.stage}
            value={memo.stage}
            inline
            disabled={!mayStage}
            onChange={(stage) => setStage(stage, memo.stage)}
            options={memoStage.options.map((value) => ({ value, label: stages[value] }))}
          />
        </dd>
      </div>
      <div className="fact">
        <dt>{fields.drafters}</dt>
        <dd>
          <Drafters memo={memo} onAttempt={onAttempt} />
        </dd>
      </div>
      {dialogue && (
        <div className="fact shrinks">
          <dt>{fields.dialogueId}</dt>
          <dd>
            <a className="link" href={toHash({ page: 'dialogue', id: dialogue.id })}>
              {dialogue.title}
            </a>
          </dd>
        </div>
      )}
      {count !== null && (
        <div className="fact">
          <dt className="spoken">{fields.characters}</dt>
          <dd className="soft numbers">{t.memos.characters(count.toLocaleString(locale))}</dd>
        </div>
      )}
    </dl>
  )
}
