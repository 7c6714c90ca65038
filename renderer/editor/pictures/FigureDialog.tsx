import type { Editor } from '@tiptap/core'
import { useRef, useState, type PointerEvent } from 'react'
import { pictureHash } from '../../../shared/documents/memo.ts'
import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { DialogFrame } from '../../ui/DialogFrame.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAttempt } from '../../ui/useAttempt.ts'
import { wholePicture, type Crop } from './encode.ts'
import { usedIn, type FigureAt } from './figure.ts'
import type { PictureShelf } from './shelf.ts'

type Props = { editor: Editor; shelf: PictureShelf; figure: FigureAt; onClose: () => void }

/** At least so much of a picture stays, as a share of its side. */
const least = 0.05
const edges = ['left', 'top', 'right', 'bottom'] as const

/** What a figure says to those who do not see it, and which part of the picture is shown. */
export function FigureDialog({ editor, shelf, figure, onClose }: Props) {
  const t = useText()
  const words = t.editor
  const { node, at } = figure
  const hash = pictureHash.catch('').parse(node.attrs['picture'])
  const url = hash === '' ? null : shelf.url(hash)
  const [alt, setAlt] = useState(String(node.attrs['alt'] ?? ''))
  const [crop, setCrop] = useState(wholePicture)
  const { failure, attempt } = useAttempt()
  const put = (attributes: Record<string, unknown>): void => {
    const place = at()
    if (place !== undefined && editor.isEditable && editor.state.doc.nodeAt(place)?.type.name === 'figure') {
      const { tr } = editor.state
      for (const [name, value] of Object.entries(attributes)) tr.setNodeAttribute(place, name, value)
      editor.view.dispatch(tr)
    }
    onClose()
  }
  const apply = (): void => {
    const bytes = shelf.bytes(hash)
    const isCropped = edges.some((edge) => crop[edge] !== wholePicture[edge])
    if (!isCropped || !bytes) put({ alt: alt.trim() })
    else
      attempt(
        shelf.add(bytes, words.figure, () => usedIn(editor.state.doc), crop),
        ({ hash: picture }) => put({ picture, alt: alt.trim() }),
      )
  }
  return (
    <DialogFrame title={words.figureEdit} wide onClose={onClose}>
      {failure && <ErrorNotice failure={failure} />}
      {url !== null && <Cropping url={url} alt={alt} crop={crop} onCrop={setCrop} />}
      <TextField label={words.figureAlt} value={alt} maxLength={1000} hint={words.figureAltHint} onChange={setAlt} />
      <div className="form-acts">
        <Button onClick={onClose}>{t.app.cancel}</Button>
        <Button look="primary" onClick={apply}>
          {words.figureApply}
        </Button>
      </div>
    </DialogFrame>
  )
}

type CroppingProps = { url: string; alt: string; crop: Crop; onCrop: (crop: Crop) => void }

/** A frame drawn with the pointer, or moved edge by edge with the keys. */
function Cropping({ url, alt, crop, onCrop }: CroppingProps) {
  const words = useText().editor
  const frame = useRef<SVGSVGElement>(null)
  const start = useRef<{ x: number; y: number } | null>(null)
  const placeOf = ({ clientX, clientY }: PointerEvent): { x: number; y: number } => {
    const { left, top, width, height } = frame.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1)
    const share = (value: number): number => Math.min(1, Math.max(0, value))
    return { x: share((clientX - left) / width), y: share((clientY - top) / height) }
  }
  const drag = (event: PointerEvent): void => {
    if (!start.current) return
    const { x, y } = placeOf(event)
    const from = start.current
    const next = { left: Math.min(from.x, x), right: Math.max(from.x, x), top: Math.min(from.y, y), bottom: Math.max(from.y, y) }
    if (next.right - next.left >= least && next.bottom - next.top >= least) onCrop(next)
  }
  const move = (edge: (typeof edges)[number], value: number): void => {
    const next = { ...crop, [edge]: value }
    if (next.right - next.left >= least && next.bottom - next.top >= least) onCrop(next)
  }
  return (
    <div className="crop">
      <div className="crop-picture">
        <img src={url} alt={alt} draggable={false} />
        <svg
          ref={frame}
          viewBox="0 0 1 1"
          preserveAspectRatio="none"
          aria-hidden
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId)
            start.current = placeOf(event)
          }}
          onPointerMove={drag}
          onPointerUp={() => (start.current = null)}
        >
          <path
            className="crop-shade"
            fillRule="evenodd"
            d={`M0 0H1V1H0Z M${crop.left} ${crop.top}H${crop.right}V${crop.bottom}H${crop.left}Z`}
          />
          <rect className="crop-frame" x={crop.left} y={crop.top} width={crop.right - crop.left} height={crop.bottom - crop.top} />
        </svg>
      </div>
      <fieldset className="crop-edges">
        <legend className="field-label">{words.crop}</legend>
        {edges.map((edge) => (
          <label key={edge}>
            <span aria-hidden>{words.cropEdges[edge]}</span>
            <input
              aria-label={words.cropEdges[edge]}
              type="range"
              min={0}
              max={100}
              value={Math.round(crop[edge] * 100)}
              onChange={({ target }) => move(edge, Number(target.value) / 100)}
            />
            <output aria-hidden>{Math.round(crop[edge] * 100)}%</output>
          </label>
        ))}
        <Button onClick={() => onCrop(wholePicture)}>{words.cropWhole}</Button>
      </fieldset>
    </div>
  )
}
