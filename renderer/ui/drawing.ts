import { chartSize, type Shape } from '../../shared/documents/chart.ts'

const svgSpace = 'http://www.w3.org/2000/svg'

/** A drawing as an element of the page. @param name what it shows, for whoever does not see it */
export function svg(shapes: readonly Shape[], name: string): SVGElement {
  const root = document.createElementNS(svgSpace, 'svg')
  root.setAttribute('viewBox', `0 0 ${chartSize.width} ${chartSize.height}`)
  root.setAttribute('role', 'img')
  root.setAttribute('aria-label', name)
  for (const { tag, attributes, text = '' } of shapes) {
    const shape = root.appendChild(document.createElementNS(svgSpace, tag))
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, String(value))
    shape.textContent = text
  }
  return root
}

/** Fit for print: so many pixels to one of the drawing. */
const density = 3

/** The same as PNG on white, with its name above it. */
export async function png(shapes: readonly Shape[], name: string): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = document.createElement('canvas')
  canvas.width = chartSize.width * density
  canvas.height = (chartSize.height + titleHeight) * density
  const pen = canvas.getContext('2d')
  if (!pen) throw new TypeError('No picture can be drawn here')
  const face = getComputedStyle(document.body).fontFamily
  pen.scale(density, density)
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, chartSize.width, chartSize.height + titleHeight)
  pen.fillStyle = '#1f2329'
  pen.font = `600 17px ${face}`
  pen.textAlign = 'center'
  pen.fillText(name, chartSize.width / 2, 26)
  pen.translate(0, titleHeight)
  for (const shape of shapes) draw(pen, shape, face)
  const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, 'image/png'))
  if (!blob) throw new TypeError('The picture could not be made')
  return new Uint8Array(await blob.arrayBuffer())
}
const titleHeight = 40

function draw(pen: CanvasRenderingContext2D, { tag, attributes, text = '' }: Shape, face: string): void {
  const at = (key: string): number => Number(attributes[key] ?? 0)
  const ink = (key: string): string => String(attributes[key] ?? 'none')
  pen.save()
  const [, left, top] = /translate\(([\d.-]+) ([\d.-]+)\)/.exec(ink('transform')) ?? []
  pen.translate(Number(left ?? 0), Number(top ?? 0))
  if (tag === 'text') {
    const anchor = ink('text-anchor')
    pen.font = `${at('font-size')}px ${face}`
    pen.textAlign = anchor === 'middle' ? 'center' : anchor === 'end' ? 'right' : 'left'
    pen.fillStyle = ink('fill')
    pen.fillText(text, at('x'), at('y'))
  } else {
    const path = new Path2D(tag === 'path' ? ink('d') : undefined)
    if (tag === 'rect') path.rect(at('x'), at('y'), at('width'), at('height'))
    if (tag === 'circle') path.arc(at('cx'), at('cy'), at('r'), 0, 2 * Math.PI)
    if (tag === 'line') {
      path.moveTo(at('x1'), at('y1'))
      path.lineTo(at('x2'), at('y2'))
    }
    if (ink('fill') !== 'none') {
      pen.fillStyle = ink('fill')
      pen.fill(path)
    }
    if (ink('stroke') !== 'none') {
      pen.strokeStyle = ink('stroke')
      pen.lineWidth = at('stroke-width')
      pen.stroke(path)
    }
  }
  pen.restore()
}
