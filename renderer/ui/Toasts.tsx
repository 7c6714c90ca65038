import { X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useText } from '../text.ts'
import { Button, IconButton } from './Button.tsx'
import { currentToasts, dismiss, subscribeToasts, type Toast } from './toasts.ts'

/** Long enough to read a sentence and reach the button; the clock stands still while pointer or focus is on it. */
const shown = 8_000

export function Toasts() {
  const t = useText()
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts)
  return (
    <section className="toasts" aria-label={t.app.notifications} aria-live="polite">
      {toasts.map((one) => (
        <Shown key={one.id} toast={one} />
      ))}
    </section>
  )
}

function Shown({ toast }: { toast: Toast }) {
  const t = useText()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const clock = setTimeout(() => dismiss(toast.id), shown)
    return () => clearTimeout(clock)
  }, [held, toast.id])
  const act = toast.act
  return (
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      {act && (
        <Button
          look="quiet"
          onClick={() => {
            act.run()
            dismiss(toast.id)
          }}
        >
          {act.label}
        </Button>
      )}
      <IconButton label={t.app.close} onClick={() => dismiss(toast.id)}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  )
}
