import type { Block, Cell, HeadingLevel, Run } from '../../../../shared/documents/memo.ts'

/** Builders for the texts of the sample. In every text `**…**` is bold. */
function runs(text: string): Run[] {
  return text
    .split('**')
    .map((part, index) => ({ text: part, bold: index % 2 === 1, italic: false, underline: false }))
    .filter((run) => run.text !== '')
}

const heading =
  (level: HeadingLevel) =>
  (text: string): Block => ({ type: 'heading', level, runs: runs(text) })
export const h1 = heading(1)
export const h2 = heading(2)
export const h3 = heading(3)

export const p = (text: string): Block => ({ type: 'paragraph', runs: runs(text) })
export const list = (...items: string[]): Block => ({ type: 'list', ordered: false, items: items.map((item) => [p(item)]) })

/** The first row is the heading row. */
export function table(head: readonly string[], ...rows: (readonly string[])[]): Block {
  const cell = (text: string, header: boolean): Cell => ({ header, colspan: 1, rowspan: 1, width: null, blocks: [p(text)] })
  return { type: 'table', rows: [head.map((text) => cell(text, true)), ...rows.map((row) => row.map((text) => cell(text, false)))] }
}

/** A measure with its lead department (牵头单位) and term (办理时限). */
export const measure = (id: string, lead: string, term: string, text: string): Block => ({
  type: 'recommendation',
  id,
  runs: runs(text),
  lead,
  term,
})

export type NewId = () => string
