import { PDFDict, PDFDocument, PDFName, PDFRef } from '@cantoo/pdf-lib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

export type ReadPage = {
  /** In millimetres. */
  width: number
  height: number
  /** Lines of text within the text block. */
  lines: number
  /** The page number as printed, and on which side of the middle it stands; `null` where there is none. */
  number: number | null
  side: 'left' | 'right'
}
export type ReadPdf = { pages: ReadPage[]; fonts: { name: string; type: string; embedded: boolean }[]; text: string }

const mm = (points: number): number => (points * 25.4) / 72

/** A PDF as a reader finds it: its pages measured, its fonts named, its text in reading order without the page numbers. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise
  const pages: ReadPage[] = []
  let text = ''
  for (let at = 1; at <= document.numPages; at++) {
    const page = await document.getPage(at)
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view
    const { items } = await page.getTextContent()
    const runs = items.flatMap((item) =>
      'str' in item && item.str.trim() ? [{ text: item.str, x: mm(Number(item.transform[4])), y: mm(Number(item.transform[5])) }] : [],
    )
    // 35 mm of foot below the text block hold the page number and nothing else (GB/T 9704 §5.2.1, §7.5).
    const foot = runs.filter(({ y }) => y < 34)
    const body = runs.filter(({ y }) => y >= 34)
    const number = foot
      .map((run) => run.text)
      .join('')
      .replace(/\D/g, '')
    const middle = mm(right - left) / 2
    pages.push({
      width: mm(right - left),
      height: mm(top - bottom),
      lines: new Set(body.map(({ y }) => Math.round(y / 2))).size,
      number: number ? Number(number) : null,
      side: (foot[0]?.x ?? 0) < middle ? 'left' : 'right',
    })
    text += body.map((run) => run.text).join('')
  }
  await document.destroy()
  return { pages, fonts: await fontsOf(bytes), text }
}

async function fontsOf(bytes: Uint8Array): Promise<ReadPdf['fonts']> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false })
  return document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('Type')) !== PDFName.of('Font')) return []
    const subtype = String(object.get(PDFName.of('Subtype')))
    if (subtype === '/Type0') return []
    const descriptor = object.get(PDFName.of('FontDescriptor'))
    const described = descriptor instanceof PDFRef ? document.context.lookup(descriptor) : descriptor
    const embedded = described instanceof PDFDict && described.has(PDFName.of('FontFile2'))
    return [
      {
        name: String(object.get(PDFName.of('BaseFont'))),
        type: subtype === '/CIDFontType2' || subtype === '/TrueType' ? 'TrueType' : subtype,
        embedded,
      },
    ]
  })
}
