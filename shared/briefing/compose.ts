import { chartData, drawChart, type Shape } from '../documents/chart.ts'
import { headingNumbers } from '../documents/memo.ts'
import type { Block, Cell, HeadingLevel, MemoContent, Note, Run } from '../documents/memo.ts'
import { print } from '../i18n/zh/print.ts'
import type { Briefing } from '../register.ts'
import type { BriefingSource } from './source.ts'
import { contentRuns, hasText } from './runs.ts'

/** A briefing as it is to be printed: every word and number in place, nothing left to look up. PDF and Word are made from it. */
export type BriefingContent = {
  masthead: string
  /** 第×期（总第×期） */
  number: string
  secrecy: string
  compiler: string
  date: string
  /** Titles of the articles; empty when there is but one. */
  contents: string[]
  articles: Article[]
  imprint: Imprint
  about: About
}
export type Article = {
  title: string
  blocks: PrintedBlock[]
  /** Behind the text: Chromium sets no notes at the foot of a page (domain.md §6). */
  notes: PrintedNote[]
  /** Who wrote it, in brackets; empty when nobody is named. */ authors: string
}
/** 版记; without rows and copies it is left out. */
export type Imprint = { rows: Labelled[]; copies: string }
export type Labelled = { label: string; text: string }
/** What the file says about itself. */
export type About = { title: string; author: string; subject: string; keywords: string[]; /** ISO day */ day: string }

/** `raised`: the mark of a note. */
export type PrintedRun = Omit<Run, 'note'> & { raised?: true }
export type PrintedNote = { mark: string; text: string }
export type PrintedBlock =
  | { type: 'heading'; level: HeadingLevel; number: string; runs: PrintedRun[] }
  | { type: 'paragraph'; runs: PrintedRun[] }
  | { type: 'quote'; blocks: PrintedBlock[] }
  | { type: 'list'; items: PrintedItem[] }
  | { type: 'table'; columns: number[]; head: PrintedCell[][]; body: PrintedCell[][] }
  | { type: 'recommendation'; id: string; runs: PrintedRun[]; terms: Labelled[] }
  | { type: 'figure'; picture: string; width: number; alt: string; number: string; runs: PrintedRun[] }
  | { type: 'chart'; drawing: Shape[]; number: string; runs: PrintedRun[] }
export type PrintedItem = { marker: string; blocks: PrintedBlock[] }
export type PrintedCell = { header: boolean; colspan: number; rowspan: number; blocks: PrintedBlock[] }

/**
 * The printed form of a briefing. Pure: equal sources give equal contents. Headings are numbered anew in each article;
 * paragraphs without text, which people set as space, are left out, and so are spaces typed in front as an indent.
 */
export function compose({ briefing, memos }: BriefingSource): BriefingContent {
  const number = numberLine(briefing)
  return {
    masthead: briefing.masthead,
    number,
    secrecy: briefing.secrecy,
    compiler: briefing.compiler,
    date: print.day(briefing.date),
    contents: memos.length > 1 ? memos.map(({ title }) => title) : [],
    articles: memos.map(article),
    imprint: imprint(briefing),
    about: {
      title: `${briefing.masthead}${number}`,
      author: briefing.compiler,
      subject: memos.map(({ title }) => title).join('；'),
      keywords: [briefing.masthead, briefing.compiler, ...new Set(memos.flatMap(({ authors }) => authors))],
      day: briefing.date,
    },
  }
}

/** A name for the file: 民营经济专报2026年第3期.pdf, before it has a number 民营经济专报（草稿）.pdf */
export function suggestedFileName({ masthead, date, number }: Briefing, extension = 'pdf'): string {
  return fileNameOf(`${masthead}${number === null ? print.draft : `${print.year(date)}${print.number(number)}`}`, extension)
}

/** Without what one of the three systems does not allow in a name. */
export const fileNameOf = (name: string, extension: string): string =>
  `${name.replace(/[\p{Cc}\\/:*?"<>|]/gu, '').replace(/^\.+/, '')}.${extension}`

const numberLine = ({ number, total }: Briefing): string => `${print.number(number)}${total === null ? '' : print.total(total)}`

function imprint({ report, send, distribute, copies }: Briefing): Imprint {
  const rows = [
    { label: print.report, text: report },
    { label: print.send, text: send },
    { label: print.distribute, text: distribute },
  ]
  return { rows: rows.filter(({ text }) => text !== ''), copies: copies === 0 ? '' : print.copies(copies) }
}

function article({ title, authors, blocks }: MemoContent): Article {
  const counts = new Counts(blocks)
  return {
    title,
    blocks: printedBlocks(blocks, counts),
    notes: counts.notes,
    authors: authors.length > 0 ? print.authors(authors) : '',
  }
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

/** What is counted through one article, in reading order. */
class Counts {
  readonly notes: PrintedNote[] = []
  readonly #headings: Iterator<string, undefined>
  #figures = 0

  constructor(blocks: readonly Block[]) {
    this.#headings = headingNumbers(headingLevels(blocks)).values()
  }

  heading(): string {
    return this.#headings.next().value ?? ''
  }

  figure(): string {
    this.#figures += 1
    return print.figure(this.#figures)
  }

  runs(runs: readonly Run[]): PrintedRun[] {
    return contentRuns(runs).map(({ note, ...run }) => (note ? { ...run, text: this.#note(note), raised: true } : run))
  }

  #note({ text, source, ref }: Note): string {
    const mark = print.noteMark(this.notes.length + 1)
    this.notes.push({ mark, text: source === 'link' && !text.includes(ref) ? [text, ref].filter((part) => part !== '').join(' ') : text })
    return mark
  }
}

/** A chart is drawn from the table that stands before it. */
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
      return [{ type: 'heading', level: block.level, number: counts.heading(), runs: counts.runs(block.runs) }]
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
      return data ? [{ type: 'chart', drawing: drawChart(block.chart, data), number: counts.figure(), runs: counts.runs(block.runs) }] : []
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
