import { useEffect, useState } from 'react'
import type { DesktopEventData } from '../../shared/desktop.ts'
import { ask, onDesktop } from '../desktop.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { DialogFrame } from '../ui/DialogFrame.tsx'
import { toast } from '../ui/toasts.ts'

/** Shown from the first file on: while the person still chooses the place there is nothing to tell. */
export function Writing() {
  const t = useText()
  const { archive: words } = t.dialogues
  const [at, setAt] = useState<DesktopEventData<'archiveProgress'> | null>(null)
  useEffect(() => onDesktop('archiveProgress', setAt), [])
  if (!at) return null
  const cancel = (): void => void ask('cancelArchive', {}).then(() => toast(words.cancelled, { about: 'saved' }))
  return (
    <DialogFrame title={words.exporting} onClose={cancel}>
      <div className="dialog-content">
        <progress className="progress-bar" value={at.done} max={at.total} aria-label={words.exporting} />
        <p className="soft cut" role="status">
          {words.at(at.done + 1, at.total, at.fileName)}
        </p>
      </div>
      <footer className="dialog-acts">
        <Button onClick={cancel}>{t.app.cancel}</Button>
      </footer>
    </DialogFrame>
  )
}
