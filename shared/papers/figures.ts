import { part } from '../briefing/compose.ts'
import { figures, type Figure } from '../figures.ts'
import { figures as words } from '../i18n/zh/figures.ts'
import { print } from '../i18n/zh/print.ts'
import { heading, paragraph, table } from './blocks.ts'
import type { Paper, PrintedBlock } from './paper.ts'
import type { RegisterSource } from './register.ts'

/** What is counted of 督办, in the words of papers. */
export const figuresOf = ({ records }: RegisterSource, year: number | null, today: string): Figure[] =>
  figures(records.recommendations, year, today, words)

/** The figures for an annual report: of each its table, then the same drawn. Pure. @param day of printing, `2026-11-24` */
export function composeFigures(source: RegisterSource, year: number | null, day: string): Paper {
  const { workspace, style } = source
  const title = words.paper(workspace, year === null ? '' : words.ofYear(year))
  const counted = figuresOf(source, year, day).filter(({ rows }) => rows.length > 0)
  const blocks = counted.flatMap(({ kind, head, rows }) => [
    heading(words.titles[kind]),
    paragraph(words.hints[kind]),
    table(widthsOf(head.length), head, rows),
  ])
  const text = part({ title, authors: [], blocks }, 'p1')
  let at = 0
  const drawn = text.blocks.flatMap((block): PrintedBlock[] => {
    const figure = block.type === 'table' ? counted[at++] : undefined
    return figure ? [block, drawing(figure, at)] : [block]
  })
  return {
    content: {
      ...{ form: 'text', style, pageNumbers: true },
      sheets: [
        {
          ...{ form: 'plain', head: null, contents: { ownPage: false, entries: [] }, imprint: { rows: [], last: null } },
          parts: [{ ...text, blocks: drawn, signature: { name: workspace, date: print.day(day) } }],
        },
      ],
    },
    about: { title, author: workspace, subject: words.title, keywords: [words.title, workspace], day },
    fileName: `${words.title}${year === null ? '' : words.ofYear(year)}`,
  }
}

const drawing = ({ kind, chart, data }: Figure, nth: number): PrintedBlock => ({
  ...{ type: 'chart', chart, data, number: print.figure(nth) },
  runs: [{ text: words.titles[kind], bold: false, italic: false, underline: false }],
})

const widthsOf = (columns: number): number[] => [0.34, ...Array.from({ length: columns - 1 }, () => 0.66 / (columns - 1))]
