import { X } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useText } from '../text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { go } from '../usePlace.ts'
import { markToured } from './toured.ts'
import { useTourSteps } from './tourSteps.ts'
import './guide.css'

/** The walk for somebody new: it goes to each place, frames what it speaks of, and leaves the page in reach. */
export default function Tour({ onClose }: { onClose: () => void }) {
  const { tour: t } = useText()
  const steps = useTourSteps()
  const [at, setAt] = useState(0)
  const id = useId()
  const card = useRef<HTMLElement>(null)
  const now = steps[at]
  const isLast = at === steps.length - 1
  const leave = (): void => {
    markToured()
    onClose()
  }
  const forth = (): void => (isLast ? leave() : setAt(at + 1))
  const back = (): void => setAt(Math.max(0, at - 1))
  useEffect(() => {
    if (now) go(now.place)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a step is walked to once; what others change meanwhile moves nobody
  }, [at])
  useEffect(() => card.current?.focus(), [at])
  if (!now) return null
  const { title, body } = t.steps[now.step]
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') leave()
    else if (event.key === 'ArrowLeft') back()
    else if (event.key === 'ArrowRight' || (event.key === 'Enter' && event.target === card.current)) forth()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <Frame key={at} shows={now.shows} />
      <section
        className="tour"
        role="dialog"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-body`}
        ref={card}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <header>
          <span className="soft numbers">{t.at(at + 1, steps.length)}</span>
          <IconButton label={t.leave} onClick={leave}>
            <X size={16} aria-hidden />
          </IconButton>
        </header>
        <h2 id={`${id}-title`}>{title}</h2>
        <p id={`${id}-body`}>{body}</p>
        <footer>
          <small className="soft">{t.keys}</small>
          {at > 0 && <Button onClick={back}>{t.back}</Button>}
          <Button look="primary" onClick={forth}>
            {isLast ? t.finish : t.next}
          </Button>
        </footer>
      </section>
    </>
  )
}

type Box = { left: number; top: number; width: number; height: number }

/** A line round what is spoken of, wherever it stands in the picture; none while it is not there. */
function Frame({ shows }: { shows: string }) {
  const [box, setBox] = useState<Box | null>(null)
  useEffect(() => {
    let frame = 0
    const look = (): void => {
      const found = firstOf(shows)
      const next = found ? inPicture(found) : null
      setBox((before) => (same(before, next) ? before : next))
      frame = requestAnimationFrame(look)
    }
    look()
    return () => cancelAnimationFrame(frame)
  }, [shows])
  return box && <div className="tour-frame" style={box} aria-hidden />
}

const firstOf = (shows: string): Element | null =>
  shows.split(', ').reduce<Element | null>((found, one) => found ?? document.querySelector(one), null)

/** So far from what it frames, in px; never beyond the page it lies on. */
const away = 4
function inPicture(framed: Element): Box {
  const { left, top, right, bottom } = framed.getBoundingClientRect()
  const page = (framed.closest('.work') ?? document.documentElement).getBoundingClientRect()
  const from = { left: Math.max(left - away, page.left + 2), top: Math.max(top - away, page.top + 2) }
  return {
    ...from,
    width: Math.min(right + away, page.right - 2) - from.left,
    height: Math.min(bottom + away, page.bottom - 2) - from.top,
  }
}

const same = (a: Box | null, b: Box | null): boolean =>
  a === b || (a !== null && b !== null && a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height)
