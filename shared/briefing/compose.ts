import { headingNumbers } from '../documents/memo.ts'
import type { Block, Cell, HeadingLevel, MemoContent, Run } from '../documents/memo.ts'
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
  /** Who wrote it, in brackets; empty when nobody is named. */ authors: string
}
/** 版记; without rows and copies it is left out. */
export type Imprint = { rows: Labelled[]; copies: string }
export type Labelled = { label: string; text: string }
/** What the file says about itself. */
export type About = { title: string; author: string; subject: string; keywords: string[]; /** ISO day */ day: string }

export type PrintedBlock =
  | { type: 'heading'; level: HeadingLevel; number: string; runs: Run[] }
  | { type: 'paragraph'; runs: Run[] }
  | { type: 'quote'; blocks: PrintedBlock[] }
  | { type: 'list'; items: PrintedItem[] }
  | { type: 'table'; columns: number[]; head: PrintedCell[][]; body: PrintedCell[][] }
  | { type: 'recommendation'; id: string; runs: Run[]; terms: Labelled[] }
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
  const numbers = headingNumbers(headingLevels(blocks)).values()
  return {
    title,
    blocks: printedBlocks(blocks, () => numbers.next().value ?? ''),
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
        return []
    }
  })
}

type NextNumber = () => string

const printedBlocks = (blocks: readonly Block[], next: NextNumber): PrintedBlock[] => blocks.flatMap((block) => printedBlock(block, next))

function printedBlock(block: Block, next: NextNumber): PrintedBlock[] {
  switch (block.type) {
    case 'heading':
      return [{ type: 'heading', level: block.level, number: next(), runs: contentRuns(block.runs) }]
    case 'paragraph':
      return hasText(block.runs) ? [{ type: 'paragraph', runs: contentRuns(block.runs) }] : []
    case 'quote':
      return [{ type: 'quote', blocks: printedBlocks(block.blocks, next) }]
    case 'list':
      return [
        {
          type: 'list',
          items: block.items.map((item, index) => ({
            marker: block.ordered ? print.item(index + 1) : print.bullet,
            blocks: printedBlocks(item, next),
          })),
        },
      ]
    case 'table':
      return printedTable(block.rows, next)
    case 'recommendation':
      return [{ type: 'recommendation', id: block.id, runs: contentRuns(block.runs), terms: terms(block) }]
  }
}

const terms = ({ lead, term }: { lead: string; term: string }): Labelled[] =>
  [
    { label: print.lead, text: lead.trim() },
    { label: print.term, text: term.trim() },
  ].filter(({ text }) => text !== '')

/** Rows of header cells at the top are the head, which is repeated on every page that the table reaches. */
function printedTable(rows: readonly Cell[][], next: NextNumber): PrintedBlock[] {
  const filled = rows.filter((row) => row.length > 0)
  const firstPlain = filled.findIndex((row) => row.some(({ header }) => !header))
  // A head that a cell reaches out of, or that is all there is, cannot be set apart.
  const span = firstPlain === -1 ? 0 : firstPlain
  const head = filled.slice(0, span).some((row, index) => row.some(({ rowspan }) => index + rowspan > span)) ? 0 : span
  const printed = filled.map((row) =>
    row.map(({ header, colspan, rowspan, blocks }) => ({ header, colspan, rowspan, blocks: printedBlocks(blocks, next) })),
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
