import { lazy, Suspense, useEffect, useState } from 'react'
import { onAsked, show, type Guided } from './asked.ts'

const HelpDialog = lazy(() => import('./HelpDialog.tsx'))
const KeysDialog = lazy(() => import('./KeysDialog.tsx'))
const Tour = lazy(() => import('./Tour.tsx'))

/** F1 explains the stages, Shift+F1 (or ? where nothing is being written) lists the keys, Ctrl+F1 begins the tour. */
export function Guide() {
  const [open, setOpen] = useState<Guided | null>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const asked = askedBy(event)
      if (!asked) return
      event.preventDefault()
      show(asked)
    }
    window.addEventListener('keydown', onKey)
    const stop = onAsked(setOpen)
    return () => {
      window.removeEventListener('keydown', onKey)
      stop()
    }
  }, [])
  const close = (): void => setOpen(null)
  return (
    <Suspense>
      {open?.guide === 'help' && <HelpDialog key={open.of} of={open.of} onClose={close} />}
      {open?.guide === 'keys' && <KeysDialog onClose={close} />}
      {open?.guide === 'tour' && <Tour onClose={close} />}
    </Suspense>
  )
}

function askedBy({ key, shiftKey, ctrlKey, metaKey, target }: KeyboardEvent): Guided | null {
  if (key === 'F1') return ctrlKey || metaKey ? { guide: 'tour' } : shiftKey ? { guide: 'keys' } : { guide: 'help', of: null }
  return key === '?' && !isWriting(target) ? { guide: 'keys' } : null
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, [role=textbox]') !== null)
