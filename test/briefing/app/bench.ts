import { join } from 'node:path'
import { deserialize } from 'node:v8'
import { readFile, writeFile } from 'node:fs/promises'
import { app, protocol } from 'electron'
import { z } from 'zod'
import { openPrinter } from '../../../electron/briefing/briefing.ts'
import { Page } from '../../../electron/briefing/page.ts'
import { paperHtml } from '../../../electron/papers/html.ts'
import { schemePrivileges } from '../../../electron/scheme.ts'
import type { Paper } from '../../../shared/papers/paper.ts'

/** Times the papers of `jobs` beside Chromium's bare print of the same page, and looks at the memory of a hundred exports. */
const folder = process.env['PRINT_FOLDER'] ?? ''
const fonts = process.env['PRINT_FONTS'] ?? ''
const rounds = Number(process.env['PRINT_ROUNDS'] ?? 3)
const exported = 100

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

type Answer = { bare: number[]; ours: number[]; steps: Record<string, number[]>; pages: number; bareSize: number; size: number }

async function run(): Promise<void> {
  const papers = z.array(z.custom<Paper>()).parse(deserialize(await readFile(join(folder, 'jobs'))))
  const printer = openPrinter({ fonts, out: folder })
  const page = new Page(fonts, 120_000)
  await Promise.all([printer.ready(), page.ready()])
  const answers = papers.map((): Answer => ({ bare: [], ours: [], steps: {}, pages: 0, bareSize: 0, size: 0 }))
  for (let round = -1; round < rounds; round++) {
    for (const [at, paper] of papers.entries()) {
      const answer = answers[at]
      if (!answer) continue
      const bareFrom = performance.now()
      await page.show(paper.about.title, paperHtml(paper.content))
      const bare = await page.pdf({ tagged: false })
      const bareTook = performance.now() - bareFrom
      const from = performance.now()
      let last: { step: string; at: number } = { step: '', at: from }
      const steps: Record<string, number> = {}
      const told = (step: string): void => {
        const now = performance.now()
        if (last.step !== '') steps[last.step] = now - last.at
        last = { step, at: now }
      }
      const made = await printer.print(paper, { step: told })
      told('')
      const took = performance.now() - from
      // The first round warms both.
      if (round < 0) continue
      answer.bare.push(bareTook)
      answer.ours.push(took)
      for (const [step, ms] of Object.entries(steps)) (answer.steps[step] ??= []).push(ms)
      Object.assign(answer, { pages: made.pages, bareSize: bare.length, size: made.pdf.length })
    }
  }
  page.end(new Error('measured'))
  const [small] = papers
  if (!small) throw new TypeError('no paper')
  const before = await memory()
  for (let nth = 0; nth < exported; nth++) await printer.print(small)
  const after = await memory()
  printer.close()
  await writeFile(join(folder, 'answers.json'), JSON.stringify({ answers, memory: { before, after, exported } }))
}

/** Of all processes of the app when nothing is under way, MiB. */
async function memory(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  return app.getAppMetrics().reduce((sum, { memory: { workingSetSize } }) => sum + workingSetSize, 0) / 1024
}
