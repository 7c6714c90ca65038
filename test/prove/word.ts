import { unzipSync, strFromU8 } from 'fflate'
import { compose } from '../../shared/briefing/compose.ts'
import type { BriefingSource } from '../../shared/briefing/source.ts'
import type { Block } from '../../shared/documents/memo.ts'
import { grid } from '../../shared/briefing/layout.ts'
import { wordOf } from '../../electron/word/sheets.ts'
import { printAll } from '../briefing/print.ts'
import { linesOf, read, type ReadPage } from '../briefing/read.ts'
import { briefing, firstMemo, heading, paragraph, secondMemo, source as sample } from '../briefing/sample.ts'
import { convert, findOffice } from '../word/office.ts'
import { between, Broken, random, type Figures, type Proof, type ProofOptions, type Random } from './proof.ts'

/** Opened and printed by LibreOffice with the faces the PDF has, so that both wrap alike. */
export const word: Proof = {
  name: 'word',
  promise:
    'Word files of briefings, opened and printed by LibreOffice: pages as the PDF ± 1, 22 lines of 28 characters, numbers on the outer side, headings as styles, the same text when saved again',
  small: 3,
  full: 20,
  missing() {
    const found = findOffice()
    return typeof found === 'string' ? found : null
  },
  run,
}

const sentence = '各有关单位要按照职责分工抓好落实，及时反馈办理情况，重大事项按程序报告，确保企业反映的问题件件有着落。'
const mm = (value: number): number => (value * 72) / 25.4
const block = { left: mm(28), right: mm(184), bottom: mm(35) }
const bare = (text: string): string => text.replace(/\s/gu, '')

function source(nth: number, next: Random): BriefingSource {
  const filler = (): Block[] =>
    Array.from({ length: between(next, 4, 60) }, (_, at) =>
      at % 9 === 0 ? heading(between(next, 1, 2) === 1 ? 1 : 2, `第${at + 1}项工作`) : paragraph(sentence.repeat(between(next, 1, 6))),
    )
  const texts = [
    { title: '关于推动民营经济高质量发展的建议', authors: ['宋砚秋'], blocks: filler() },
    ...(nth % 3 === 0 ? [firstMemo] : []),
    ...(nth % 4 === 1 ? [secondMemo] : []),
  ]
  // The rare hanzi of a name is in a file of its own that the other program is not given.
  const plain = texts.map((one) => ({ ...one, authors: ['宋砚秋'] }))
  return { ...sample, briefing: { ...briefing, number: nth + 1 }, texts: plain }
}

async function run({ count, seed, log }: ProofOptions): Promise<Figures> {
  const next = random(seed)
  const papers = Array.from({ length: count }, (_, nth) => compose(source(nth, next)))
  const files = await Promise.all(
    papers.map(({ content, about }) => {
      if (content.form !== 'text') throw new TypeError('A briefing is running text')
      return wordOf(content, about)
    }),
  )
  const [{ prints }, pdfs, saved] = [await printAll(papers), await convert(files, 'pdf'), await convert(files, 'docx')]
  let full = 0
  for (const [nth, pdf] of pdfs.entries()) {
    const name = `document ${nth + 1}`
    const { pages } = await read(new Uint8Array(pdf))
    const ours = prints[nth]?.pages ?? 0
    if (Math.abs(pages.length - ours) > 1) throw new Broken(`${name} has ${pages.length} pages, its PDF ${ours}`)
    full += pages.map((page, at) => checkPage(page, at, name)).filter(Boolean).length
    checkText(files[nth], saved[nth], name)
    log(`${name}: ${pages.length} pages, its PDF ${ours}`)
  }
  if (full === 0) throw new Broken('no page was full')
  return { documents: count, 'full pages of 22 lines': full }
}

/** Whether the page was a full one. A mark that hangs out of the line is not one of its 28. */
function checkPage({ pieces }: ReadPage, at: number, name: string): boolean {
  const lines = linesOf(pieces.filter(({ y }) => y > block.bottom))
  const longest = Math.max(
    0,
    ...lines.filter(({ text }) => /^[\p{Script=Han}，。、；：“”]+$/u.test(bare(text))).map(({ text }) => bare(text).length),
  )
  if (longest > grid.characters + 1) throw new Broken(`${name}, page ${at + 1}: a line of ${longest} characters`)
  if (lines.length > grid.lines) throw new Broken(`${name}, page ${at + 1}: ${lines.length} lines`)
  const number = linesOf(pieces.filter(({ y }) => y <= block.bottom))[0]
  if (!number || bare(number.text) !== `—${at + 1}—`)
    throw new Broken(`${name}, page ${at + 1}: its number says ${number?.text ?? 'nothing'}`)
  const outer = at % 2 === 0 ? Math.abs(number.right - (block.right - 14)) : Math.abs(number.left - (block.left + 14))
  if (outer > 3) throw new Broken(`${name}, page ${at + 1}: its number stands ${outer.toFixed(1)} pt from its place`)
  return lines.length === grid.lines
}

type Told = { style: string; text: string }

/** What another program saves again has the same paragraphs in the same styles. */
function checkText(file: Uint8Array | undefined, again: Uint8Array | undefined, name: string): void {
  if (!file || !again) throw new Broken(`${name} was not saved again`)
  const [ours, theirs] = [paragraphsOf(file), paragraphsOf(again)]
  const text = (list: readonly Told[]): string => list.map((one) => one.text).join('\n')
  if (text(ours) !== text(theirs)) throw new Broken(`${name} has another text when saved again`)
  const headings = (list: readonly Told[]): string =>
    list
      .filter(({ style }) => /^(Heading\d|Title)$/.test(style))
      .map(({ style, text: said }) => `${style} ${said}`)
      .join('\n')
  if (headings(ours) === '' || headings(ours) !== headings(theirs)) throw new Broken(`${name} has other headings when saved again`)
}

function paragraphsOf(file: Uint8Array): Told[] {
  const xml = strFromU8(unzipSync(file)['word/document.xml'] ?? new Uint8Array())
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].flatMap(([paragraph]) => {
    const text = [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1] ?? '').join('')
    return text === '' ? [] : [{ style: /<w:pStyle w:val="([^"]*)"/.exec(paragraph)?.[1] ?? '', text }]
  })
}
