import { ChevronLeft } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react'
import { toHash, type Place } from '../place.ts'
import { useText } from '../text.ts'

type Props = {
  /** For the window's title. */
  title: string
  heading: ReactNode
  /** The list this page was opened from. */
  up?: { place: Place; label: string }
  beside?: ReactNode
  acts?: ReactNode
  /** The content scrolls by itself. */
  fill?: boolean
  children: ReactNode
}

const scrolled = new Map<string, number>()

/** A page: a head that stays and a body that scrolls, where it was when the person comes back. */
export function Page({ title, heading, up, beside, acts, fill = false, children }: Props) {
  const t = useText()
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => {
    document.title = t.app.title(title)
  }, [t, title])
  useLayoutEffect(() => {
    const element = body.current
    const { hash } = window.location
    if (!element) return
    // Set for nothing it would cost a layout of all that the page has just put there.
    const at = scrolled.get(hash) ?? 0
    if (at > 0) element.scrollTop = at
    const keep = (): unknown => scrolled.set(hash, element.scrollTop)
    element.addEventListener('scroll', keep, { passive: true })
    return () => element.removeEventListener('scroll', keep)
  }, [])
  return (
    <main className="page">
      <header className="page-head">
        {up && (
          <a className="button icon up" href={toHash(up.place)} aria-label={t.app.back(up.label)} title={t.app.back(up.label)}>
            <ChevronLeft size={18} aria-hidden />
          </a>
        )}
        <div className="page-heading">{heading}</div>
        {beside}
        {acts && <div className="page-acts">{acts}</div>}
      </header>
      <div className={fill ? 'page-body fill' : 'page-body'} ref={body}>
        {children}
      </div>
    </main>
  )
}
