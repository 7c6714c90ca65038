import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRef } from '@cantoo/pdf-lib'

/** How many pages a PDF has, and on which of them, from 1, each place lies that something leads to. */
export type Marks = { pages: number; pageOf: Record<string, number> }

export const marksOf = async (pdf: Uint8Array): Promise<Marks> => marksIn(await PDFDocument.load(pdf, { updateMetadata: false }))

/** Chromium names the places in `Dests` of the catalog (ISO 32000-1, 12.3.2.3). */
export function marksIn(document: PDFDocument): Marks {
  const pages = document.getPages().map(({ ref }) => ref)
  const places = document.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict)?.entries() ?? []
  const pageOf = places.flatMap(([name, place]): [string, number][] => {
    const target = document.context.lookupMaybe(place, PDFArray)?.get(0)
    return target instanceof PDFRef ? [[name.decodeText(), pages.indexOf(target) + 1]] : []
  })
  return { pages: pages.length, pageOf: Object.fromEntries(pageOf) }
}
