import type { Printable } from '../../shared/desktop.ts'
import { refuse, type Result } from '../../shared/errors.ts'
import { readPdf, type PDFPageProxy } from '../briefings/pdf.ts'
import { ask } from '../desktop.ts'

/** Dots an inch: small type of a paper stays sharp, and a page is drawn in less than a second. */
const dots = 400

type Options = { signal: AbortSignal; progress: (done: number, total: number) => void }

/** Draws every page of the paper's PDF and opens the system's dialog with them (PR1). */
export async function printPaper(asked: Printable, { signal, progress }: Options): Promise<Result<object>> {
  const answer = await ask('pagesToPrint', asked)
  if (!answer.ok) return answer
  const { pdf, title, sides } = answer.value
  const { pages, close } = await readPdf(pdf)
  try {
    const drawn: Uint8Array<ArrayBuffer>[] = []
    for (const page of pages) {
      progress(drawn.length, pages.length)
      if (signal.aborted) return refuse({ kind: 'cancelled' })
      drawn.push(await draw(page))
    }
    if (signal.aborted) return refuse({ kind: 'cancelled' })
    const first = pages[0]?.getViewport({ scale: 1 })
    return await ask('printPages', { title, sides, lies: first !== undefined && first.width > first.height, pages: drawn })
  } finally {
    close()
  }
}

/** A page as PNG; drawn for print, which waits for no frame of the screen. */
async function draw(page: PDFPageProxy): Promise<Uint8Array<ArrayBuffer>> {
  const viewport = page.getViewport({ scale: dots / 72 })
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(viewport.width)
  canvas.height = Math.round(viewport.height)
  await page.render({ canvas, viewport, intent: 'print' }).promise
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('A page could not be drawn')
  return new Uint8Array(await blob.arrayBuffer())
}
