import { AlignmentType, LineRuleType, type IParagraphOptions, type IRunOptions, type IStylesOptions } from 'docx'
import type { HouseStyle } from '../../shared/briefing/house.ts'
import { face, imprint, indent, note, page, pageNumber, pitch, ptPerMm, size, table } from '../../shared/briefing/layout.ts'

/** Names as Word and WPS of the office know them, WPS by the Chinese ones only; they are named, never carried (domain.md §5). */
export const fonts = {
  [face.body]: '仿宋_GB2312',
  [face.song]: '宋体',
  [face.title]: '方正小标宋简体',
  [face.hei]: '黑体',
  [face.kai]: '楷体_GB2312',
} as const

export const twips = (mm: number): number => Math.round(mm * ptPerMm * 20)
export const halfPoints = (pt: number): number => Math.round(pt * 2)
/** Width of so many characters of the body, twips. */
export const characters = (count: number): number => twips(count * pitch.character)
/** The whole twips below the line pitch of the grid: at the rounded 580, 22 lines are higher than the text block (measured: 21). */
export const linePitch = Math.floor(pitch.line * ptPerMm * 20)
/** So many lines of the grid, whatever size of type stands in them. */
export const exact = (lines = 1) => ({ line: Math.round(lines * linePitch), lineRule: LineRuleType.EXACT })
/** Colour without its #. */
export const ink = (red: string): string => red.slice(1)

/**
 * What a body character gives up or is given so that 28 fill a line, in twips: −0.25 pt for 三号 (−0.2 pt gives 27), 0.75 pt for 小三.
 * It lies in the styles and not in the grid's `charSpace`: LibreOffice lays characters into cells of that width and, because each is
 * wider, gives it two (measured: 14 a line).
 */
const tracking = (pt: number): number => (pt === size.third ? -5 : pt === size.smallThird ? 15 : 0)

/** A face, in the size of the paragraph that it stands in. */
export const inFace = (name: keyof typeof fonts): IRunOptions => ({
  font: { ascii: fonts[name], hAnsi: fonts[name], cs: fonts[name], eastAsia: fonts[name], hint: 'eastAsia' },
})

export const type = (name: keyof typeof fonts, pt: number): IRunOptions => ({
  ...inFace(name),
  characterSpacing: tracking(pt),
  size: halfPoints(pt),
  sizeComplexScript: halfPoints(pt),
})

/** Styles by the names that the blocks use; Title and Heading1–4 are Word's own, so that outline and contents know them. */
export const style = {
  body: 'OfficialBody',
  flush: 'OfficialFlush',
  row: 'OfficialHeadRow',
  masthead: 'Masthead',
  number: 'IssueNumber',
  contents: 'ContentsTitle',
  secrecy: 'Secrecy',
  copyNumber: 'CopyNumber',
  quote: 'OfficialQuote',
  measure: 'Recommendation',
  terms: 'RecommendationTerms',
  authors: 'Authors',
  signature: 'OfficialSignature',
  cell: 'TableText',
  headCell: 'TableHead',
  picture: 'Figure',
  caption: 'FigureCaption',
  imprint: 'Imprint',
  pageNumber: 'PageNumberLine',
} as const

/** Word's own, so that its notes keep it. */
export const footnoteStyle = 'FootnoteText'

type Paragraphs = Pick<IParagraphOptions, 'alignment' | 'indent' | 'spacing' | 'keepNext' | 'keepLines'>
const firstLine: Paragraphs = { indent: { firstLine: characters(indent), firstLineChars: indent * 100 } }
const centred: Paragraphs = { alignment: AlignmentType.CENTER }
const named = (id: string, name: string, run: IRunOptions, paragraph: Paragraphs = {}, next: string = id) => ({
  id,
  name,
  basedOn: 'Normal',
  next,
  quickFormat: true,
  run,
  paragraph,
})

const heading = (name: keyof typeof fonts, pt: number, bold = false) => ({
  basedOn: 'Normal',
  next: style.body,
  quickFormat: true,
  run: { ...type(name, pt), bold, italics: false, color: 'auto' },
  paragraph: { ...firstLine, keepNext: true },
})

/** What a typist goes on with: one style an element of the paper, measures from `layout.ts`. */
export function stylesOf({ red, boldThird, bodySize }: HouseStyle): IStylesOptions {
  const pt = size[bodySize]
  const said = (name: keyof typeof fonts): IRunOptions => type(name, pt)
  return {
    default: {
      document: {
        run: { ...said(face.body), language: { value: 'en-US', eastAsia: 'zh-CN' } },
        paragraph: { spacing: { before: 0, after: 0, ...exact() }, alignment: AlignmentType.BOTH },
      },
      title: {
        basedOn: 'Normal',
        next: style.body,
        quickFormat: true,
        run: { ...type(face.title, size.second) },
        paragraph: { ...centred, keepNext: true },
      },
      heading1: heading(face.hei, pt),
      heading2: heading(face.kai, pt),
      heading3: heading(face.body, pt, boldThird),
      heading4: heading(face.body, pt),
      footnoteText: {
        next: footnoteStyle,
        quickFormat: true,
        run: type(face.body, note.size),
        // What runs over stands under the first letter of the note.
        paragraph: {
          alignment: AlignmentType.LEFT,
          indent: { left: note.size * 28, hanging: note.size * 28 },
          spacing: { line: twips(note.linePitch), lineRule: LineRuleType.EXACT },
        },
      },
      footnoteTextChar: { run: type(face.body, note.size) },
    },
    paragraphStyles: [
      named(style.body, '公文正文', said(face.body), firstLine),
      named(style.flush, '公文顶格', said(face.body), { alignment: AlignmentType.LEFT }, style.body),
      named(style.row, '版头行', type(face.body, size.third), { alignment: AlignmentType.LEFT }, style.row),
      named(style.masthead, '发文机关标志', { ...type(face.title, size.second), color: ink(red) }, centred, style.body),
      named(style.number, '期号', type(face.body, size.third), centred, style.body),
      named(style.contents, '目录标题', type(face.title, size.second), centred, style.row),
      named(style.secrecy, '密级', type(face.hei, size.third), { alignment: AlignmentType.LEFT }, style.body),
      named(style.copyNumber, '份号', type(face.body, size.third), { alignment: AlignmentType.LEFT }, style.body),
      named(style.quote, '公文引文', said(face.kai), {
        indent: { left: characters(indent), right: characters(indent), firstLine: characters(indent) },
      }),
      named(style.measure, '建议', said(face.body), { ...firstLine, keepLines: true }, style.terms),
      named(style.terms, '责任与时限', said(face.kai), { ...firstLine, alignment: AlignmentType.LEFT }, style.body),
      named(style.authors, '供稿', said(face.kai), { alignment: AlignmentType.RIGHT, indent: { right: characters(indent) } }),
      named(style.signature, '署名', said(face.body), { alignment: AlignmentType.LEFT }),
      named(
        style.cell,
        '表格文字',
        { ...type(face.body, table.size) },
        {
          alignment: AlignmentType.LEFT,
          spacing: { line: twips(table.linePitch), lineRule: LineRuleType.EXACT },
        },
      ),
      named(
        style.headCell,
        '表头',
        { ...type(face.hei, table.size) },
        {
          ...centred,
          spacing: { line: twips(table.linePitch), lineRule: LineRuleType.EXACT },
        },
      ),
      // As high as what stands in it: the grid is for letters.
      named(style.picture, '图', said(face.body), { ...centred, spacing: { line: 240, lineRule: LineRuleType.AUTO } }, style.caption),
      named(style.caption, '图题', type(face.hei, table.size), centred, style.body),
      named(style.imprint, '版记', { ...type(face.body, imprint.size) }, { alignment: AlignmentType.LEFT }),
      named(style.pageNumber, '页码', type(face.song, pageNumber.size), {
        spacing: { line: pageNumber.size * 20, lineRule: LineRuleType.EXACT },
      }),
    ],
  }
}

export const pageGrid = { type: 'linesAndChars', linePitch } as const
export const blockWidth = twips(page.block.width)
