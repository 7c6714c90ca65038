import { lazy, Suspense, useEffect, useState } from 'react'
import { onKeysAsked } from './keysOpen.ts'

const KeysDialog = lazy(() => import('./KeysDialog.tsx'))

/** The map of all keys: F1 anywhere, ? where nothing is being written. */
export function Keys() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'F1' && (event.key !== '?' || isWriting(event.target))) return
      event.preventDefault()
      setOpen(true)
    }
    window.addEventListener('keydown', onKey)
    const stop = onKeysAsked(() => setOpen(true))
    return () => {
      window.removeEventListener('keydown', onKey)
      stop()
    }
  }, [])
  return (
    open && (
      <Suspense>
        <KeysDialog onClose={() => setOpen(false)} />
      </Suspense>
    )
  )
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, [role=textbox]') !== null)
