import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import Papa from 'papaparse'
import { readSheet, type CellValue } from 'read-excel-file/node'
import { longestList } from '../../shared/commands.ts'
import type { MakeBook } from './apart.ts'

/** So large may a list be: a file in bytes, its rows with the head, its columns. A sheet of people lies far below. */
export const listLimits = { bytes: 20 * 2 ** 20, rows: longestList + 10, columns: 60, cell: 1000 } as const

export type Table = string[][]

/** @throws TypeError `tooLarge` or `unreadable`: both are told to the person as what they are */
export async function readTable(path: string): Promise<Table> {
  if ((await stat(path)).size > listLimits.bytes) throw new TypeError('tooLarge')
  const bytes = await readFile(path)
  const table = extname(path).toLowerCase() === '.csv' ? csv(bytes) : await xlsx(bytes)
  if (table.length > listLimits.rows) throw new TypeError('tooLarge')
  return table.map((row) => row.slice(0, listLimits.columns).map((cell) => cell.slice(0, listLimits.cell)))
}

/** A formula is what it last came to; of merged cells the first holds the text. */
async function xlsx(bytes: Buffer): Promise<Table> {
  const sheet = await readSheet(bytes).catch((reason: unknown) => {
    throw new TypeError('unreadable', { cause: reason })
  })
  return sheet.map((row) => row.map(cellText))
}

const cellText = (value: CellValue | null): string => {
  if (value === null) return ''
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value)
}

const csv = (bytes: Uint8Array): Table => Papa.parse<string[]>(decode(bytes), { skipEmptyLines: 'greedy' }).data

/** UTF-8 where it is that throughout, else what Chinese spreadsheets write. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (reason) {
    if (reason instanceof TypeError) return new TextDecoder('gb18030').decode(bytes)
    throw reason
  }
}

/** With a byte order mark, without which spreadsheets take it for another encoding; what could be run as a formula is text. */
const csvBytes = (table: Table): Uint8Array =>
  new TextEncoder().encode(`\ufeff${Papa.unparse(table, { newline: '\r\n', escapeFormulae: true })}`)

/** @param name of the sheet of a workbook @param book what makes the workbook */
export const tableBytes = (table: Table, format: 'xlsx' | 'csv', name: string, book: MakeBook): Promise<Uint8Array> =>
  format === 'csv' ? Promise.resolve(csvBytes(table)) : book([{ name, table }])
