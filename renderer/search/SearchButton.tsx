import { Search } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useText } from '../text.ts'

const SearchDialog = lazy(() => import('./SearchDialog.tsx'))

/** Opens the search, as Ctrl+K does everywhere. */
export function SearchButton() {
  const t = useText().search
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      setOpen(true)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <button type="button" className="rail-act" aria-keyshortcuts="Control+K" title={t.hint} onClick={() => setOpen(true)}>
        <Search size={20} strokeWidth={1.6} aria-hidden />
        <span>{t.open}</span>
      </button>
      {open && (
        <Suspense>
          <SearchDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
