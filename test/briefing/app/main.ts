import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize } from 'node:v8'
import { app, protocol } from 'electron'
import { z } from 'zod'
import { openPrinter } from '../../../electron/briefing/briefing.ts'
import { schemePrivileges } from '../../../electron/scheme.ts'
import type { Paper } from '../../../shared/papers/paper.ts'

/** Prints the papers of `jobs`, one after another on one page, into `N.pdf` and `answers.json` beside it. */
const folder = process.env['PRINT_FOLDER'] ?? ''
const fonts = process.env['PRINT_FONTS'] ?? ''

protocol.registerSchemesAsPrivileged([schemePrivileges])
void app
  .whenReady()
  .then(print)
  .then(
    () => app.exit(0),
    (error: unknown) => {
      console.error(error)
      app.exit(1)
    },
  )

async function print(): Promise<void> {
  const papers = z.array(z.custom<Paper>()).parse(deserialize(await readFile(join(folder, 'jobs'))))
  const started = performance.now()
  const printer = openPrinter({ fonts, out: folder })
  await printer.ready()
  const opened = performance.now() - started
  const answers = await Promise.all(
    papers.map(async (paper, index) => {
      const { pdf, pages, fileName } = await printer.print(paper)
      await writeFile(join(folder, `${index}.pdf`), pdf)
      return { pages, fileName, at: performance.now() - started }
    }),
  )
  printer.close()
  await writeFile(join(folder, 'answers.json'), JSON.stringify({ opened, answers }))
}
