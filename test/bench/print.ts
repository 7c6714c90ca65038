import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { wordOf } from '../../electron/word/sheets.ts'
import type { Paper } from '../../shared/papers/paper.ts'
import { filling, paperOf, textOf } from '../briefing/kinds.ts'
import { inApp } from '../briefing/print.ts'
import { convert, findOffice } from '../word/office.ts'
import { quantile, type Bench, type Series } from './measure.ts'

const answersRule = z.object({
  answers: z.array(
    z.object({
      ...{ bare: z.array(z.number()), ours: z.array(z.number()), steps: z.record(z.string(), z.array(z.number())) },
      ...{ pages: z.int(), bareSize: z.int(), size: z.int() },
    }),
  ),
  memory: z.object({ before: z.number(), after: z.number(), exported: z.int() }),
})

/** A bulletin of so many pages of plain text. */
const paperWith = (pages: number): Paper => paperOf('bulletin', [textOf('bulletin', filling(pages * 22 - 30))])

/** T11: a briefing to PDF beside Chromium's bare print of the same page and beside LibreOffice's of the same text. */
export const print: Bench = {
  name: 'print',
  question: 'what a briefing of 10 and of 200 pages takes to PDF beside bare printToPDF and LibreOffice, and whether memory comes back',
  rounds: 5,
  async run({ rounds, log }) {
    const papers = [paperWith(10), paperWith(200)]
    const { answers, memory } = await inApp(
      'bench.ts',
      papers,
      async (folder) => answersRule.parse(JSON.parse(await readFile(join(folder, 'answers.json'), 'utf8'))),
      { PRINT_ROUNDS: String(rounds) },
    )
    const groups: Series[][] = []
    for (const [at, answer] of answers.entries()) {
      const { bare, ours, steps, pages, bareSize, size } = answer
      const parts = Object.entries(steps).map(([step, values]) => `${step} ${quantile(values, 0.5).toFixed(0)}`)
      log(
        `${pages} pages: ${parts.join(', ')} ms; ${kib(size)} KiB, bare and untagged ${kib(bareSize)} KiB (× ${(size / bareSize).toFixed(2)})`,
      )
      // The preview is this PDF; the window rests half a second after a key before it asks for one.
      if (at === 0) log(`a preview of ${pages} pages is set anew in ${quantile(ours, 0.5).toFixed(0)} ms (≤ 500)`)
      const group: Series[] = [
        { name: `${pages} pages, bare printToPDF`, values: bare },
        { name: `${pages} pages, ours`, values: ours },
      ]
      const paper = papers[at]
      const office = paper && (await officeTimes(paper, Math.min(rounds, 3), log))
      if (office) {
        group.push({ name: `${pages} pages, LibreOffice`, values: office.times })
        log(
          `beside LibreOffice: time × ${(quantile(ours, 0.5) / quantile(office.times, 0.5)).toFixed(2)} (T11 ≤ 0.5 at 200 pages), size × ${(size / office.size).toFixed(2)} (≤ 1.15)`,
        )
      }
      groups.push(group)
    }
    const { before, after, exported } = memory
    log(
      `memory of all processes: ${before.toFixed(0)} MiB before, ${after.toFixed(0)} MiB after ${exported} exports (× ${(after / before).toFixed(2)})`,
    )
    return groups
  },
}

const kib = (bytes: number): string => (bytes / 1024).toFixed(0)

/** Its own PDF of the Word file of the same text, program start included; `null` where it is not there. */
async function officeTimes(paper: Paper, rounds: number, log: (line: string) => void): Promise<{ times: number[]; size: number } | null> {
  const office = findOffice()
  if (typeof office === 'string') {
    log(`${office}. It was not compared with.`)
    return null
  }
  if (paper.content.form !== 'text') return null
  const file = await wordOf(paper.content, paper.about)
  const times: number[] = []
  let size = 0
  for (let round = -1; round < rounds; round++) {
    const from = performance.now()
    const [pdf] = await convert([file], 'pdf')
    // The first makes its profile.
    if (round >= 0) times.push(performance.now() - from)
    size = pdf?.length ?? 0
  }
  return { times, size }
}
