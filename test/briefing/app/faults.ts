import { cp, readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, protocol, webContents } from 'electron'
import { z } from 'zod'
import { openPrinter } from '../../../electron/briefing/briefing.ts'
import { schemePrivileges } from '../../../electron/scheme.ts'
import { Refusal, type Failure } from '../../../shared/errors.ts'
import type { Paper } from '../../../shared/papers/paper.ts'

/**
 * The real printer under faults that only the real one has: its page killed while it prints, and each of its font files cut short in
 * turn. Writes what was refused, and whether the next paper was whole, into `answers.json`.
 */
const folder = process.env['PRINT_FOLDER'] ?? ''
const fonts = process.env['PRINT_FONTS'] ?? ''

protocol.registerSchemesAsPrivileged([schemePrivileges])
void app
  .whenReady()
  .then(run)
  .then(
    () => app.exit(0),
    (error: unknown) => {
      console.error(error)
      app.exit(1)
    },
  )

async function run(): Promise<void> {
  const [paper] = z.array(z.custom<Paper>()).parse(JSON.parse(await readFile(join(folder, 'jobs.json'), 'utf8')))
  if (!paper) throw new TypeError('no paper')
  const own = join(folder, 'fonts')
  await cp(fonts, own, { recursive: true })
  const printer = await openPrinter({ fonts: own })
  const before = await printer.print(paper)
  const killed = refused(printer.print(paper))
  for (const one of webContents.getAllWebContents()) one.forcefullyCrashRenderer()
  const answers: { fault: string; failure: Failure | null; whole: boolean }[] = []
  answers.push({ fault: 'the printing page was killed', failure: await killed, whole: same(before, await printer.print(paper)) })
  await printer.close()
  for (const name of (await readdir(fonts)).filter((file) => file.endsWith('.common.ttf') || file === 'PageNumber.ttf')) {
    await truncate(join(own, name), 1000)
    const failure = await refused(openPrinter({ fonts: own }).then((one) => one.print(paper).finally(() => one.close())))
    await cp(join(fonts, name), join(own, name))
    const mended = await openPrinter({ fonts: own })
    answers.push({ fault: `${name} was cut short`, failure, whole: same(before, await mended.print(paper)) })
    await mended.close()
  }
  await writeFile(join(folder, 'answers.json'), JSON.stringify(answers))
}

const same = (one: { pdf: Uint8Array }, other: { pdf: Uint8Array }): boolean => Buffer.compare(one.pdf, other.pdf) === 0

async function refused(job: Promise<unknown>): Promise<Failure | null> {
  try {
    await job
    return null
  } catch (reason) {
    if (reason instanceof Refusal) return reason.failure
    throw reason
  }
}
