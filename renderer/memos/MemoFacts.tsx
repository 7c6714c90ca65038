import type { Memo } from '../../shared/register.ts'
import { useRecord } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import type { Attempt } from '../ui/useAttempt.ts'
import { Drafters } from './Drafters.tsx'

type Props = { memo: Memo; count: number | null; onAttempt: Attempt }

export function MemoFacts({ memo, count, onAttempt }: Props) {
  const t = useText()
  const locale = useLocale()
  const dialogue = useRecord('dialogues', memo.dialogueId ?? '')
  const { fields } = t.memos
  return (
    <dl className="facts in-head">
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
            <a className="link" title={dialogue.title} href={toHash({ page: 'dialogue', id: dialogue.id })}>
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
