import { unzipSync, zipSync, strFromU8, strToU8 } from 'fflate'
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  NoteNumberRestart,
  NumberFormat,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
  type ISectionOptions,
} from 'docx'
import type { HouseStyle } from '../../shared/briefing/house.ts'
import type { About } from '../../shared/papers/paper.ts'
import { banner as over, face, letter, margins, page, pageNumber, size } from '../../shared/briefing/layout.ts'
import { print } from '../../shared/i18n/zh/print.ts'
import type { Content } from './blocks.ts'
import { ink, pageGrid, style, stylesOf, twips, type } from './styles.ts'

/** What begins on a page of its own. `numbered`: on all its pages, on all but the first (信函, GB/T 9704-2012 §10.1), or on none. */
export type Part = {
  children: Content[]
  numbered: 'all' | 'later' | 'none'
  /** Colour of the rule at the foot of its first page (信函); `null` for none. */ footRule?: string | null
}

/**
 * A Word file in the official form: 22 lines of 28 characters, page numbers on the outer side, styles by Chinese names. Nothing of a
 * paper's text is in the way of whoever goes on writing it.
 *
 * WD1 Equal parts give equal bytes: what the library takes from the clock or from chance is set from the content.
 */
export async function wordFile(parts: readonly Part[], about: About, house: HouseStyle, banner?: string): Promise<Uint8Array<ArrayBuffer>> {
  const document = new Document({
    title: about.title,
    creator: about.author,
    lastModifiedBy: print.app,
    subject: about.subject,
    keywords: about.keywords.join('、'),
    styles: stylesOf(house),
    evenAndOddHeaderAndFooters: true,
    compatibility: { spaceForUnderline: true, balanceSingleByteDoubleByteWidth: true, doNotLeaveBackslashAlone: true },
    sections: parts.map((part) => section(part, banner === undefined ? null : { said: banner, red: ink(house.red) })),
  })
  return settled(new Uint8Array(await Packer.toArrayBuffer(document)), about.day, house)
}

type Banner = { said: string; red: string }

function section({ children, numbered, footRule = null }: Part, banner: Banner | null): ISectionOptions {
  return {
    properties: {
      footnoteProperties: { numberFormat: { type: NumberFormat.DECIMAL_ENCLOSED_CIRCLE_CHINESE }, restart: NoteNumberRestart.EACH_SECTION },
      titlePage: numbered === 'later' || footRule !== null,
      grid: pageGrid,
      page: {
        size: { width: twips(page.width), height: twips(page.height) },
        margin: {
          top: twips(footRule === null ? margins.top : letter.mastheadTop - letter.mastheadRoom),
          right: twips(margins.right),
          bottom: twips(margins.bottom),
          left: twips(margins.left),
          footer: footRule === null ? footerEdge : twips(letter.footRule),
          header: twips(over.top),
        },
      },
    },
    ...headers(banner, footRule !== null),
    ...((numbered !== 'none' || footRule !== null) && {
      footers: {
        ...(numbered !== 'none' && { default: footer('odd', footRule !== null), even: footer('even', footRule !== null) }),
        ...((numbered === 'later' || footRule !== null) && { first: firstFooter(footRule) }),
      },
    }),
    children,
  }
}

/** From the paper's lower edge to the foot of the number: so the dash is 7 mm below the text block (measured). */
const footerEdge = 1470

/** @param isLetter whose first page begins higher (GB/T 9704-2012 §10.1): on all others the header holds the text down */
function headers(banner: Banner | null, isLetter: boolean): Pick<ISectionOptions, 'headers'> {
  const said = banner ? [overEach(banner)] : []
  if (said.length === 0 && !isLetter) return {}
  const room = twips(margins.top - over.top) - (banner ? bannerHeight : 0)
  const header = (...more: Paragraph[]): Header => new Header({ children: [...said, ...more] })
  const usual = (): Header => (isLetter ? header(empty(room)) : header())
  return { headers: { default: usual(), even: usual(), first: said.length > 0 ? header() : header(empty(20)) } }
}

const empty = (line: number): Paragraph => new Paragraph({ style: style.pageNumber, spacing: { line, lineRule: 'exact' } })

const bannerLine = Math.round(over.size * 20 * 1.2)
/** With its frame, twips. */
const bannerHeight = bannerLine + 2 * (over.air + 1) * 20

function overEach({ said, red }: Banner): Paragraph {
  const line = { style: BorderStyle.SINGLE, size: 8, space: over.air, color: red }
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { line: bannerLine, lineRule: 'exact' },
    border: { top: line, bottom: line, left: line, right: line },
    children: [new TextRun({ text: said, ...type(face.hei, over.size), color: red })],
  })
}

/** No number on it; of a letter the rule whose lower edge is 20 mm over that of the paper, thin over thick (GB/T 9704-2012 §10.1). */
function firstFooter(red: string | null): Footer {
  if (red === null) return new Footer({ children: [new Paragraph({ style: style.pageNumber })] })
  const side = -twips((letter.ruleWidth - page.block.width) / 2)
  return new Footer({
    children: [
      new Paragraph({
        style: style.pageNumber,
        indent: { left: side, right: side },
        spacing: { line: 20, lineRule: 'exact' },
        border: { bottom: { style: BorderStyle.THIN_THICK_SMALL_GAP, size: 24, space: 0, color: red } },
      }),
    ],
  })
}

/** @param lifted where the footer lies lower, for the rule of the first page */
function footer(side: 'odd' | 'even', lifted: boolean): Footer {
  const inset = pageNumber.indent * size.fourth * 20
  const outer =
    side === 'odd'
      ? { alignment: AlignmentType.RIGHT, indent: { right: inset } }
      : { alignment: AlignmentType.LEFT, indent: { left: inset } }
  const [before, after] = pageNumber.text(0).split('0')
  return new Footer({
    children: [
      new Paragraph({
        ...outer,
        style: style.pageNumber,
        ...(lifted && { spacing: { after: footerEdge - twips(letter.footRule) } }),
        children: [new TextRun({ children: [before ?? '', PageNumber.CURRENT, after ?? ''] })],
      }),
    ],
  })
}

function settled(file: Uint8Array, day: string, { mirrored }: HouseStyle): Uint8Array<ArrayBuffer> {
  const ids = new Map<string, string>()
  const entries = Object.entries(unzipSync(file)).map(([path, bytes]): [string, Uint8Array] => {
    if (path.endsWith('.xlsx')) return [path, zipped(unzipSync(bytes))]
    if (!/\.(?:xml|rels)$/.test(path)) return [path, bytes]
    const xml = numbered(strFromU8(bytes), ids)
    if (path === 'docProps/core.xml') return [path, strToU8(xml.replace(/(W3CDTF">)[^<]*/g, `$1${day}T00:00:00Z`))]
    if (path === 'word/settings.xml') return [path, strToU8(set(xml, mirrored))]
    if (path === 'word/styles.xml') return [path, strToU8(broken(xml))]
    return [path, strToU8(xml)]
  })
  return zipped(Object.fromEntries(entries))
}

/** A zip names wall-clock time: made anew each time, because the machine may have come to another time zone. */
const zipped = (files: Record<string, Uint8Array>): Uint8Array<ArrayBuffer> =>
  new Uint8Array(zipSync(files, { mtime: new Date(1980, 0, 1) }))

/** Charts are joined to the text by ids of chance; drawings and places are counted through the life of the process. */
function numbered(xml: string, ids: Map<string, string>): string {
  let drawings = 0
  const places = new Map<string, number>()
  return xml
    .replace(/(?<=")rId[\w-]{20,}(?=")/g, (id) => {
      const known = ids.get(id) ?? `rIdChart${ids.size + 1}`
      ids.set(id, known)
      return known
    })
    .replace(/(<wp:docPr id=")\d+/g, (_, before: string) => `${before}${(drawings += 1)}`)
    .replace(/(<w:bookmark(?:Start|End) [^>]*?w:id=")(\d+)/g, (_, before: string, id: string) => {
      const known = places.get(id) ?? places.size
      places.set(id, known)
      return `${before}${known}`
    })
}

/** Every mark takes the whole of its cell; even pages have their binding margin on the right where the house wants it. */
const set = (xml: string, mirrored: boolean): string =>
  xml
    .replace('<w:defaultTabStop', `${mirrored ? '<w:mirrorMargins/>' : ''}$&`)
    .replace('<w:compat>', '<w:characterSpacingControl w:val="doNotCompress"/>$&')

/**
 * Where lines and pages break is as in the PDF: every page is filled, no mark hangs out of the line, no air beside Latin letters, and
 * large type takes the lines it is given, small type no more. The library has no words for this in a style.
 */
const broken = (xml: string): string =>
  xml
    .replace('<w:name w:val="Normal"/><w:qFormat/>', `$&<w:pPr>${breaks}</w:pPr>`)
    .replace(
      /(w:styleId="(?:Title|ContentsTitle|Masthead|TableText|TableHead|FootnoteText|Figure)".*?)(<w:(?:spacing|jc) )/g,
      `$1${off('snapToGrid')}$2`,
    )
const off = (...names: string[]): string => names.map((name) => `<w:${name} w:val="0"/>`).join('')
const breaks = off('widowControl', 'overflowPunct', 'autoSpaceDE', 'autoSpaceDN')
