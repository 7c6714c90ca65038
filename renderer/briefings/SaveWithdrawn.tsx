import type { Briefing, Dispatch } from '../../shared/register.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { DialogFrame } from '../ui/DialogFrame.tsx'
import { issueName } from './useDispatch.ts'

type Props = {
  briefing: Briefing
  withdrawn: NonNullable<Dispatch['withdrawn']>
  /** What the primary button says. */ act: string
  onSave: () => void
  onClose: () => void
}

/** Before a withdrawn issue becomes a file or goes to the printer: why it was withdrawn, and what its pages will say. */
export function SaveWithdrawn({ briefing, withdrawn, act, onSave, onClose }: Props) {
  const t = useText()
  return (
    <DialogFrame title={t.dispatches.saveWithdrawn(issueName(briefing, t))} onClose={onClose}>
      <div className="dialog-content">
        <p>{t.dispatches.saveWithdrawnBody(withdrawn.reason)}</p>
      </div>
      <footer className="dialog-acts">
        <Button onClick={onClose}>{t.app.cancel}</Button>
        <Button look="primary" onClick={onSave}>
          {act}
        </Button>
      </footer>
    </DialogFrame>
  )
}
