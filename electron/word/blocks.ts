import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  FootnoteReferenceRun,
  HeadingLevel,
  ImageRun,
  Paragraph,
  Tab,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
  type ParagraphChild,
} from 'docx'
import { ChartRun } from 'docx/charts'
import type { Labelled, PrintedBlock, PrintedCell, PrintedItem, PrintedRun } from '../../shared/papers/paper.ts'
import { chartInks, chartSize } from '../../shared/documents/chart.ts'
import { plainText } from '../../shared/documents/memo.ts'
import { pictureHead, type Pictures } from '../../shared/documents/pictures.ts'
import { face, figureWidth, hairline, indent, page, pitch, ptPerMm, table as measures } from '../../shared/briefing/layout.ts'
import { printable } from '../../shared/briefing/runs.ts'
import { assertNever } from '../../shared/errors.ts'
import { print } from '../../shared/i18n/zh/print.ts'
import { sharesOf } from '../briefing/columns.ts'
import { countOf, isShort, shortColumns } from '../briefing/html.ts'
import { blockWidth, characters, exact, fonts, footnoteStyle, inFace, ink, style, twips } from './styles.ts'

const pxPerMm = 96 / 25.4

export type Content = Paragraph | Table
export type Look = Omit<IParagraphOptions, 'children' | 'style' | 'text'>

/** A paragraph in one of the styles; what it says beyond the style is `look`. */
export const paragraph = (name: string, runs: readonly ParagraphChild[] | string, look: Look = {}): Paragraph =>
  new Paragraph({ ...look, style: name, children: typeof runs === 'string' ? text(runs) : [...runs] })

/** A line break in it is one on paper. */
export const text = (value: string, look: IRunOptions = {}): TextRun[] =>
  printable(value)
    .split('\n')
    .map((line, at) => new TextRun({ ...look, ...(at > 0 && { break: 1 }), text: line }))

/** Empty lines of the grid. */
export const blank = (lines: number): Paragraph[] => Array.from({ length: lines }, () => paragraph(style.flush, ''))

/** Air of so many twips; in a style that no grid holds, which would make a line of it. */
export const gap = (height: number, look: Look = {}): Paragraph =>
  paragraph(style.masthead, '', { ...look, spacing: { line: height, lineRule: 'exact' } })

export const labelled = ({ label, text: value }: Labelled): TextRun[] => [...text(label, inFace(face.hei)), ...text(value)]

/** 斜体 is 楷体 on paper; no face is slanted. */
const runs = (content: readonly PrintedRun[]): ParagraphChild[] =>
  content.flatMap<ParagraphChild>(({ text: value, bold, italic, underline, note }) =>
    note === undefined
      ? text(value, { ...(bold && { bold }), ...(underline && { underline: {} }), ...(italic && !bold && inFace(face.kai)) })
      : [footnote(note)],
  )

/** Word counts its notes itself, and sets them at the foot of the page. */
const footnote = (said: string): FootnoteReferenceRun =>
  new FootnoteReferenceRun({
    children: [new Paragraph({ style: footnoteStyle, children: [new TextRun({ children: [new Tab()] }), ...text(said)] })],
  })

/** What a text is set with: its pictures, and the places that contents lead to. */
export type Known = { pictures: Pictures; led: ReadonlySet<string> }

/** The name of a place that contents lead to; Word does not list one with a stroke before it. */
export const bookmark = (anchor: string): string => `_${anchor.replaceAll('-', '_')}`

export const marked = (anchor: string, children: ParagraphChild[], led: ReadonlySet<string>): ParagraphChild[] =>
  led.has(anchor) ? [new Bookmark({ id: bookmark(anchor), children })] : children

/** Over and under a table, as in the PDF. */
const airOfTable = Math.round(exact().line / 4)

const headings = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3, 4: HeadingLevel.HEADING_4 } as const

/** The body of a paper. Numbers and markers are typed, as a typist does: what is copied out of the file keeps them. */
export const body = (blocks: readonly PrintedBlock[], known: Known, name: string = style.body): Content[] =>
  blocks.flatMap((block, at) => content(block, name, blocks[at - 1], known))

function content(block: PrintedBlock, name: string, before: PrintedBlock | undefined, known: Known): Content[] {
  switch (block.type) {
    case 'heading':
      return [
        new Paragraph({
          heading: headings[block.level],
          children: marked(block.anchor, [...text(block.number), ...runs(block.runs)], known.led),
        }),
      ]
    case 'paragraph':
      return [paragraph(name, runs(block.runs))]
    case 'quote':
      return body(block.blocks, known, style.quote)
    case 'list':
      return block.items.flatMap((one) => item(one, name, 0, known))
    case 'table':
      return [gap(airOfTable, { keepNext: true }), table(block, known), gap(airOfTable)]
    case 'recommendation':
      return recommendation(block, before?.type === 'recommendation')
    case 'figure':
      return [...picture(block, known.pictures), caption(block)]
    case 'chart':
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- a run like any other, which the library's list of them forgets
      return [new Paragraph({ style: style.picture, keepNext: true, children: [chart(block)] }), caption(block)]
    default:
      return assertNever(block)
  }
}

type Figure = Extract<PrintedBlock, { type: 'figure' }>

const caption = ({ number, runs: said }: Figure | Extract<PrintedBlock, { type: 'chart' }>): Paragraph =>
  paragraph(style.caption, [...text(`${number}${print.gap.slice(0, 1)}`), ...runs(said)])

/** As wide as on the sheet, and no higher than there; in pixels of 96 an inch. A picture that is not there leaves its caption. */
function picture({ picture: hash, width, alt, runs: said }: Figure, pictures: Pictures): Paragraph[] {
  const bytes = Object.hasOwn(pictures, hash) ? pictures[hash] : undefined
  const head = bytes && pictureHead(bytes)
  if (!bytes || !head) return []
  const scale = (figureWidth(width, head) * ptPerMm * 96) / 72 / head.width
  const words = alt || said.map(({ text: one }) => one).join('')
  return [
    new Paragraph({
      style: style.picture,
      keepNext: true,
      children: [
        new ImageRun({
          type: head.type === 'png' ? 'png' : 'jpg',
          data: bytes,
          transformation: { width: Math.round(head.width * scale), height: Math.round(head.height * scale) },
          altText: { name: hash.slice(0, 8), title: words, description: words },
        }),
      ],
    }),
  ]
}

/** A chart of Word's own with its numbers in it: whoever goes on writing can change it. */
function chart({ chart: kind, data: { labels, series }, runs: said }: Extract<PrintedBlock, { type: 'chart' }>): ChartRun {
  const inks = chartInks.map(ink)
  const told = series.length * labels.length <= 12
  const common = {
    categories: labels,
    chartArea: { fill: 'none', border: 'none' },
    font: { name: fonts[face.body] },
    altText: { name: plainText(said), description: plainText(said) },
    transformation: {
      width: Math.round(page.block.width * pxPerMm),
      height: Math.round((page.block.width * pxPerMm * chartSize.height) / chartSize.width),
    },
  } as const
  // Bars stand on nought.
  const valueAxis = series.every(({ values }) => values.every((value) => value >= 0)) ? { minimum: 0 } : {}
  const drawn = series.map((one, at) => ({ ...one, color: inks[at % inks.length] ?? '' }))
  switch (kind) {
    case 'bar':
      return new ChartRun({
        ...common,
        valueAxis,
        type: 'column',
        series: drawn,
        legend: series.length > 1 ? {} : false,
        dataLabels: { value: told },
      })
    case 'line':
      return new ChartRun({
        ...common,
        valueAxis,
        type: 'line',
        series: drawn,
        markers: true,
        legend: series.length > 1 ? {} : false,
        dataLabels: { value: told && series.length === 1 },
      })
    case 'pie': {
      const [first = { name: '', values: [] }] = series
      const slices = {
        name: first.name,
        values: first.values.map((value) => Math.max(0, value)),
        colors: labels.map((_, at) => inks[at % inks.length]),
      }
      return new ChartRun({
        ...common,
        type: 'pie',
        series: [slices],
        legend: false,
        dataLabels: { category: true, percentage: true, position: 'outsideEnd' },
      })
    }
    default:
      return assertNever(kind)
  }
}

/** The marker stands in the first paragraph; what is inside an item stands further in. */
function item({ marker, blocks: [first, ...rest] }: PrintedItem, name: string, depth: number, known: Known): Content[] {
  const look = depth === 0 ? {} : { indent: { left: characters(indent * depth), firstLine: characters(indent) } }
  const lead = first?.type === 'paragraph' ? runs(first.runs) : []
  const others = first === undefined || first.type === 'paragraph' ? rest : [first, ...rest]
  return [
    paragraph(name, [...text(marker), ...lead], look),
    ...others.flatMap((block) =>
      block.type === 'list'
        ? block.items.flatMap((one) => item(one, name, depth + 1, known))
        : block.type === 'paragraph'
          ? [paragraph(name, runs(block.runs), look)]
          : content(block, name, undefined, known),
    ),
  ]
}

/** Between hairlines, a whole line of the grid for both of them and their air; two in a row share the one between. */
function recommendation({ runs: measure, terms }: Extract<PrintedBlock, { type: 'recommendation' }>, follows: boolean): Paragraph[] {
  const air = 6
  const line = { style: BorderStyle.SINGLE, size: 4, space: air, color: '777777' }
  const around = Math.round((pitch.line * ptPerMm * 20) / 2 - (air + hairline * ptPerMm) * 20)
  const top: Look = follows ? { spacing: { before: around } } : { border: { top: line }, spacing: { before: around } }
  const bottom: Look = { border: { bottom: line }, spacing: { after: around } }
  if (terms.length === 0) {
    return [
      paragraph(style.measure, runs(measure), {
        border: { ...(!follows && { top: line }), bottom: line },
        spacing: { before: around, after: around },
      }),
    ]
  }
  const last = terms.flatMap((term, at) => [...(at > 0 ? text(print.gap) : []), ...labelled(term)])
  return [paragraph(style.measure, runs(measure), { ...top, keepNext: true }), paragraph(style.terms, last, bottom)]
}

/** @param mm how thick */
export const rule = (mm: number, color = '000000') => ({ style: BorderStyle.SINGLE, size: Math.round(mm * ptPerMm * 8), color })

function table({ columns, head, body: rest }: Extract<PrintedBlock, { type: 'table' }>, known: Known): Table {
  const rows = [...head, ...rest]
  const short = shortColumns(rest)
  const count = columns.length > 0 ? columns.length : countOf(rows)
  const shares = columns.length > 0 ? columns : sharesOf(rows, count)
  const widths = Array.from({ length: count }, (_, at) => Math.floor((shares[at] ?? 1 / count) * blockWidth))
  const none = { style: BorderStyle.NONE, size: 0 }
  return new Table({
    width: { size: blockWidth, type: WidthType.DXA },
    columnWidths: widths,
    borders: {
      top: rule(measures.outerRule),
      bottom: rule(measures.outerRule),
      left: none,
      right: none,
      insideHorizontal: rule(measures.innerRule, '555555'),
      insideVertical: rule(measures.innerRule, '555555'),
    },
    margins: { top: twips(measures.padding), bottom: twips(measures.padding), left: 110, right: 110 },
    rows: rows.map(
      (cells, at) =>
        new TableRow({
          tableHeader: at < head.length,
          cantSplit: true,
          children: cells.map((one, column) => cell(one, widths, short?.[column] ?? isShort(one.blocks), known)),
        }),
    ),
  })
}

function cell({ header, colspan, rowspan, blocks }: PrintedCell, widths: readonly number[], short: boolean, known: Known): TableCell {
  const name = header ? style.headCell : style.cell
  const inner = body(blocks, known, name)
  const look = !header && short ? { alignment: AlignmentType.CENTER } : {}
  const only = blocks[0]
  return new TableCell({
    columnSpan: colspan,
    rowSpan: rowspan,
    verticalAlign: VerticalAlignTable.CENTER,
    ...(colspan === widths.length && { width: { size: blockWidth, type: WidthType.DXA } }),
    children:
      inner.length === 0
        ? [paragraph(name, '')]
        : inner.length === 1 && only?.type === 'paragraph'
          ? [paragraph(name, runs(only.runs), look)]
          : inner,
  })
}
