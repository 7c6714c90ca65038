import { useEffect, useState } from 'react'
import type { DesktopEventData } from '../../shared/desktop.ts'
import { ask, onDesktop } from '../desktop.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { DialogFrame } from '../ui/DialogFrame.tsx'
import { toast } from '../ui/toasts.ts'

type Progress = DesktopEventData<'exportProgress'>
type At = NonNullable<Progress['at']>

/** What is over before that shows nothing, ms (ui.md). */
const moment = 600

/** How far an export of this window is, wherever it was asked for, and the way to stop it. */
export function ExportProgress() {
  const [running, setRunning] = useState<ReadonlyMap<number, At>>(new Map())
  useEffect(
    () =>
      onDesktop('exportProgress', ({ job, at }) =>
        setRunning((before) => {
          const next = new Map(before)
          if (at) next.set(job, at)
          else next.delete(job)
          return next
        }),
      ),
    [],
  )
  const [first] = running
  return first && <Running key={first[0]} job={first[0]} at={first[1]} />
}

function Running({ job, at: { done, total, fileName, step } }: { job: number; at: At }) {
  const t = useText()
  const { exporting: words } = t.app
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const clock = setTimeout(() => setShown(true), moment)
    return () => clearTimeout(clock)
  }, [])
  if (!shown) return null
  const cancel = (): void => void ask('cancelExport', { job }).then(() => toast(words.cancelled, { about: 'saved' }))
  return (
    <DialogFrame title={words.title} onClose={cancel}>
      <div className="dialog-content">
        <progress className="progress-bar" value={done} max={total} aria-label={words.title} />
        <p className="soft cut" role="status">
          {step === null ? words.at(done + 1, total, fileName) : words.step(words.steps[step], fileName)}
        </p>
      </div>
      <footer className="dialog-acts">
        <Button onClick={cancel}>{t.app.cancel}</Button>
      </footer>
    </DialogFrame>
  )
}
