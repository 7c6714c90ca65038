import { Waypoints } from 'lucide-react'
import { useState } from 'react'
import type { Origin } from '../../shared/lineage.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { DialogFrame } from '../ui/DialogFrame.tsx'
import { Line } from './Line.tsx'

/** The whole line of a record, over its page; whoever follows a link of it leaves it. */
export function LineageButton({ origin }: { origin: Origin }) {
  const { line: words } = useText().recommendations
  const [open, setOpen] = useState(false)
  const close = (): void => setOpen(false)
  return (
    <>
      <Button look="quiet" icon={<Waypoints size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {words.title}
      </Button>
      {open && (
        <DialogFrame title={words.title} onClose={close}>
          <div className="dialog-content" onClick={({ target }) => target instanceof Element && target.closest('a') && close()}>
            <Line origin={origin} />
          </div>
          <footer className="dialog-acts">
            <Button onClick={close}>{words.close}</Button>
          </footer>
        </DialogFrame>
      )}
    </>
  )
}
