import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { linesOf, read } from '../briefing/read.ts'

export type PdfPage = {
  /** In millimetres. */
  width: number
  height: number
  /** Lines of text within the text block. */
  lines: number
  /** The page number as printed, and on which side of the middle it stands; `null` where there is none. */
  number: number | null
  side: 'left' | 'right'
}
export type Pdf = { pages: PdfPage[]; fonts: { name: string; type: string; embedded: boolean }[]; text: string }

const mm = (points: number): number => (points * 25.4) / 72
/** Below the text block lie 35 mm, and in them the page number and nothing else (GB/T 9704-2012 §5.2.1, §7.5). */
const foot = 34

/** A PDF as a reader finds it: its pages measured, its fonts named, its text in reading order without the page numbers. */
export async function readPdf(bytes: Uint8Array): Promise<Pdf> {
  const paper = await read(bytes)
  const pages = paper.pages.map((page) => {
    const body = page.pieces.filter(({ y }) => mm(y) >= foot)
    const below = page.pieces.filter(({ y }) => mm(y) < foot)
    const number = below
      .map(({ text }) => text)
      .join('')
      .replace(/\D/g, '')
    return {
      page: {
        width: mm(page.width),
        height: mm(page.height),
        lines: linesOf(body).length,
        number: number ? Number(number) : null,
        side: (below[0]?.x ?? 0) < page.width / 2 ? ('left' as const) : ('right' as const),
      },
      text: body.map(({ text }) => text).join(''),
    }
  })
  return { pages: pages.map(({ page }) => page), fonts: await fontsOf(bytes), text: pages.map(({ text }) => text).join('') }
}

async function fontsOf(bytes: Uint8Array): Promise<Pdf['fonts']> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false })
  return document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('Type')) !== PDFName.of('Font')) return []
    const subtype = String(object.get(PDFName.of('Subtype')))
    if (subtype === '/Type0') return []
    const described = document.context.lookupMaybe(object.get(PDFName.of('FontDescriptor')), PDFDict)
    return [
      {
        name: String(object.get(PDFName.of('BaseFont'))),
        type: subtype === '/CIDFontType2' || subtype === '/TrueType' ? 'TrueType' : subtype,
        embedded: described?.has(PDFName.of('FontFile2')) ?? false,
      },
    ]
  })
}
