import { chartData } from '../documents/chart.ts'
import { headingNumbers } from '../documents/memo.ts'
import type { Block, Cell, HeadingLevel, Note, Run } from '../documents/memo.ts'
import { print } from '../i18n/zh/print.ts'
import type { Labelled, Part, PrintedBlock, PrintedNote, PrintedRun } from '../papers/paper.ts'
import { contentRuns, hasText } from './runs.ts'

/**
 * Blocks as they are printed. Headings, figures and notes get their numbers, in reading order; paragraphs without text, which people
 * set as space, are left out, and so are spaces typed in front as an indent.
 * @param part what anchors of its headings begin with @param noted how many notes stand before it on its sheet
 */
export function printedParts(blocks: readonly Block[], part: string, noted = 0): Pick<Part, 'blocks' | 'notes'> {
  const counts = new Counts(blocks, part, noted)
  return { blocks: printedBlocks(blocks, counts), notes: counts.notes }
}

/** In reading order, those inside quotes, lists and tables included: the order in which `printedBlocks` asks for numbers. */
function headingLevels(blocks: readonly Block[]): HeadingLevel[] {
  return blocks.flatMap((block) => {
    switch (block.type) {
      case 'heading':
        return [block.level]
      case 'quote':
        return headingLevels(block.blocks)
      case 'list':
        return block.items.flatMap(headingLevels)
      case 'table':
        return block.rows.flatMap((row) => row.flatMap((cell) => headingLevels(cell.blocks)))
      case 'paragraph':
      case 'recommendation':
      case 'figure':
      case 'chart':
        return []
    }
  })
}

/** What is counted through one part, in reading order. */
class Counts {
  readonly notes: PrintedNote[] = []
  readonly #headings: Iterator<string, undefined>
  readonly #part: string
  readonly #noted: number
  #nth = 0
  #figures = 0

  constructor(blocks: readonly Block[], part: string, noted: number) {
    this.#part = part
    this.#noted = noted
    this.#headings = headingNumbers(headingLevels(blocks)).values()
  }

  heading(): { number: string; anchor: string } {
    this.#nth += 1
    return { number: this.#headings.next().value ?? '', anchor: `${this.#part}-${this.#nth}` }
  }

  figure(): string {
    this.#figures += 1
    return print.figure(this.#figures)
  }

  runs(runs: readonly Run[]): PrintedRun[] {
    return contentRuns(runs).map(({ note, ...run }) => (note ? { ...run, ...this.#note(note) } : run))
  }

  #note({ text, source, ref }: Note): Pick<PrintedRun, 'text'> & { note: string } {
    const mark = print.noteMark(this.#noted + this.notes.length + 1)
    const said = source === 'link' && !text.includes(ref) ? [text, ref].filter((part) => part !== '').join(' ') : text
    this.notes.push({ mark, text: said })
    return { text: mark, note: said }
  }
}

/** A chart shows the table that stands before it. */
function printedBlocks(blocks: readonly Block[], counts: Counts): PrintedBlock[] {
  let rows: readonly Cell[][] = []
  return blocks.flatMap((block) => {
    if (block.type === 'table') rows = block.rows
    return printedBlock(block, counts, rows)
  })
}

function printedBlock(block: Block, counts: Counts, rows: readonly Cell[][]): PrintedBlock[] {
  switch (block.type) {
    case 'heading':
      return [{ type: 'heading', level: block.level, ...counts.heading(), runs: counts.runs(block.runs) }]
    case 'paragraph':
      return hasText(block.runs) ? [{ type: 'paragraph', runs: counts.runs(block.runs) }] : []
    case 'quote':
      return [{ type: 'quote', blocks: printedBlocks(block.blocks, counts) }]
    case 'figure': {
      const { type, picture, width, alt } = block
      return picture === '' ? [] : [{ type, picture, width, alt, number: counts.figure(), runs: counts.runs(block.runs) }]
    }
    case 'chart': {
      const data = chartData(rows)
      return data ? [{ type: 'chart', chart: block.chart, data, number: counts.figure(), runs: counts.runs(block.runs) }] : []
    }
    case 'list':
      return [
        {
          type: 'list',
          items: block.items.map((item, index) => ({
            marker: block.ordered ? print.item(index + 1) : print.bullet,
            blocks: printedBlocks(item, counts),
          })),
        },
      ]
    case 'table':
      return printedTable(block.rows, counts)
    case 'recommendation':
      return [{ type: 'recommendation', id: block.id, runs: counts.runs(block.runs), terms: terms(block) }]
  }
}

const terms = ({ lead, term }: { lead: string; term: string }): Labelled[] =>
  [
    { label: print.lead, text: lead.trim() },
    { label: print.term, text: term.trim() },
  ].filter(({ text }) => text !== '')

/** Rows of header cells at the top are the head, which is repeated on every page that the table reaches. */
function printedTable(rows: readonly Cell[][], counts: Counts): PrintedBlock[] {
  const filled = rows.filter((row) => row.length > 0)
  const firstPlain = filled.findIndex((row) => row.some(({ header }) => !header))
  // A head that a cell reaches out of, or that is all there is, cannot be set apart.
  const span = firstPlain === -1 ? 0 : firstPlain
  const head = filled.slice(0, span).some((row, index) => row.some(({ rowspan }) => index + rowspan > span)) ? 0 : span
  const printed = filled.map((row) =>
    row.map(({ header, colspan, rowspan, blocks }) => ({ header, colspan, rowspan, blocks: printedBlocks(blocks, counts) })),
  )
  if (printed.length === 0) return []
  return [{ type: 'table', columns: columnShares(filled), head: printed.slice(0, head), body: printed.slice(head) }]
}

/** Widths of the columns as shares of the whole, from the first row that has no joined cells; empty when none are set. */
function columnShares(rows: readonly Cell[][]): number[] {
  const count = Math.max(...rows.map((row) => row.reduce((sum, { colspan }) => sum + colspan, 0)))
  const row = rows.find((cells) => cells.length === count)
  if (!row?.some(({ width }) => width !== null)) return []
  const set = row.flatMap(({ width }) => (width === null ? [] : [width]))
  const usual = set.reduce((sum, width) => sum + width, 0) / set.length
  const total = row.reduce((sum, { width }) => sum + (width ?? usual), 0)
  return row.map(({ width }) => (width ?? usual) / total)
}
