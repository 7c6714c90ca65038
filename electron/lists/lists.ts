import { basename, join } from 'node:path'
import { dialog, utilityProcess, type BrowserWindow } from 'electron'
import { z } from 'zod'
import { Refusal } from '../../shared/errors.ts'
import { text } from '../text.ts'
import type { Table } from './table.ts'

const said = z.union([z.object({ table: z.array(z.array(z.string())) }), z.object({ problem: z.enum(['listTooLarge', 'listUnreadable']) })])
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

function readApart(path: string, program: string): Promise<Table> {
  const fileName = basename(path)
  return new Promise((resolve, reject) => {
    const child = utilityProcess.fork(program, [path], { serviceName: 'Yice list' })
    const fail = (kind: 'listTooLarge' | 'listUnreadable'): void => reject(new Refusal({ kind, fileName }))
    const limit = setTimeout(() => child.kill(), patience)
    child.once('message', (message: unknown) => {
      const answer = said.parse(message)
      if ('table' in answer) resolve(answer.table)
      else fail(answer.problem)
      child.kill()
    })
    child.once('exit', () => {
      clearTimeout(limit)
      fail('listUnreadable')
    })
  })
}
