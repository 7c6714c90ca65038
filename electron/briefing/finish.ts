import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Duplex, PDFDict, PDFHexString, PDFName, PDFOperator, PDFOperatorNames, PDFString, PrintScaling, rgb } from '@cantoo/pdf-lib'
import type { PDFDocument, PDFFont, PDFPage } from '@cantoo/pdf-lib'
import fontkit from '@pdf-lib/fontkit'
import { banner, doubleRule, letter, margins, page as paper, pageNumber, ptPerMm, wide } from '../../shared/briefing/layout.ts'
import { Refusal } from '../../shared/errors.ts'
import { print } from '../../shared/i18n/zh/print.ts'
import type { About, Paper, SheetForm, TextPaper } from '../../shared/papers/paper.ts'
import { compact } from './compact.ts'
import { fontFile, fontNames, pageNumberFile } from './fonts.ts'
import { cutFont } from './fonts/cut.ts'
import { sheetAnchor } from './html.ts'
import { joinPdf } from './join.ts'
import { marksIn, openPdf, type Marks } from './marks.ts'
import { tidyStructure } from './structure.ts'
import { claim } from './verify.ts'
import { written } from './write.ts'

/**
 * What the browser cannot do: exact A4, page numbers on the outer side, rules outside of the text block, what the file says about
 * itself, and bytes that depend on the content alone.
 */
export async function finish(
  pdf: Uint8Array,
  { content, about }: Pick<Paper, 'content' | 'about'>,
  fonts: string,
): Promise<{ pdf: Uint8Array<ArrayBuffer>; pages: number; pageOf: Marks['pageOf'] }> {
  const document = await openPdf(pdf)
  const lies = content.form === 'ledger'
  sized(document, lies)
  if (content.form === 'text') await stampAll(document, content, fonts)
  if (lies) await stampWide(document, fonts)
  const { pageOf } = marksIn(document)
  tidyStructure(document)
  await document.flush()
  compact(document)
  described(document, { content, about })
  return { pdf: written(document), pages: document.getPageCount(), pageOf }
}

/**
 * A ledger that was printed in parts: each is finished as it comes, so that none of it takes long, and stands behind those before it,
 * page numbers and all.
 */
export class JoinedLedger {
  readonly #fonts: string
  #whole: PDFDocument | null = null
  #pages = 0
  #headers = 0

  constructor(fonts: string) {
    this.#fonts = fonts
  }

  async add(pdf: Uint8Array): Promise<void> {
    const part = await openPdf(pdf)
    sized(part, true)
    await stampWide(part, this.#fonts, this.#pages)
    this.#headers = tidyStructure(part, this.#headers)
    await part.flush()
    compact(part)
    this.#pages += part.getPageCount()
    if (this.#whole) joinPdf(this.#whole, part)
    else this.#whole = part
  }

  finish(paper: Pick<Paper, 'content' | 'about'>): { pdf: Uint8Array<ArrayBuffer>; pages: number } {
    if (!this.#whole) throw new TypeError('A ledger without a part')
    described(this.#whole, paper)
    return { pdf: written(this.#whole), pages: this.#pages }
  }
}

function sized(document: PDFDocument, lies: boolean): void {
  const [width, height] = lies ? [paper.height, paper.width] : [paper.width, paper.height]
  for (const page of document.getPages()) page.setMediaBox(0, 0, width * ptPerMm, height * ptPerMm)
}

/** What the file says about itself. */
function described(document: PDFDocument, { content, about }: Pick<Paper, 'content' | 'about'>): void {
  describe(document, about)
  advise(document, content)
  identify(document, content, about)
}

async function stampAll(document: PDFDocument, { sheets, style, pageNumbers, banner: said }: TextPaper, fonts: string): Promise<void> {
  document.registerFontkit(fontkit)
  if (said !== undefined) await stampBanner(document, said, style.red, fonts)
  const { pageOf } = marksIn(document)
  const pagesOf = (wanted: SheetForm) => new Set(sheets.flatMap(({ form }, at) => (form === wanted ? [pageOf[sheetAnchor(at)]] : [])))
  const [letters, covers] = [pagesOf('letter'), pagesOf('cover')]
  const face = await readFile(join(fonts, pageNumberFile))
  const dashTop = topOfDash(face)
  const font = pageNumbers ? await document.embedFont(face, { subset: false, customName: 'PageNumber' }) : null
  document.getPages().forEach((page, index) => {
    const isLetter = letters.has(index + 1)
    if (isLetter) footRule(page, style.red)
    if (font && !isLetter && !covers.has(index + 1)) stamp(page, index + 1, font, dashTop * pageNumber.size, style.mirrored)
  })
}

/** In a frame over the text block of every page. A letter that the face does not have becomes 〓. */
async function stampBanner(document: PDFDocument, said: string, red: string, fonts: string): Promise<void> {
  const face = await readFile(join(fonts, fontFile(fontNames.hei, 'common')))
  const known = fontkit.create(face)
  const text = Array.from(said, (sign) => (known.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0) ? sign : '〓')).join('')
  // By ourselves: fontkit cannot take letters out of a font that was cut before.
  const cut = cutFont(face, text, (code) => known.glyphForCodePoint(code).id)
  const font = await document.embedFont(cut, { subset: false, customName: 'Banner' })
  const { size, top, air } = banner
  const width = font.widthOfTextAtSize(text, size)
  const x = (paper.width * ptPerMm - width) / 2
  const y = (paper.height - top) * ptPerMm - size
  const frame = { x: x - air, y: y - air, width: width + 2 * air, height: size + 2 * air, borderWidth: 1, borderColor: colour(red) }
  for (const page of document.getPages())
    artifact(page, () => {
      page.drawRectangle(frame)
      page.drawText(text, { x, y: y + size * 0.14, size, font, color: colour(red) })
    })
}

/** In the middle of the lower edge: a sheet that lies has no outer side. @param before so many pages stand before these */
async function stampWide(document: PDFDocument, fonts: string, before = 0): Promise<void> {
  document.registerFontkit(fontkit)
  const font = await document.embedFont(await readFile(join(fonts, pageNumberFile)), { subset: false, customName: 'PageNumber' })
  const { size } = pageNumber
  document.getPages().forEach((page, index) => {
    const text = pageNumber.text(before + index + 1)
    const x = (paper.height * ptPerMm - font.widthOfTextAtSize(text, size)) / 2
    artifact(page, () => page.drawText(text, { x, y: wide.pageNumber * ptPerMm, size, font }))
  })
}

/** How high the dash stands over the baseline, em. @throws Refusal `fontsBroken` */
function topOfDash(file: Buffer): number {
  try {
    const face = fontkit.create(file)
    return face.glyphForCodePoint(0x2014).bbox.maxY / face.unitsPerEm
  } catch (error) {
    throw Object.assign(new Refusal({ kind: 'fontsBroken' }), { cause: error })
  }
}

/** The lower double rule of a letter, thin over thick, §10.1 */
function footRule(page: PDFPage, red: string): void {
  const { ruleWidth, footRule: bottom, rules } = letter
  const rule = (y: number, height: number): void =>
    page.drawRectangle({
      x: ((paper.width - ruleWidth) / 2) * ptPerMm,
      y: y * ptPerMm,
      width: ruleWidth * ptPerMm,
      height: height * ptPerMm,
      color: colour(red),
    })
  artifact(page, () => {
    rule(bottom, rules.thick)
    rule(bottom + doubleRule - rules.thin, rules.thin)
  })
}

const share = (hex: string, at: number): number => parseInt(hex.slice(at, at + 2), 16) / 255
const colour = (hex: string) => rgb(share(hex, 1), share(hex, 3), share(hex, 5))

/** No part of the text: passed over when the paper is read aloud. */
function artifact(page: PDFPage, draw: () => void): void {
  page.pushOperators(PDFOperator.of(PDFOperatorNames.BeginMarkedContent, [PDFName.of('Artifact')]))
  draw()
  page.pushOperators(PDFOperator.of(PDFOperatorNames.EndMarkedContent))
}

/** One character in from the outer side of the text block, which even pages of a mirrored paper have on the left edge's side. */
function stamp(page: PDFPage, number: number, font: PDFFont, dashTop: number, mirrored: boolean): void {
  const { size, gap, indent } = pageNumber
  const text = pageNumber.text(number)
  const inset = indent * size
  const odd = number % 2 === 1
  const right = (paper.width - margins.right) * ptPerMm - inset - font.widthOfTextAtSize(text, size)
  const left = (mirrored ? margins.right : margins.left) * ptPerMm + inset
  artifact(page, () => page.drawText(text, { x: odd ? right : left, y: (margins.bottom - gap) * ptPerMm - dashTop, size, font }))
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

/** How it is printed by whatever program opens it (ISO 32000-1, 12.2): as large as it is, and on both sides where odd and even pages differ. */
function advise({ catalog }: PDFDocument, content: Paper['content']): void {
  const preferences = catalog.getOrCreateViewerPreferences()
  preferences.setPrintScaling(PrintScaling.None)
  if (content.form === 'text' && content.pageNumbers) preferences.setDuplex(Duplex.DuplexFlipLongEdge)
}

/**
 * The file identifier (ISO 32000-2, 14.4), of the content instead of the moment. The whole hash, and which issue it is, stand in the
 * information dictionary, where `verify.ts` reads what a file claims to be.
 */
function identify({ context }: PDFDocument, content: unknown, { issue }: About): void {
  // Figures name their pictures by the hashes of these.
  const named = (key: string, value: unknown): unknown => (key === 'pictures' ? undefined : value)
  const hash = createHash('sha256').update(JSON.stringify(content, named)).digest('hex')
  const id = PDFHexString.of(hash.slice(0, 32))
  context.trailerInfo.ID = context.obj([id, id])
  const info = context.lookup(context.trailerInfo.Info, PDFDict)
  info.set(claim.content, PDFString.of(hash))
  if (!issue) return
  info.set(claim.issue, PDFString.of(issue.id))
  info.set(claim.copy, PDFString.of(String(issue.copy)))
}
