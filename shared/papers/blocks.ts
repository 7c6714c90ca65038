import type { Block, Cell, HeadingLevel } from '../documents/memo.ts'
import { print } from '../i18n/zh/print.ts'

/** The pieces that papers are put together from. */
export const paragraph = (text: string): Block => ({ type: 'paragraph', runs: [{ text, bold: false, italic: false, underline: false }] })
export const heading = (text: string, level: HeadingLevel = 1): Block => ({
  ...{ type: 'heading', level },
  runs: [{ text, bold: false, italic: false, underline: false }],
})

/** @param width as a share of the whole */
const cell = (text: string, width: number, header: boolean): Cell => ({
  header,
  colspan: 1,
  rowspan: 1,
  width: width * 1000,
  blocks: text.split('\n').map(paragraph),
})

export const table = (widths: readonly number[], head: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  type: 'table',
  rows: [head, ...rows].map((row, at) => row.map((text, column) => cell(text, widths[column] ?? 0, at === 0))),
})

/** Rows of a name and what stands for it; those without are left out. */
export const nameTable = (rows: readonly (readonly [string, string])[]): Block => ({
  type: 'table',
  rows: rows.filter(([, text]) => text !== '').map(([name, text]) => [cell(name, 0.22, true), cell(text, 0.78, false)]),
})

/** In a narrow column a day breaks after the year and nowhere else. */
export const dayInCell = (day: string | null): string => (day === null ? '' : print.day(day).replace('年', '年\n'))
