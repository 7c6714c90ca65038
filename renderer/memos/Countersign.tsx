import { useId, useMemo, useState } from 'react'
import type { Failure } from '../../shared/errors.ts'
import type { Memo } from '../../shared/register.ts'
import { today } from '../format.ts'
import { useCommand, useMembers } from '../hub/useHub.ts'
import { ReceiptsOfTexts } from '../receipts/Receipts.tsx'
import { useText } from '../text.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OpenDayField } from '../ui/MomentField.tsx'
import { toast } from '../ui/toasts.ts'

const usualDays = 7
const inDays = (days: number): string => today(new Date(Date.now() + days * 24 * 60 * 60 * 1000))

/** Whom to ask for their word, and by when. */
export function Countersign({ memo, onClose }: { memo: Memo; onClose: () => void }) {
  const { endorsements: t } = useText()
  const command = useCommand()
  const id = useId()
  const fit = useMembers().filter(({ role }) => role !== 'observer')
  const experts = fit.filter(({ role }) => role === 'expert').map((member) => member.id)
  const texts = useMemo(() => [{ of: 'memo' as const, id: memo.id }], [memo.id])
  const isUnderWay = memo.stage === 'countersigning'
  const [endorsers, setEndorsers] = useState<readonly string[]>(memo.countersigning?.endorsers ?? experts)
  const [deadline, setDeadline] = useState(() => (memo.countersigning ? memo.countersigning.deadline : inDays(usualDays)))
  const submit = async (): Promise<Failure | null> => {
    const answer = await command('countersign', { id: memo.id, endorsers: [...endorsers], deadline })
    if (!answer.ok) return answer.failure
    toast(isUnderWay ? t.changed : t.started(endorsers.length))
    return null
  }
  return (
    <FormDialog
      title={isUnderWay ? t.edit : t.start}
      act={isUnderWay ? t.editAct : t.startAct}
      ready={endorsers.length > 0}
      labels={{ endorsers: t.endorsers, deadline: t.deadline }}
      onSubmit={submit}
      onClose={onClose}
    >
      {!isUnderWay && <p className="soft">{t.startHint}</p>}
      {!isUnderWay && <ReceiptsOfTexts texts={texts} />}
      <div className="field" role="group" aria-labelledby={id}>
        <span className="field-label" id={id}>
          {t.endorsers}
        </span>
        <ul className="endorser-choices">
          {fit.map((member) => (
            <li key={member.id}>
              <label>
                <input
                  type="checkbox"
                  checked={endorsers.includes(member.id)}
                  onChange={({ target }) =>
                    setEndorsers((chosen) => (target.checked ? [...chosen, member.id] : chosen.filter((one) => one !== member.id)))
                  }
                />
                <span className="cut" title={member.name}>
                  {member.name}
                </span>
                <span className="soft cut" title={member.organisation}>
                  {member.organisation}
                </span>
              </label>
            </li>
          ))}
        </ul>
        {endorsers.length === 0 && <small role="status">{t.noEndorsers}</small>}
      </div>
      <div className="field deadline">
        <span className="field-label">{t.deadline}</span>
        <span className="deadline-day">
          <OpenDayField label={t.deadline} inline value={deadline} onChange={setDeadline} />
        </span>
      </div>
    </FormDialog>
  )
}
