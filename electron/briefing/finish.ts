import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PDFDocument, PDFHexString, PDFName, PDFOperator, PDFOperatorNames } from '@cantoo/pdf-lib'
import type { PDFFont, PDFPage } from '@cantoo/pdf-lib'
import fontkit from '@pdf-lib/fontkit'
import type { About } from '../../shared/briefing/compose.ts'
import { margins, page as paper, pageNumber, ptPerMm } from '../../shared/briefing/layout.ts'
import { print } from '../../shared/i18n/zh/print.ts'
import { pageNumberFile } from './fonts.ts'
import { renumberNodes } from './nodeIds.ts'

export const countPages = async (pdf: Uint8Array): Promise<number> =>
  (await PDFDocument.load(pdf, { updateMetadata: false })).getPageCount()

/** `content`: all that the paper says, of which its identifier is made. */
export type Finishing = { about: About; content: unknown; numbered: boolean }

/**
 * What the browser cannot do: exact A4, page numbers on the outer side, what the file says about itself, and bytes that
 * depend on the content alone.
 */
export async function finish(
  pdf: Uint8Array,
  { about, content, numbered }: Finishing,
  fonts: string,
): Promise<{ pdf: Uint8Array<ArrayBuffer>; pages: number }> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  document.registerFontkit(fontkit)
  const face = await readFile(join(fonts, pageNumberFile))
  const font = await document.embedFont(face, { subset: false, customName: 'PageNumber' })
  const dashTop = fontkit.create(face).glyphForCodePoint(0x2014).bbox.maxY / fontkit.create(face).unitsPerEm
  document.getPages().forEach((page, index) => {
    page.setMediaBox(0, 0, paper.width * ptPerMm, paper.height * ptPerMm)
    if (numbered) stamp(page, index + 1, font, dashTop * pageNumber.size)
  })
  describe(document, about)
  renumberNodes(document)
  identify(document, content)
  const saved = await document.save({ updateFieldAppearances: false })
  return { pdf: new Uint8Array(saved), pages: document.getPageCount() }
}

/** The number is no part of the text: marked as an artifact, it is passed over when the paper is read aloud. */
function stamp(page: PDFPage, number: number, font: PDFFont, dashTop: number): void {
  const { size, gap, indent } = pageNumber
  const text = pageNumber.text(number)
  const inset = indent * size
  const right = (paper.width - margins.right) * ptPerMm - inset - font.widthOfTextAtSize(text, size)
  const left = margins.left * ptPerMm + inset
  page.pushOperators(PDFOperator.of(PDFOperatorNames.BeginMarkedContent, [PDFName.of('Artifact')]))
  page.drawText(text, { x: number % 2 === 1 ? right : left, y: (margins.bottom - gap) * ptPerMm - dashTop, size, font })
  page.pushOperators(PDFOperator.of(PDFOperatorNames.EndMarkedContent))
}

function describe(document: PDFDocument, { title, author, subject, keywords, day }: About): void {
  const date = new Date(`${day}T00:00:00Z`)
  document.setTitle(title, { showInWindowTitleBar: true })
  document.setAuthor(author)
  document.setSubject(subject)
  document.setKeywords(keywords)
  document.setLanguage('zh-CN')
  document.setCreator(print.app)
  document.setProducer(print.app)
  document.setCreationDate(date)
  document.setModificationDate(date)
}

/** The file identifier (ISO 32000-2, 14.4), of the content instead of the moment. */
function identify({ context }: PDFDocument, content: unknown): void {
  const id = PDFHexString.of(createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32))
  context.trailerInfo.ID = context.obj([id, id])
}
