import { basename, join } from 'node:path'
import { dialog, type BrowserWindow } from 'electron'
import { z } from 'zod'
import type { Preferences } from '../../shared/desktop.ts'
import { foundList, type FoundList } from '../../shared/dialogues/attendees.ts'
import { Refusal } from '../../shared/errors.ts'
import { askApart } from '../apart.ts'
import { text } from '../text.ts'

const said = z.union([foundList, z.object({ problem: z.enum(['listTooLarge', 'listUnreadable']) })]).nullable()
/** So long may reading take, in ms. */
const patience = 60_000

export type Choosing = {
  language: Preferences['language']
  /** Told which file is being read, once it is chosen. */
  chosen: (fileName: string) => void
  signal: AbortSignal
}

/**
 * Lets the person choose a list and reads it, in a process of its own.
 * @param out the folder of the built programs
 * @throws Refusal `cancelled`, `listTooLarge`, `listUnreadable`
 */
export async function chooseList(window: BrowserWindow, out: string, choosing: Choosing): Promise<{ fileName: string; list: FoundList }> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: text.desktop.list.choose,
    properties: ['openFile'],
    filters: [{ name: text.desktop.list.files, extensions: ['xlsx', 'csv'] }],
  })
  const [path] = filePaths
  if (canceled || path === undefined) throw new Refusal({ kind: 'cancelled' })
  const fileName = basename(path)
  choosing.chosen(fileName)
  const answer = said.parse(await askApart(join(out, 'main/list.js'), [path, choosing.language], patience, { signal: choosing.signal }))
  if (choosing.signal.aborted) throw new Refusal({ kind: 'cancelled' })
  if (answer === null || 'problem' in answer) throw new Refusal({ kind: answer?.problem ?? 'listUnreadable', fileName })
  return { fileName, list: answer }
}
