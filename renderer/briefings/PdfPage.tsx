import { useEffect, useRef, useState, type RefObject } from 'react'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import type { PDFPageProxy } from './pdf.ts'

/** One page on a canvas: drawn aside and put there whole, so that a new setting of the text does not flicker. Drawn when near. */
export function PdfPage({ page, scale, label }: { page: PDFPageProxy; scale: number; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const near = useNear(canvas)
  const [failed, setFailed] = useState(false)
  const [round, setRound] = useState(0)
  const { width, height } = page.getViewport({ scale })
  useEffect(() => {
    const shown = canvas.current
    if (!near || !shown) return
    const aside = document.createElement('canvas')
    const viewport = page.getViewport({ scale: scale * window.devicePixelRatio })
    aside.width = Math.floor(viewport.width)
    aside.height = Math.floor(viewport.height)
    const drawing = page.render({ canvas: aside, viewport })
    let left = false
    void drawing.promise.then(
      () => {
        if (left) return
        shown.width = aside.width
        shown.height = aside.height
        shown.getContext('2d')?.drawImage(aside, 0, 0)
        shown.dataset['drawn'] = 'true'
        setFailed(false)
      },
      (reason: unknown) => {
        // Given up because the page or the zoom has changed.
        if (left) return
        reportError(reason)
        setFailed(true)
      },
    )
    return () => {
      left = true
      drawing.cancel()
    }
  }, [page, scale, near, round])
  const again = (): void => {
    setFailed(false)
    setRound(round + 1)
  }
  return (
    <>
      <canvas
        ref={canvas}
        className="pdf-page"
        role="img"
        aria-label={label}
        style={{ width: Math.floor(width), height: Math.floor(height) }}
      />
      {failed && <ErrorNotice failure={{ kind: 'pageNotShown', page: page.pageNumber }} onRetry={again} />}
    </>
  )
}

function useNear(element: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    if (!element.current) return
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), { rootMargin: '600px' })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return near
}
