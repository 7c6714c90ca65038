import { X } from 'lucide-react'
import { useState } from 'react'
import { hasOutcome } from '../../shared/followUp.ts'
import type { Recommendation } from '../../shared/register.ts'
import { useCommand } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { toast } from '../ui/toasts.ts'
import { useAttempt } from '../ui/useAttempt.ts'
import { Remind } from './Remind.tsx'
import { StatusChoice } from './StatusChoice.tsx'

/** What can be done with all that is chosen. */
export function Bulk({ records, onDone }: { records: readonly Recommendation[]; onDone: () => void }) {
  const t = useText().recommendations
  const command = useCommand()
  const { failure, attempt } = useAttempt()
  const [reminding, setReminding] = useState(false)
  const ids = records.map(({ id }) => id)
  const open = records.every(({ closed }) => closed === null)
  const close = (): void =>
    attempt(command('closeRecommendations', { ids }), () => {
      toast(t.bulk.closedAll(ids.length))
      onDone()
    })
  return (
    <>
      <div className="filters bulk" role="toolbar" aria-label={t.bulk.chosen(ids.length)}>
        <strong>{t.bulk.chosen(ids.length)}</strong>
        <StatusChoice
          label={t.bulk.setStatus}
          of={records}
          value={null}
          disabled={!open}
          onSet={(changes) =>
            attempt(command('followUp', { ids, changes }), () => {
              toast(t.bulk.statusSet(ids.length, t.statuses[changes.status]))
              onDone()
            })
          }
        />
        <Button disabled={!open} onClick={() => setReminding(true)}>
          {t.bulk.remind}
        </Button>
        <Button disabled={!open || !records.every(({ status }) => hasOutcome(status))} title={t.closeHint} onClick={close}>
          {t.bulk.close}
        </Button>
        <IconButton label={t.bulk.clear} onClick={onDone}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      {failure && <ErrorNotice failure={failure} labels={t.fields} />}
      {reminding && <Remind ids={ids} onClose={() => setReminding(false)} />}
    </>
  )
}
