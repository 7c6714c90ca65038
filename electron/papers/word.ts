import {
  AlignmentType,
  Document,
  LineRuleType,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
} from 'docx'
import type { About, PrintedBlock, PrintedCell } from '../../shared/briefing/compose.ts'
import { margins, ptPerMm, red, size } from '../../shared/briefing/layout.ts'
import { print } from '../../shared/i18n/zh/print.ts'
import { plainText } from '../../shared/documents/memo.ts'
import type { TextSheet } from '../../shared/papers/paper.ts'

/** Names as Word and WPS of the office know them; they are named, never carried (domain.md §5). */
const fonts = { body: '仿宋_GB2312', hei: '黑体', kai: '楷体_GB2312', title: '方正小标宋简体' } as const

const twips = (mm: number): number => Math.round(mm * ptPerMm * 20)
const halfPoints = (pt: number): number => pt * 2
/** 22 lines fill the text block (domain.md §0, trap 2). */
const linePitch = 579
const exact = { line: linePitch, lineRule: LineRuleType.EXACT } as const
const character = 316
const gray = '999999'

/** The sheets as a Word document, each on a page of its own. */
export async function wordOf(sheets: readonly TextSheet[], about: About): Promise<Uint8Array> {
  const document = new Document({
    title: about.title,
    creator: about.author,
    subject: about.subject,
    keywords: about.keywords.join('、'),
    styles: { default: { document: { run: run(fonts.body), paragraph: { spacing: exact } } } },
    sections: sheets.map((sheet) => ({
      properties: {
        page: {
          size: { width: 11906, height: 16838 },
          margin: { top: twips(margins.top), right: twips(margins.right), bottom: twips(margins.bottom), left: twips(margins.left) },
        },
      },
      children: children(sheet),
    })),
  })
  return new Uint8Array(await Packer.toArrayBuffer(document))
}

const run = (font: string, pt: number = size.third): IRunOptions => ({ font, size: halfPoints(pt), language: { eastAsia: 'zh-CN' } })
const text = (value: string, font: string = fonts.body, more: IRunOptions = {}): TextRun =>
  new TextRun({ ...run(font), ...more, text: value })
const paragraph = (runs: TextRun[], more: IParagraphOptions = {}): Paragraph =>
  new Paragraph({ spacing: exact, indent: { firstLine: 2 * character }, alignment: AlignmentType.JUSTIFIED, ...more, children: runs })
const flush = { indent: {}, alignment: AlignmentType.LEFT } as const

function children({ masthead, title, facts, addressee, blocks, attendance, signature, note }: TextSheet): (Paragraph | Table)[] {
  const blank = paragraph([])
  return [
    ...(masthead
      ? [
          paragraph([text(masthead, fonts.title, { size: halfPoints(36), color: red.slice(1) })], {
            alignment: AlignmentType.CENTER,
            indent: {},
            spacing: { line: 2 * linePitch, lineRule: LineRuleType.AT_LEAST },
            border: { bottom: { style: 'thickThinSmallGap', size: 24, space: 8, color: red.slice(1) } },
          }),
          blank,
        ]
      : []),
    paragraph([text(title, fonts.title, { size: halfPoints(size.second) })], { alignment: AlignmentType.CENTER, indent: {} }),
    blank,
    ...facts.map(({ label, text: value }) => paragraph([text(label, fonts.hei), text(value)], flush)),
    ...(addressee ? [paragraph([text(addressee)], flush)] : []),
    ...blocks.flatMap(block),
    ...attendance.map(({ label, text: value }) => paragraph([text(label, fonts.hei), text(value)])),
    ...(signature
      ? [
          blank,
          ...[signature.name, signature.date].map((line) =>
            paragraph([text(line)], { alignment: AlignmentType.RIGHT, indent: { right: 2 * character } }),
          ),
        ]
      : []),
    ...(note ? [paragraph([text(`（${note}）`)])] : []),
  ]
}

const headings = { 1: fonts.hei, 2: fonts.kai, 3: fonts.body, 4: fonts.body } as const

function block(content: PrintedBlock): (Paragraph | Table)[] {
  switch (content.type) {
    case 'heading':
      return [paragraph([text(`${content.number}${plainText(content.runs)}`, headings[content.level])], { keepNext: true })]
    case 'paragraph':
      return [paragraph(content.runs.map((one) => text(one.text, one.italic ? fonts.kai : fonts.body, { bold: one.bold })))]
    case 'quote':
      return content.blocks.flatMap(block)
    case 'list':
      return content.items.flatMap(({ marker, blocks: [first, ...rest] }) => [
        ...(first?.type === 'paragraph' ? [paragraph([text(`${marker}${plainText(first.runs)}`)])] : []),
        ...rest.flatMap(block),
      ])
    case 'table':
      return [table(content)]
    case 'recommendation':
      return [
        paragraph([text(plainText(content.runs))]),
        paragraph([text(content.terms.map(({ label, text: value }) => `${label}${value}`).join(print.gap), fonts.kai)]),
      ]
    case 'figure':
    case 'chart':
      return [paragraph([text(`${content.number}${print.gap}${plainText(content.runs)}`, fonts.hei)])]
  }
}

function table({ columns, head, body }: Extract<PrintedBlock, { type: 'table' }>): Table {
  const rows = [...head, ...body].map(
    (cells, at) =>
      new TableRow({ tableHeader: at < head.length, cantSplit: true, children: cells.map((one, column) => cell(one, columns[column])) }),
  )
  const line = { style: 'single', size: 4, color: gray } as const
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
    rows,
  })
}

function cell({ header, blocks }: PrintedCell, share: number | undefined): TableCell {
  const small = halfPoints(size.smallFourth)
  return new TableCell({
    ...(share !== undefined && { width: { size: share * 100, type: WidthType.PERCENTAGE } }),
    children: blocks.flatMap((one) =>
      one.type === 'paragraph'
        ? [
            new Paragraph({
              spacing: { line: 360, lineRule: LineRuleType.AT_LEAST },
              ...(header && { alignment: AlignmentType.CENTER }),
              children: [text(plainText(one.runs), header ? fonts.hei : fonts.body, { size: small })],
            }),
          ]
        : block(one),
    ),
  })
}
