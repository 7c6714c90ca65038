import { Minus, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { useText } from '../text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { PdfPage } from './PdfPage.tsx'
import { usePreview, type PreviewOf } from './usePreview.ts'
import { useWidth } from './useWidth.ts'

const steps = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2] as const
/** CSS pixels a point. */
const pixel = 96 / 72
const margin = 48

/** The PDF itself, page by page; it follows the texts while they are being written. */
export function Preview(of: PreviewOf) {
  const t = useText()
  const { page } = t.briefings
  const { shown, failure, busy, again } = usePreview(of)
  const [zoom, setZoom] = useState<number | 'fit'>('fit')
  const desk = useRef<HTMLDivElement>(null)
  const width = useWidth(desk)
  const first = shown?.pages[0]
  const fit = first ? Math.min(1.5, Math.max(0.3, (width - margin) / (first.getViewport({ scale: 1 }).width * pixel))) : 1
  const scale = zoom === 'fit' ? fit : zoom
  const step = (by: 1 | -1): void => {
    const next = by === 1 ? steps.find((one) => one > scale + 0.01) : steps.findLast((one) => one < scale - 0.01)
    if (next !== undefined) setZoom(next)
  }
  return (
    <section className="preview" aria-label={page.preview} aria-busy={busy}>
      <header className="preview-head">
        <span className="soft numbers" role="status">
          {busy && !shown ? page.previewing : shown && page.pages(shown.pages.length)}
        </span>
        <span className="preview-busy soft">{busy && shown && page.previewing}</span>
        <IconButton label={page.zoomOut} onClick={() => step(-1)}>
          <Minus size={14} aria-hidden />
        </IconButton>
        <span className="numbers preview-zoom">{page.zoom(Math.round(scale * 100))}</span>
        <IconButton label={page.zoomIn} onClick={() => step(1)}>
          <Plus size={14} aria-hidden />
        </IconButton>
        <Button look="quiet" onClick={() => setZoom('fit')}>
          {page.zoomFit}
        </Button>
      </header>
      {failure && <ErrorNotice failure={failure} onRetry={again} />}
      <div className="preview-desk" ref={desk} tabIndex={0} role="group" aria-label={page.preview}>
        {!shown && busy && <Waiting label={page.previewing} />}
        {shown?.pages.map((one) => (
          <PdfPage key={one.pageNumber} page={one} scale={scale * pixel} label={page.pageOf(one.pageNumber)} />
        ))}
      </div>
    </section>
  )
}
