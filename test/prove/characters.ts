import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { gb2312, symbols } from '../../electron/briefing/fonts/gb2312.ts'
import { plainRun, type Block, type Run } from '../../shared/documents/memo.ts'
import type { Paper } from '../../shared/papers/paper.ts'
import { paperOf, textOf } from '../briefing/kinds.ts'
import { isMark, isNote, noteFaults } from '../briefing/notes.ts'
import { printAll } from '../briefing/print.ts'
import { read, type ReadPaper } from '../briefing/read.ts'
import { bare, paperText, withoutPages } from '../briefing/texts.ts'
import { Broken, random, type Proof, type Random } from './proof.ts'

const hanzi = Array.from(gb2312, (code) => String.fromCodePoint(code))
/** What officials write besides hanzi: punctuation, units, numbers in circles, letters. Kana, Cyrillic and rules of boxes are not of them. */
const signs = Array.from(symbols, (code) => String.fromCodePoint(code)).filter((sign) =>
  /[\p{P}\p{N}\p{Sc}±×÷≤≥≠∞√℃％‰§№☆★○●◎◇◆□■△▲※→←↑↓]/u.test(sign),
)
const official = '㎡㎏㎜㎝〔2026〕12号——……“引号”‘单引号’《书名〈篇名〉》3～5年20%±0.5℃ＡＢＣ'

/** All hanzi, shuffled, in pieces of a paragraph's length. */
function pieces(next: Random): string[] {
  const shuffled = hanzi.map((sign) => ({ sign, at: next() })).sort((a, b) => a.at - b.at)
  return Array.from({ length: Math.ceil(shuffled.length / 150) }, (_, at) =>
    shuffled
      .slice(at * 150, (at + 1) * 150)
      .map(({ sign }) => sign)
      .join(''),
  )
}

type Dress = (text: string, at: number) => Block
const run = (text: string, marks: Partial<Run> = {}): Run => ({ ...plainRun(text), ...marks })
const paragraph = (runs: Run[]): Block => ({ type: 'paragraph', runs })
/** Every place and face that text may stand in. */
const dresses: readonly Dress[] = [
  (text) => paragraph([run(text)]),
  (text) => paragraph([run(text, { bold: true })]),
  (text) => paragraph([run(text, { italic: true })]),
  (text) => paragraph([run(text.slice(0, 40)), run('', { note: { text: text.slice(40), source: '', ref: '' } }), run('。')]),
  (text) => ({
    type: 'table',
    rows: [
      [text.slice(0, 10), text.slice(10, 20)].map((one) => cell(one, true)),
      [text.slice(20, 90), text.slice(90)].map((one) => cell(one, false)),
    ],
  }),
  (text, at) => ({ type: 'heading', level: at % 2 === 0 ? 1 : 2, runs: [run(text.slice(0, 60))] }),
  (text) => ({ type: 'quote', blocks: [paragraph([run(text)])] }),
  (text) => ({ type: 'recommendation', id: 'r', runs: [run(text.slice(20))], lead: text.slice(0, 20), term: '2026年12月底前' }),
  (text) => ({ type: 'list', ordered: true, items: [[paragraph([run(text)])]] }),
]
const cell = (text: string, header: boolean) => ({ header, colspan: 1, rowspan: 1, width: null, blocks: [paragraph([run(text)])] })

/** `dress`: the one that every hanzi wears, or all of them by turns. */
function paperIn(next: Random, dress: Dress | null): Paper {
  const blocks = pieces(next)
    .map((text, at) => (dress ?? dresses[at % dresses.length] ?? dresses[0])?.(text, at))
    .filter((one) => one !== undefined)
  const masthead = hanzi
    .slice(Math.floor(next() * 6000))
    .slice(0, 12)
    .join('')
  const symbolText = paragraph([run(`符号：${signs.join('')}${official}`)])
  return paperOf(
    'bulletin',
    [
      textOf(
        'bulletin',
        [...blocks, symbolText],
        `${hanzi
          .slice(Math.floor(next() * 6000))
          .slice(0, 20)
          .join('')}的建议`,
      ),
    ],
    { changes: { masthead } },
  )
}

export const characters: Proof = {
  name: 'characters',
  promise: 'what is read out of a PDF is what was written, in its order, without false spaces: all of GB 2312, wherever it stands',
  small: 1,
  full: dresses.length + 1,
  missing: () =>
    process.env['YICE_ELECTRON'] === undefined ? 'Run it with `npm run prove -- characters`, which provides an Electron.' : null,
  async run({ count, seed, log }) {
    const next = random(seed)
    // By turns first; then each dress on every hanzi but what headings would cut off.
    const worn = [null, ...dresses].slice(0, count)
    const papers = worn.map((dress) => paperIn(next, dress))
    const { prints } = await printAll(papers)
    let letters = 0
    for (const [at, { pdf, pages }] of prints.entries()) {
      const wanted = papers[at]
      if (!wanted) continue
      const paper = await read(pdf)
      letters += equal(paper, wanted)
      outlined(paper, wanted)
      await fontsOf(pdf)
      log(`paper ${at + 1}: ${pages} pages`)
    }
    return { papers: prints.length, letters, hanzi: hanzi.length, symbols: signs.length }
  },
}

/** How many letters were the same, from the first to the last. */
function equal(paper: ReadPaper, wanted: Paper): number {
  const read = paper.pages.flatMap(({ pieces }) =>
    pieces.filter((piece) => piece.y >= (35 * 72) / 25.4 && !isNote(piece) && !isMark(piece)).map(({ text }) => text),
  )
  const [fault] = noteFaults(paper, wanted)
  if (fault) throw new Broken(fault)
  const text = withoutPages(bare(read.join('')), wanted)
  const source = bare(paperText(wanted))
  if (text !== source) {
    const at = Array.from(source).findIndex((sign, nth) => Array.from(text)[nth] !== sign)
    const around = (from: string): string =>
      Array.from(from)
        .slice(Math.max(0, at - 8), at + 12)
        .join('')
    throw new Broken(`read “${around(text)}” instead of “${around(source)}” (letter ${at} of ${source.length})`)
  }
  const space = /\p{Script=Han}\s+\p{Script=Han}/u.exec(read.join(''))
  if (space) throw new Broken(`a space that nobody wrote: “${space[0]}”`)
  return source.length
}

/** Bookmarks say what the headings say. */
function outlined({ outline }: ReadPaper, wanted: Paper): void {
  const sheet = wanted.content.form === 'text' ? wanted.content.sheets[0] : undefined
  for (const { title, blocks } of sheet?.parts ?? []) {
    const headings = blocks.flatMap((one) => (one.type === 'heading' ? [`${one.number}${one.runs.map(({ text }) => text).join('')}`] : []))
    for (const one of [title, ...headings]) if (!outline.map(bare).includes(bare(one))) throw new Broken(`no bookmark “${one}”`)
  }
}

/** No Type 3, and nothing that is not carried in the file. */
async function fontsOf(pdf: Uint8Array): Promise<void> {
  const { context } = await PDFDocument.load(pdf, { updateMetadata: false })
  const dicts = context.enumerateIndirectObjects().flatMap(([, object]) => (object instanceof PDFDict ? [object] : []))
  for (const dict of dicts.filter((one) => one.get(PDFName.of('Type')) === PDFName.of('Font'))) {
    const kind = dict.get(PDFName.of('Subtype'))?.toString()
    if (kind !== '/Type0' && kind !== '/CIDFontType2') throw new Broken(`a font is ${kind ?? 'of no kind'}`)
  }
  for (const dict of dicts.filter((one) => one.get(PDFName.of('Type')) === PDFName.of('FontDescriptor')))
    if (!dict.has(PDFName.of('FontFile2'))) throw new Broken(`${String(dict.get(PDFName.of('FontName')))} is not in the file`)
}
