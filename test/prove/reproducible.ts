import { claimOf, hashOf } from '../../electron/briefing/verify.ts'
import { wordOf } from '../../electron/word/sheets.ts'
import { compose } from '../../shared/briefing/compose.ts'
import type { BriefingSource } from '../../shared/briefing/source.ts'
import type { Block } from '../../shared/documents/memo.ts'
import { printAll } from '../briefing/print.ts'
import { measured, paperOf, textOf } from '../briefing/kinds.ts'
import { briefing, paragraph, source } from '../briefing/sample.ts'
import { between, Broken, random, type Figures, type Proof, type ProofOptions } from './proof.ts'

/** Two runs of the real printer, in two time zones on two days. */
export const reproducible: Proof = {
  name: 'reproducible',
  promise: 'the same issue exported twice, by two clocks in two time zones, is the same to the byte; one changed comma is another file',
  small: 1,
  full: 6,
  run,
}

async function run({ count, seed, log }: ProofOptions): Promise<Figures> {
  const next = random(seed)
  let bytes = 0
  for (let nth = 0; nth < count; nth++) {
    const original: BriefingSource = nth === 0 ? source : { ...source, texts: source.texts.slice(0, 1 + (nth % 2)) }
    const issue = { ...original, briefing: { ...briefing, number: nth + 1 } }
    const changed = {
      ...issue,
      texts: [
        ...issue.texts.slice(0, -1),
        ...issue.texts.slice(-1).map((one) => ({ ...one, blocks: spoilt(one.blocks, between(next, 0, 99)) })),
      ],
    }
    const papers = [compose(issue), compose(issue, 2), compose(changed)]
    const west = await elsewhere('America/Los_Angeles', papers)
    const east = await elsewhere('Asia/Shanghai', papers)
    for (const [at, pdf] of west.pdfs.entries())
      if (hashOf(pdf) !== hashOf(east.pdfs[at] ?? new Uint8Array())) throw new Broken(`PDF ${at + 1} of round ${nth + 1} differs`)
    if (west.word !== east.word) throw new Broken(`the Word file of round ${nth + 1} differs`)
    const [first = new Uint8Array(), , other = new Uint8Array()] = west.pdfs
    if (hashOf(first) === hashOf(other)) throw new Broken('a changed comma changes nothing')
    const claim = await claimOf(other)
    if (claim?.id !== issue.briefing.id) throw new Broken('a changed file does not say which issue it claims to be')
    bytes += first.length
    log(`round ${nth + 1}: ${first.length} bytes, equal`)
  }
  return { rounds: count, 'bytes compared': bytes }
}

/** A comma more, in some paragraph. */
function spoilt(blocks: readonly Block[], at: number): Block[] {
  const place = at % blocks.length
  return [...blocks.slice(0, place), paragraph('另，'), ...blocks.slice(place)]
}

async function elsewhere(zone: string, papers: ReturnType<typeof compose>[]): Promise<{ pdfs: Uint8Array[]; word: string }> {
  const before = process.env['TZ']
  process.env['TZ'] = zone
  try {
    const { prints } = await printAll(papers)
    const [first] = papers
    if (first?.content.form !== 'text') throw new TypeError('A briefing is running text')
    const charts = paperOf('research', [textOf('research', measured)])
    if (charts.content.form !== 'text') throw new TypeError('A briefing is running text')
    const words = [await wordOf(first.content, first.about), await wordOf(charts.content, charts.about)]
    return { pdfs: prints.map(({ pdf }) => pdf), word: words.map(hashOf).join(' ') }
  } finally {
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
  }
}
