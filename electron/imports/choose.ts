import { basename, join } from 'node:path'
import { dialog, type BrowserWindow } from 'electron'
import { z } from 'zod'
import { Refusal } from '../../shared/errors.ts'
import { importedText, type ImportedText } from '../../shared/imports.ts'
import { askApart } from '../apart.ts'
import { text } from '../text.ts'

const said = z.union([z.object({ text: importedText }), z.object({ problem: z.enum(['importTooLarge', 'importUnreadable']) })]).nullable()
/** So long may reading take, in ms. */
const patience = 20_000

/** Lets the person choose a document and reads it. @throws Refusal `cancelled`, `importTooLarge`, `importUnreadable` */
export async function chooseDocument(window: BrowserWindow, out: string): Promise<ImportedText & { fileName: string }> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: text.desktop.document.choose,
    properties: ['openFile'],
    filters: [{ name: text.desktop.document.files, extensions: ['docx', 'md', 'markdown', 'txt'] }],
  })
  const [path] = filePaths
  if (canceled || path === undefined) throw new Refusal({ kind: 'cancelled' })
  const fileName = basename(path)
  const answer = said.parse(await askApart(join(out, 'main/document.js'), [path], patience))
  if (answer === null || 'problem' in answer) throw new Refusal({ kind: answer?.problem ?? 'importUnreadable', fileName })
  return { ...answer.text, fileName }
}
