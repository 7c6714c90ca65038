import { useEffect, useState } from 'react'
import { ask, onDesktop } from '../desktop.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { DialogFrame } from '../ui/DialogFrame.tsx'

/** In ms: what is done by then needs no word. */
const soon = 300

/** Shown while a list is read that takes its time, from when its file is chosen. */
export function Reading() {
  const t = useText()
  const [fileName, setFileName] = useState<string | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onDesktop('listChosen', (chosen) => (timer = setTimeout(() => setFileName(chosen.fileName), soon)))
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [])
  if (fileName === null) return null
  const cancel = (): void => void ask('cancelList', {})
  return (
    <DialogFrame title={t.attendees.reading(fileName)} onClose={cancel}>
      <div className="dialog-content">
        <progress className="progress-bar" aria-label={t.attendees.reading(fileName)} />
      </div>
      <footer className="dialog-acts">
        <Button onClick={cancel}>{t.app.cancel}</Button>
      </footer>
    </DialogFrame>
  )
}
