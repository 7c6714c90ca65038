import * as Y from 'yjs'
import { z } from 'zod'

/**
 * The body of a memo: the Y.XmlFragment `body`, in the closed set of blocks and marks that `schema.ts` gives the editor.
 * Here it is read into plain values, which compose, search, export and the content hash share.
 */
/** 2: figures, charts and notes. */
export const memoSchemaNumber = 2
export const memoBody = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment('body')
/** Facts about the document itself: `schema`, the number of the schema it was last written with. */
export const documentMeta = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('meta')

/** 一、 （一） 1. （1） */
export const headingLevel = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
export type HeadingLevel = z.infer<typeof headingLevel>

/** What a note points to: 纪要 · 调研记录 · 统计数据 · 链接; empty for a note that only explains. */
export const noteSource = z.enum(['', 'minutes', 'research', 'statistic', 'link'])
export type NoteSource = z.infer<typeof noteSource>
/** A footnote. It stands for itself in print; `ref` is what it points to here: the id of a dialogue, or the address of a link. */
export type Note = { text: string; source: NoteSource; ref: string }

/** A run with a note is its mark in the line, and has no text. */
export type Run = { text: string; bold: boolean; italic: boolean; underline: boolean; note?: Note }
export type Cell = { header: boolean; colspan: number; rowspan: number; width: number | null; blocks: Block[] }
export type Block =
  | { type: 'heading'; level: HeadingLevel; runs: Run[] }
  | { type: 'paragraph'; runs: Run[] }
  | { type: 'quote'; blocks: Block[] }
  | { type: 'list'; ordered: boolean; items: Block[][] }
  | { type: 'table'; rows: Cell[][] }
  | { type: 'recommendation'; id: string; runs: Run[]; lead: string; term: string }
  | { type: 'figure'; picture: string; width: number; alt: string; runs: Run[] }
  | { type: 'chart'; chart: ChartKind; runs: Run[] }

/** Drawn from the table above it, so that the two never differ. 折线图 · 柱状图 · 饼图 */
export const chartKind = z.enum(['line', 'bar', 'pie'])
export type ChartKind = z.infer<typeof chartKind>
/** A picture by the SHA-256 of its bytes (pictures.ts); empty while it is on its way. */
export const pictureHash = z.string().regex(/^(?:[0-9a-f]{64})?$/)
/** Share of the text's width in per cent. */
export const figureWidth = z.int().min(10).max(100)

export type MemoContent = { title: string; authors: string[]; blocks: Block[] }
export type RecommendationBlock = Extract<Block, { type: 'recommendation' }>

export const plainText = (runs: readonly Run[]): string => runs.map((run) => run.text).join('')

const text = z.string().catch('')
const count = z.coerce.number().int().min(1).max(100).catch(1)
const widths = z.array(z.number()).nullable().catch(null)

/** Blocks of a body, in order. What the schema does not know is left out: the schema guard has refused it before. */
export const readBlocks = (parent: Y.XmlFragment): Block[] => elements(parent).flatMap(readBlock)

const elements = (parent: Y.XmlFragment): Y.XmlElement[] => parent.toArray().filter((node) => node instanceof Y.XmlElement)

function readBlock(element: Y.XmlElement): Block[] {
  const attributes: Record<string, unknown> = element.getAttributes()
  switch (element.nodeName) {
    case 'heading':
      return [{ type: 'heading', level: headingLevel.catch(1).parse(Number(attributes['level'])), runs: readRuns(element) }]
    case 'paragraph':
      return [{ type: 'paragraph', runs: readRuns(element) }]
    case 'blockquote':
      return [{ type: 'quote', blocks: readBlocks(element) }]
    case 'bulletList':
    case 'orderedList':
      return [{ type: 'list', ordered: element.nodeName === 'orderedList', items: elements(element).map(readBlocks) }]
    case 'table':
      return [{ type: 'table', rows: elements(element).map((row) => elements(row).map(readCell)) }]
    case 'recommendation':
      return [
        {
          type: 'recommendation',
          id: text.parse(attributes['id']),
          runs: readRuns(element),
          lead: text.parse(attributes['lead']),
          term: text.parse(attributes['term']),
        },
      ]
    case 'figure':
      return [
        {
          type: 'figure',
          picture: pictureHash.catch('').parse(attributes['picture']),
          width: figureWidth.catch(100).parse(attributes['width']),
          alt: text.parse(attributes['alt']),
          runs: readRuns(element),
        },
      ]
    case 'chart':
      return [{ type: 'chart', chart: chartKind.catch('bar').parse(attributes['chart']), runs: readRuns(element) }]
    default:
      return []
  }
}

const noteRule = z.object({ text, source: noteSource.catch(''), ref: text })

function readCell(cell: Y.XmlElement): Cell {
  const attributes: Record<string, unknown> = cell.getAttributes()
  return {
    header: cell.nodeName === 'tableHeader',
    colspan: count.parse(attributes['colspan']),
    rowspan: count.parse(attributes['rowspan']),
    width: widths.parse(attributes['colwidth'])?.[0] ?? null,
    blocks: readBlocks(cell),
  }
}

export const plainRun = (text: string): Run => ({ text, bold: false, italic: false, underline: false })

/** Formatted pieces of a Y.XmlText, as `toDelta` gives them. */
export const textDelta = z.array(z.object({ insert: z.unknown(), attributes: z.record(z.string(), z.unknown()).optional() }))

function readRuns(element: Y.XmlElement): Run[] {
  return element.toArray().flatMap((node) => {
    if (node instanceof Y.XmlElement) {
      if (node.nodeName === 'hardBreak') return [plainRun('\n')]
      return node.nodeName === 'footnote' ? [{ ...plainRun(''), note: noteRule.parse(node.getAttributes()) }] : []
    }
    if (!(node instanceof Y.XmlText)) return []
    return textDelta
      .parse(node.toDelta())
      .flatMap(({ insert, attributes = {} }) =>
        typeof insert === 'string'
          ? [{ text: insert, bold: 'bold' in attributes, italic: 'italic' in attributes, underline: 'underline' in attributes }]
          : [],
      )
  })
}

/** Every recommendation of a body, those inside quotes and lists included. */
export function recommendations(blocks: readonly Block[]): RecommendationBlock[] {
  return blocks.flatMap((block) => {
    if (block.type === 'recommendation') return [block]
    if (block.type === 'quote') return recommendations(block.blocks)
    if (block.type === 'list') return block.items.flatMap((item) => recommendations(item))
    return []
  })
}

/** Numbers of the headings in the official order: 一、 （一） 1. （1）; a heading restarts the levels below it. */
export function headingNumbers(levels: readonly HeadingLevel[]): string[] {
  const counts = [0, 0, 0, 0, 0]
  return levels.map((level) => {
    counts.fill(0, level + 1)
    counts[level] = (counts[level] ?? 0) + 1
    const n = counts[level]
    if (level === 1) return `${n > 99 ? n : chineseNumber(n)}、`
    if (level === 2) return `（${n > 99 ? n : chineseNumber(n)}）`
    return level === 3 ? `${n}.` : `（${n}）`
  })
}

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1–99 as 一 … 九十九. @throws RangeError beyond */
export function chineseNumber(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 99) throw new RangeError(`No heading number for ${n}`)
  const tens = Math.floor(n / 10)
  const ones = digits[n % 10] ?? ''
  if (tens === 0) return ones
  return `${tens === 1 ? '' : digits[tens]}十${ones}`
}

/** Characters as 公文 counts them: every visible character, spaces left out. */
export const characterCount = (blocks: readonly Block[]): number => blockTexts(blocks).join('').match(/\S/gu)?.length ?? 0

/** The texts of all blocks in reading order, one string a paragraph; the terms of recommendations behind their measures. */
export function blockTexts(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    switch (block.type) {
      case 'heading':
      case 'paragraph':
      case 'figure':
      case 'chart':
        return [plainText(block.runs)]
      case 'recommendation':
        return [plainText(block.runs), block.lead, block.term]
      case 'quote':
        return blockTexts(block.blocks)
      case 'list':
        return block.items.flatMap((item) => blockTexts(item))
      case 'table':
        return block.rows.flatMap((row) => row.flatMap((cell) => blockTexts(cell.blocks)))
    }
  })
}
