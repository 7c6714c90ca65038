import { basename, join } from 'node:path'
import { dialog, type BrowserWindow } from 'electron'
import { z } from 'zod'
import { Refusal } from '../../shared/errors.ts'
import { askApart } from '../apart.ts'
import { text } from '../text.ts'
import type { Table } from './table.ts'

const said = z
  .union([z.object({ table: z.array(z.array(z.string())) }), z.object({ problem: z.enum(['listTooLarge', 'listUnreadable']) })])
  .nullable()
/** So long may reading take, in ms. */
const patience = 30_000

/** Lets the person choose a list and reads it. @throws Refusal `cancelled`, `listTooLarge`, `listUnreadable` */
export async function chooseList(window: BrowserWindow, out: string): Promise<{ fileName: string; table: Table }> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: text.desktop.list.choose,
    properties: ['openFile'],
    filters: [{ name: text.desktop.list.files, extensions: ['xlsx', 'csv'] }],
  })
  const [path] = filePaths
  if (canceled || path === undefined) throw new Refusal({ kind: 'cancelled' })
  return { fileName: basename(path), table: await readApart(path, join(out, 'main/list.js')) }
}

async function readApart(path: string, program: string): Promise<Table> {
  const answer = said.parse(await askApart(program, [path], patience))
  if (answer !== null && 'table' in answer) return answer.table
  throw new Refusal({ kind: answer?.problem ?? 'listUnreadable', fileName: basename(path) })
}
