import * as Y from 'yjs'
import { z } from 'zod'
import { formatting, readChange, readRestyled } from './suggestions.ts'

/**
 * The body of a memo: the Y.XmlFragment `body`, in the closed set of blocks and marks that `schema.ts` gives the editor.
 * Here it is read into plain values, which compose, search, export and the content hash share.
 */
/** 2: figures, charts and notes. 3: suggestions. */
export const memoSchemaNumber = 3
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

export const plainText = (runs: readonly Pick<Run, 'text'>[]): string => runs.map((run) => run.text).join('')

const text = z.string().catch('')
const count = z.coerce.number().int().min(1).max(100).catch(1)
const widths = z.array(z.number()).nullable().catch(null)

/**
 * Blocks of a body, in order, as they stand: what is only suggested is left out, and what is suggested to go is there. What the schema
 * does not know is left out too: the schema guard has refused it before.
 */
export const readBlocks = (parent: Y.XmlFragment): Block[] => readFlow(parent, { line: null, runsOf: readRuns })

/**
 * The body of a document that is read again and again while it is written in: a line that nobody has touched since is not read again.
 * Not to be called within a transaction that changes it.
 */
export function blocksNow(doc: Y.Doc): Block[] {
  const reader = readers.get(doc) ?? readerOf(doc)
  readers.set(doc, reader)
  return reader()
}
const readers = new WeakMap<Y.Doc, () => Block[]>()

function readerOf(doc: Y.Doc): () => Block[] {
  let known = new WeakMap<object, readonly Run[]>()
  doc.on('beforeObserverCalls', ({ changed }: Y.Transaction) => {
    // Looking up what is above each of very many costs more than reading all anew.
    if (changed.size > mostFollowed) known = new WeakMap()
    else
      for (const type of changed.keys()) for (let at: object | null = type; at instanceof Y.AbstractType; at = at.parent) known.delete(at)
  })
  const runsOf = (element: Y.XmlElement): Run[] => {
    const runs = known.get(element) ?? readRuns(element)
    known.set(element, runs)
    return [...runs]
  }
  return () => readFlow(memoBody(doc), { line: null, runsOf })
}
const mostFollowed = 1_000

/** `line`: the runs that a paragraph whose break is only suggested goes on with. */
type Flow = { line: Run[] | null; runsOf: (element: Y.XmlElement) => Run[] }

const elements = (parent: Y.XmlFragment): Y.XmlElement[] => parent.toArray().filter((node) => node instanceof Y.XmlElement)
const readFlow = (parent: Y.XmlFragment, flow: Flow): Block[] => elements(parent).flatMap((element) => readBlock(element, flow))
const isInserted = (suggested: unknown): boolean => readChange(suggested)?.kind === 'insertion'

function readBlock(element: Y.XmlElement, flow: Flow): Block[] {
  const given: Record<string, unknown> = element.getAttributes()
  if (isInserted(given['suggestedNode'])) return []
  const was = readRestyled(given['suggestedStyle'])?.was
  const name = was?.type ?? element.nodeName
  const attributes = was?.attrs ?? given
  if (name === 'paragraph' || name === 'heading' || name === 'recommendation') {
    const runs = flow.runsOf(element)
    if (isInserted(given['suggestedBreak'])) {
      if (flow.line) flow.line.splice(0, flow.line.length, ...joined([...flow.line, ...runs]))
      if (flow.line || runs.length === 0) return []
    }
    flow.line = runs
    return [lineBlock(name, attributes, runs)]
  }
  switch (name) {
    case 'blockquote': {
      const blocks = readFlow(element, flow)
      return blocks.length > 0 || element.length === 0 ? [{ type: 'quote', blocks }] : []
    }
    case 'bulletList':
    case 'orderedList': {
      const items = readItems(element, flow)
      return items.length > 0 || element.length === 0 ? [{ type: 'list', ordered: name === 'orderedList', items }] : []
    }
    case 'table': {
      flow.line = null
      const rows = elements(element).filter((row) => !isInserted(row.getAttribute('suggestedNode')))
      return [{ type: 'table', rows: rows.map((row) => elements(row).map((cell) => readCell(cell, flow))) }]
    }
    case 'figure':
    case 'chart': {
      flow.line = null
      const runs = flow.runsOf(element)
      if (name === 'chart') return [{ type: 'chart', chart: chartKind.catch('bar').parse(attributes['chart']), runs }]
      const picture = pictureHash.catch('').parse(attributes['picture'])
      const width = figureWidth.catch(100).parse(attributes['width'])
      return [{ type: 'figure', picture, width, alt: text.parse(attributes['alt']), runs }]
    }
    default:
      return []
  }
}

function lineBlock(type: 'paragraph' | 'heading' | 'recommendation', attributes: Record<string, unknown>, runs: Run[]): Block {
  if (type === 'paragraph') return { type, runs }
  if (type === 'heading') return { type, level: headingLevel.catch(1).parse(Number(attributes['level'])), runs }
  return { type, id: text.parse(attributes['id']), runs, lead: text.parse(attributes['lead']), term: text.parse(attributes['term']) }
}

/** An item whose first paragraph goes on with a line above is no item: what else is in it belongs to the one before. */
function readItems(list: Y.XmlElement, flow: Flow): Block[][] {
  const items: Block[][] = []
  for (const item of elements(list)) {
    if (isInserted(item.getAttribute('suggestedNode'))) continue
    const goesOn = flow.line !== null && isJoined(item)
    const blocks = readFlow(item, flow)
    const before = items.at(-1)
    if (goesOn && before) before.push(...blocks)
    else if (blocks.length > 0 || item.length === 0) items.push(blocks)
  }
  return items
}

function isJoined(item: Y.XmlElement): boolean {
  const first = elements(item).find((child) => !isInserted(child.getAttribute('suggestedNode')))
  return first !== undefined && isInserted(first.getAttribute('suggestedBreak'))
}

const noteRule = z.object({ text, source: noteSource.catch(''), ref: text })

function readCell(cell: Y.XmlElement, { runsOf }: Flow): Cell {
  const attributes: Record<string, unknown> = cell.getAttributes()
  return {
    header: cell.nodeName === 'tableHeader',
    colspan: count.parse(attributes['colspan']),
    rowspan: count.parse(attributes['rowspan']),
    width: widths.parse(attributes['colwidth'])?.[0] ?? null,
    blocks: readFlow(cell, { line: null, runsOf }),
  }
}

export const plainRun = (text: string): Run => ({ text, bold: false, italic: false, underline: false })

/** Formatted pieces of a Y.XmlText, as `toDelta` gives them. */
export const textDelta = z.array(z.object({ insert: z.unknown(), attributes: z.record(z.string(), z.unknown()).optional() }))

function readRuns(element: Y.XmlElement): Run[] {
  const seen = { suggested: false }
  const runs = element.toArray().flatMap((node): Run[] => {
    if (node instanceof Y.XmlElement) {
      const given: Record<string, unknown> = node.getAttributes()
      if (isInserted(given['suggestedNode'])) return []
      if (node.nodeName === 'hardBreak') return [plainRun('\n')]
      const said = readRestyled(given['suggestedStyle'])?.was.attrs ?? given
      return node.nodeName === 'footnote' ? [{ ...plainRun(''), note: noteRule.parse(said) }] : []
    }
    if (!(node instanceof Y.XmlText)) return []
    return textDelta.parse(node.toDelta()).flatMap(({ insert, attributes = {} }): Run[] => {
      seen.suggested ||= 'insertion' in attributes || 'deletion' in attributes || 'formatting' in attributes
      if (typeof insert !== 'string' || 'insertion' in attributes) return []
      const was = 'formatting' in attributes ? formatting.safeParse(attributes['formatting']).data?.was.split(' ') : undefined
      const has = (style: string): boolean => (was ? was.includes(style) : style in attributes)
      return [{ text: insert, bold: has('bold'), italic: has('italic'), underline: has('underline') }]
    })
  })
  return seen.suggested ? joined(runs) : runs
}

/** Without the seams that suggestions make. */
function joined(runs: readonly Run[]): Run[] {
  const whole: Run[] = []
  for (const run of runs) {
    const last = whole.at(-1)
    const isLine = (one: Run): boolean => one.note === undefined && one.text !== '\n'
    const isAlike = last?.bold === run.bold && last.italic === run.italic && last.underline === run.underline
    if (last && isAlike && isLine(last) && isLine(run)) whole[whole.length - 1] = { ...last, text: last.text + run.text }
    else whole.push(run)
  }
  return whole
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
export const characterCount = (blocks: readonly Block[]): number => visibleCount(blockTexts(blocks).join(''))

/** Code points but spaces: of a pair the second half counts. A list of them all would take 10 MB for 500 pages. */
export const visibleCount = (text: string): number => text.replace(/\s+|[\ud800-\udbff](?=[\udc00-\udfff])/g, '').length

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
