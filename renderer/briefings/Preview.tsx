import { ChevronDown, ChevronUp, Minus, Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../text.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { PdfPage } from './PdfPage.tsx'
import { useFound, usePageTexts, type PageText } from './search.ts'
import { usePreview, type PreviewOf } from './usePreview.ts'
import { useWidth } from './useWidth.ts'

const steps = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2] as const
/** CSS pixels a point. */
const pixel = 96 / 72
const margin = 48

type Props = PreviewOf & {
  /** What the set pages say, whenever they are set anew. */
  onSet?: (texts: readonly PageText[]) => void
  /** Brings a page into view: another object, another wish. */
  wanted?: { page: number } | null
}

/** The PDF itself, page by page, searchable; it follows the texts while they are being written. */
export function Preview({ onSet, wanted = null, ...of }: Props) {
  const t = useText()
  const { page } = t.briefings
  const { shown, failure, busy, again } = usePreview(of)
  const [zoom, setZoom] = useState<number | 'fit'>('fit')
  const desk = useRef<HTMLDivElement>(null)
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const texts = usePageTexts(shown)
  const found = useFound(texts, words)
  const here = found.length === 0 ? -1 : at % found.length
  useEffect(() => {
    if (texts) onSet?.(texts)
  }, [texts, onSet])
  const bring = (page: number): void => desk.current?.children[page - 1]?.scrollIntoView({ block: 'start' })
  useEffect(() => {
    if (wanted) bring(wanted.page)
  }, [wanted])
  useEffect(() => {
    desk.current?.querySelector('.pdf-found.here')?.scrollIntoView({ block: 'center' })
  }, [here, words])
  const go = (by: number): void => setAt((here + by + found.length) % Math.max(found.length, 1))
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
        <input
          type="search"
          className="input preview-find"
          placeholder={page.find}
          aria-label={page.find}
          value={words}
          onChange={(event) => {
            setWords(event.target.value)
            setAt(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) go(event.shiftKey ? -1 : 1)
            if (event.key === 'Escape') setWords('')
          }}
        />
        {words !== '' && (
          <>
            <span className="soft numbers" role="status">
              {page.found(here + 1, found.length)}
            </span>
            <IconButton label={page.findPrevious} disabled={found.length < 2} onClick={() => go(-1)}>
              <ChevronUp size={14} aria-hidden />
            </IconButton>
            <IconButton label={page.findNext} disabled={found.length < 2} onClick={() => go(1)}>
              <ChevronDown size={14} aria-hidden />
            </IconButton>
          </>
        )}
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
          <div key={one.pageNumber} className="pdf-place">
            <PdfPage page={one} scale={scale * pixel} label={page.pageOf(one.pageNumber)} />
            {found.map((place, nth) =>
              place.page === one.pageNumber
                ? place.boxes.map(({ left, top, width: wide, height }, part) => (
                    <i
                      key={`${nth} ${part}`}
                      className={nth === here ? 'pdf-found here' : 'pdf-found'}
                      style={{
                        left: left * scale * pixel,
                        top: top * scale * pixel,
                        width: wide * scale * pixel,
                        height: height * scale * pixel,
                      }}
                    />
                  ))
                : null,
            )}
          </div>
        ))}
      </div>
    </section>
  )
}
