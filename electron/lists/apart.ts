import { join } from 'node:path'
import { Refusal } from '../../shared/errors.ts'
import { askApart } from '../apart.ts'
import type { BookSheet } from './workbook.ts'

/** A workbook of these sheets. @throws Refusal `cancelled` once the signal says so, `bookFailed` */
export type MakeBook = (sheets: readonly BookSheet[], signal?: AbortSignal) => Promise<Uint8Array>

/** For one workbook, ms: ten times what 20,000 rows of thirty columns take. */
const patience = 200_000
/** So many rows are made sooner than a process has started. */
const rowsHere = 200

/** WB2 A long workbook is made in a process of its own: no window waits for it. @param out the folder of the built programs */
export const bookApart =
  (out: string): MakeBook =>
  async (sheets, signal) => {
    if (sheets.reduce((sum, { table }) => sum + table.length, 0) <= rowsHere) return (await import('./workbook.ts')).workbookBytes(sheets)
    const answer = await askApart(join(out, 'main/book.js'), [], patience, { messages: [sheets], ...(signal && { signal }) })
    if (signal?.aborted) throw new Refusal({ kind: 'cancelled' })
    if (answer instanceof Uint8Array) return answer
    throw new Refusal({ kind: 'bookFailed' })
  }
