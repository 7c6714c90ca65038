import { ParseSpeeds, PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFRef } from '@cantoo/pdf-lib'

/**
 * How many pages a PDF has, on which of them, from 1, each place lies that something leads to, and how far under the upper edge of
 * what is printed on that page, pt.
 */
export type Marks = { pages: number; pageOf: Record<string, number>; depthOf: Record<string, number> }

/** One that Chromium has made. The library's own way is to rest after every hundred objects, thirty times in 200 pages. */
export const openPdf = (pdf: Uint8Array): Promise<PDFDocument> =>
  PDFDocument.load(pdf, { updateMetadata: false, parseSpeed: ParseSpeeds.Fast })

export const marksOf = async (pdf: Uint8Array): Promise<Marks> => marksIn(await openPdf(pdf))

/** Chromium names the places in `Dests` of the catalog (ISO 32000-1, 12.3.2.3); it leaves the page's margin out of their height. */
export function marksIn(document: PDFDocument): Marks {
  const pages = document.getPages()
  const refs = pages.map(({ ref }) => ref)
  const named = document.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict)?.entries() ?? []
  const places = named.flatMap(([name, place]) => {
    const target = document.context.lookupMaybe(place, PDFArray)
    const page = target?.get(0)
    const top = target?.get(3)
    if (!(page instanceof PDFRef)) return []
    const at = refs.indexOf(page)
    return [{ name: name.decodeText(), page: at + 1, depth: top instanceof PDFNumber ? (pages[at]?.getHeight() ?? 0) - top.asNumber() : 0 }]
  })
  return {
    pages: pages.length,
    pageOf: Object.fromEntries(places.map(({ name, page }) => [name, page])),
    depthOf: Object.fromEntries(places.map(({ name, depth }) => [name, depth])),
  }
}
