import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

export type Pdf = { pages: readonly PDFPageProxy[]; close: () => void }

let worker: Worker | undefined

/** Reads a PDF in a worker of the app's own; no font or map is fetched, because all are embedded. */
export async function readPdf(bytes: Uint8Array): Promise<Pdf> {
  worker ??= new Worker(new URL('pdfjs-dist/legacy/build/pdf.worker.min.mjs', import.meta.url), { type: 'module' })
  GlobalWorkerOptions.workerPort = worker
  const document: PDFDocumentProxy = await getDocument({ data: bytes, useSystemFonts: false, useWasm: false, enableXfa: false }).promise
  const pages = await Promise.all(Array.from({ length: document.numPages }, (_, at) => document.getPage(at + 1)))
  return { pages, close: () => void document.loadingTask.destroy() }
}

export type { PDFPageProxy }
