import { useState } from 'react'
import { outcome, type Outcome } from '../../../shared/documents/talk.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'

/** Adopted, adopted in part, not adopted; the last two with a reason. */
export function VerdictForm({ onDecide, onCancel }: { onDecide: (how: Outcome, reason: string) => void; onCancel: () => void }) {
  const t = useText().talk
  const app = useText().app
  const [how, setHow] = useState<Outcome>('adopted')
  const [reason, setReason] = useState('')
  const isReady = how === 'adopted' || reason.trim() !== ''
  return (
    <form
      className="verdict-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) onDecide(how, reason.trim())
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.stopPropagation()
        onCancel()
      }}
    >
      <fieldset>
        <legend className="spoken">{t.decide}</legend>
        {outcome.options.map((option) => (
          <label key={option}>
            <input type="radio" name="outcome" checked={how === option} autoFocus={option === how} onChange={() => setHow(option)} />
            {t.outcomes[option]}
          </label>
        ))}
      </fieldset>
      <textarea
        className="input"
        rows={2}
        maxLength={1000}
        value={reason}
        aria-label={t.reason}
        placeholder={how === 'adopted' ? t.reason : t.reasonHint}
        required={how !== 'adopted'}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="composer-acts">
        <Button look="quiet" onClick={onCancel}>
          {app.cancel}
        </Button>
        <Button submit disabled={!isReady}>
          {t.confirm}
        </Button>
      </div>
    </form>
  )
}
