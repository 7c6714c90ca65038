import type { Printable } from '../../shared/desktop.ts'
import { refuse, type Result } from '../../shared/errors.ts'
import { readPdf, type PDFPageProxy } from '../briefings/pdf.ts'
import { ask } from '../desktop.ts'
import { sidesOf } from './sides.ts'

/** Dots an inch: small type of a paper stays sharp, and a page is drawn in less than a second. */
const dots = 400
/** So many numbered copies, and sides of sheets, go to one dialog. */
const most = { copies: 200, sides: 20_000 }

type Picture = Uint8Array<ArrayBuffer>
type Options = { signal: AbortSignal; progress: (done: number, total: number) => void }
/** 份号 of an issue, from the first to the last. */
export type Copies = { first: number; last: number }

/**
 * Draws every page of the paper's PDF and opens the system's dialog with them (PR1). Numbered copies differ in their first page alone:
 * of those after the first only that is drawn (PR4).
 */
export async function printPaper(asked: Printable, copies: Copies | null, { signal, progress }: Options): Promise<Result<object>> {
  const { first, last } = copies ?? { first: 0, last: 0 }
  let about = { title: '', sides: false, lies: false }
  let rest: Picture[] = []
  let heads: Picture[] = []
  let done = 0
  for (let copy = first; copy <= last; copy++) {
    const answer = await ask('pagesToPrint', copies && asked.of === 'briefing' ? { ...asked, copy } : asked)
    if (!answer.ok) return answer
    const { pages, close } = await readPdf(answer.value.pdf)
    const drawn: Picture[] = []
    try {
      for (const page of copy === first ? pages : pages.slice(0, 1)) {
        progress(done, Math.max(done + 1, pages.length + last - first))
        if (signal.aborted) return refuse({ kind: 'cancelled' })
        const picture = await draw(page)
        if (!picture) return refuse({ kind: 'pageNotDrawn', page: page.pageNumber })
        drawn.push(picture)
        done += 1
      }
      const size = pages[0]?.getViewport({ scale: 1 })
      about = { title: answer.value.title, sides: answer.value.sides, lies: size !== undefined && size.width > size.height }
    } finally {
      close()
    }
    heads.push(...drawn.slice(0, 1))
    if (copy === first) rest = drawn.slice(1)
    const full = heads.length === most.copies || (heads.length + 1) * (rest.length + 2) > most.sides
    if (!full && copy < last) continue
    if (signal.aborted) return refuse({ kind: 'cancelled' })
    const sent = await ask('printPages', { ...about, pages: [...rest, ...heads], order: sidesOf(rest.length, heads.length, about.sides) })
    if (!sent.ok) return sent
    heads = []
  }
  return { ok: true, value: {} }
}

/** A page as PNG; drawn for print, which waits for no frame of the screen. `null` where there is no memory for it, or the page cannot be read. */
async function draw(page: PDFPageProxy): Promise<Picture | null> {
  const viewport = page.getViewport({ scale: dots / 72 })
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(viewport.width)
  canvas.height = Math.round(viewport.height)
  try {
    await page.render({ canvas, viewport, intent: 'print' }).promise
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    return blob && new Uint8Array(await blob.arrayBuffer())
  } catch (reason) {
    reportError(reason)
    return null
  }
}
