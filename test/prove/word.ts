import { strFromU8, unzipSync } from 'fflate'
import { fonts, linePitch } from '../../electron/word/styles.ts'
import { wordOf } from '../../electron/word/sheets.ts'
import { readWord } from '../../electron/imports/read.ts'
import { importedHtml } from '../../renderer/editor/imports/importedHtml.ts'
import { standardStyle, type HouseStyle } from '../../shared/briefing/house.ts'
import { briefingKind } from '../../shared/briefing/kinds.ts'
import { figureWidth, grid, ptPerMm, size } from '../../shared/briefing/layout.ts'
import { headingNumbers, plainText, type HeadingLevel } from '../../shared/documents/memo.ts'
import { pictureHead } from '../../shared/documents/pictures.ts'
import type { Paper, PrintedBlock, PrintedCell, PrintedRun, TextPaper } from '../../shared/papers/paper.ts'
import { filling, measured, paperOf, rich, textOf } from '../briefing/kinds.ts'
import { printAll } from '../briefing/print.ts'
import { linesOf, read, type Piece, type ReadPage } from '../briefing/read.ts'
import { bare, paperNotes, paperText } from '../briefing/texts.ts'
import { convert, findOffice } from '../word/office.ts'
import { standOnPage } from './page.ts'
import { Broken, between, random, type Proof, type Random } from './proof.ts'

type Case = {
  name: string
  paper: Paper & { content: TextPaper }
  /** Nothing but text in the body, which fills its pages. */ plain: boolean
}

/** Every kind rich, plain and long, and with tables over pages, charts and notes; each in a style of the house by chance. */
function cases(next: Random): Case[] {
  return briefingKind.options.flatMap((kind) =>
    [
      { name: `${kind} rich`, text: textOf(kind, rich), plain: false },
      { name: `${kind} plain`, text: textOf(kind, filling(between(next, 60, 200))), plain: true },
      { name: `${kind} tables, pictures, charts and notes`, text: textOf(kind, measured), plain: false },
    ].map(({ name, text, plain }): Case => {
      const paper = paperOf(kind, [text], { style: houseOf(next) })
      if (paper.content.form !== 'text') throw new TypeError('A briefing is text')
      const { bodySize, mirrored } = paper.content.style
      return { name: `${name} (${bodySize}${mirrored ? ', mirrored' : ''})`, plain, paper: { ...paper, content: paper.content } }
    }),
  )
}

const houseOf = (next: Random): HouseStyle => ({
  ...standardStyle,
  bodySize: next() < 0.5 ? 'third' : 'smallThird',
  boldThird: next() < 0.5,
  mirrored: next() < 0.3,
})

export const word: Proof = {
  name: 'word',
  promise:
    'a Word file has the grid, the faces, the outer page numbers and the styles of its paper; LibreOffice sets it on as many pages, and reading it back gives the same text',
  small: 4,
  full: briefingKind.options.length * 3,
  missing: () => (process.env['YICE_ELECTRON'] === undefined ? 'Run it with `npm run prove -- word`, which provides an Electron.' : null),
  async run({ count, seed, log }) {
    const all = cases(random(seed))
    const chosen = Array.from(
      { length: Math.min(count, all.length) },
      (_, at) => all[Math.floor((at * all.length) / Math.min(count, all.length))],
    ).filter((one) => one !== undefined)
    const files = await Promise.all(chosen.map(({ paper: { content, about } }) => wordOf(content, about)))
    const leave = standOnPage()
    try {
      for (const [at, one] of chosen.entries()) {
        const file = files[at]
        if (!file) throw new Broken(`${one.name}: no file`)
        const faults = [...structureFaults(one, file), ...(await textFaults(one, file))]
        if (faults.length > 0) throw new Broken(faults.map((fault) => `${one.name}: ${fault}`).join('\n'))
      }
    } finally {
      leave()
    }
    const office = findOffice()
    if (typeof office === 'string') {
      log(`${office}. Pages were not looked at.`)
      return { documents: chosen.length, pages: 'not looked at, for want of LibreOffice' }
    }
    const { prints } = await printAll(chosen.map(({ paper }) => paper))
    const pdfs = await convert(files, 'pdf')
    const broken: string[] = []
    const sums = { documents: chosen.length, pages: 0, fullPages: 0, fullLines: 0, 'pages apart': 0 }
    for (const [at, one] of chosen.entries()) {
      const { pages } = await read(new Uint8Array(pdfs[at] ?? []))
      const apart = Math.abs(pages.length - (prints[at]?.pages ?? 0))
      const { faults, full, fullLines } = pagesOf(one, pages)
      log(`${one.name}: ${pages.length} pages, ${prints[at]?.pages ?? 0} as PDF`)
      if (apart > 1) faults.push(`${pages.length} pages instead of ${prints[at]?.pages ?? 0}`)
      broken.push(...faults.map((fault) => `${one.name}: ${fault}`))
      sums.pages += pages.length
      sums.fullPages += full
      sums.fullLines += fullLines
      sums['pages apart'] = Math.max(sums['pages apart'], apart)
    }
    if (broken.length > 0) throw new Broken(broken.join('\n'))
    return sums
  },
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** What Word and WPS go by, read in the parts of the file. */
function structureFaults({ paper: { content } }: Case, file: Uint8Array): string[] {
  const parts = Object.fromEntries(Object.entries(unzipSync(file)).map(([name, bytes]) => [name, strFromU8(bytes)]))
  const document = parts['word/document.xml'] ?? ''
  const styles = parts['word/styles.xml'] ?? ''
  const settings = parts['word/settings.xml'] ?? ''
  const sections = count(document, /<w:sectPr\b/g)
  const isLetter = content.sheets.some(({ form }) => form === 'letter')
  const blocks = content.sheets.flatMap((sheet) => sheet.parts.flatMap((part) => part.blocks))
  const wanted: [string, boolean][] = [
    ['the grid', count(document, new RegExp(`<w:docGrid [^>]*w:linePitch="${linePitch}"`, 'g')) === sections && sections > 0],
    [
      'a note of Word for each',
      count(parts['word/footnotes.xml'] ?? '', /<w:pStyle w:val="FootnoteText"\/>/g) ===
        content.sheets.reduce((sum, sheet) => sum + sheet.parts.reduce((all, { notes }) => all + notes.length, 0), 0),
    ],
    ['odd and even pages', settings.includes('<w:evenAndOddHeaders/>')],
    [
      'a footer for each side',
      ['default', 'even'].every((side) => count(document, new RegExp(`<w:footerReference [^>]*w:type="${side}"`, 'g')) > 0),
    ],
    ['no number on the first page of a letter', isLetter === document.includes('<w:titlePg/>')],
    ['mirrored margins', content.style.mirrored === settings.includes('<w:mirrorMargins/>')],
    ['the size of the body', new RegExp(`w:styleId="OfficialBody".*?<w:sz w:val="${size[content.style.bodySize] * 2}"/>`).test(styles)],
    ...Object.values(fonts).map((name): [string, boolean] => [
      `the face ${name}`,
      Object.values(parts).some((xml) => xml.includes(`w:eastAsia="${name}"`)),
    ]),
    ...([1, 2, 3, 4] as const).map((level): [string, boolean] => [
      `headings ${level} in their style`,
      count(document, new RegExp(`<w:pStyle w:val="Heading${level}"/>`, 'g')) ===
        headingsOf(blocks).filter((one) => one.level === level).length,
    ]),
    [
      'a chart of its own for each',
      Object.keys(parts).filter((name) => /^word\/charts\/chart\d+\.xml$/.test(name)).length ===
        blocks.filter(({ type }) => type === 'chart').length,
    ],
    ['each picture as wide as on the sheet', widthsIn(document).join(' ') === wantedWidths(content).join(' ')],
    [
      'heads of tables that come again',
      count(document, /<w:tblHeader\/>/g) === blocks.reduce((sum, one) => sum + (one.type === 'table' ? one.head.length : 0), 0),
    ],
  ]
  return wanted.flatMap(([what, held]) => (held ? [] : [`without ${what}`]))
}

/** Of its pictures, in the order of the text, half millimetres; charts are drawn elsewhere. */
const widthsIn = (document: string): number[] =>
  [...document.matchAll(/<wp:extent cx="(\d+)"(?:(?!<\/w:drawing>).)*<pic:pic/gs)].map(([, emu]) => Math.round(Number(emu) / 18_000))
const wantedWidths = ({ sheets, pictures = {} }: TextPaper): number[] =>
  figuresOf(sheets.flatMap((sheet) => sheet.parts.flatMap((part) => part.blocks))).flatMap(({ picture, width }) => {
    const head = pictureHead(pictures[picture] ?? new Uint8Array())
    return head ? [Math.round(figureWidth(width, head) * 2)] : []
  })
const figuresOf = (blocks: readonly PrintedBlock[]) => blocks.filter((one) => one.type === 'figure')

const headingsOf = (blocks: readonly PrintedBlock[]) => blocks.filter((one) => one.type === 'heading')

/** Read back by the importer, as a memo would have it. */
async function textFaults({ paper }: Case, file: Uint8Array): Promise<string[]> {
  const { html, dropped } = await readWord(file)
  const { body } = new DOMParser().parseFromString(importedHtml(html), 'text/html')
  const blocks = paper.content.sheets.flatMap((sheet) => sheet.parts.flatMap((part) => part.blocks))
  const wanted = headingsOf(blocks).map(({ level, runs }) => `${level} ${bare(plainText(runs))}`)
  const found = Array.from(body.querySelectorAll('h1, h2, h3, h4'), (one) => `${one.tagName.slice(1)} ${bare(one.textContent)}`)
  const tables = blocks.flatMap((one) =>
    one.type === 'table' ? [[...one.head, ...one.body].map((row) => row.map(cellOf).join('|')).join('\n')] : [],
  )
  const readTables = Array.from(body.querySelectorAll('table'), (one) =>
    Array.from(one.rows, (row) =>
      Array.from(row.cells, (cell) => `${bare(cell.textContent)}${cell.colSpan > 1 ? ` ×${cell.colSpan}` : ''}`).join('|'),
    ).join('\n'),
  ).filter((one) => tables.includes(one))
  number(body)
  const bold = (runs: readonly PrintedRun[]): string[] => runs.flatMap((run) => (run.bold ? [bare(run.text)] : []))
  const marked = blocks.flatMap((one) => (one.type === 'paragraph' ? bold(one.runs) : []))
  const readMarked = Array.from(body.querySelectorAll('p strong'), (one) => bare(one.textContent))
  const [text, read] = [bare(paperText(paper)), bare(body.textContent)]
  const at = Array.from(text).findIndex((sign, nth) => sign !== Array.from(read)[nth])
  return [
    ...(wanted.join('\n') === found.join('\n') ? [] : [`headings read back as ${found.join(' · ')} instead of ${wanted.join(' · ')}`]),
    ...(tables.join('\n\n') === readTables.join('\n\n') ? [] : [`${readTables.length} of ${tables.length} tables read back the same`]),
    ...(figuresOf(blocks)
      .map(({ alt }) => alt)
      .join('\n') === Array.from(body.querySelectorAll('img'), (one) => one.alt).join('\n')
      ? []
      : ['pictures were lost, or what is said of them']),
    ...(marked.every((one) => readMarked.includes(one)) ? [] : ['bold letters were lost']),
    ...(text === read
      ? []
      : [`read back “${read.slice(Math.max(0, at - 12), at + 20)}” instead of “${text.slice(Math.max(0, at - 12), at + 20)}”`]),
    ...(paperNotes(paper)
      .map((one) => bare(one.text))
      .join('\n') ===
    Array.from(body.querySelectorAll<HTMLElement>('sup[data-footnote]'), (one) => bare(one.dataset['text'] ?? '')).join('\n')
      ? []
      : ['notes were lost, or what they say']),
    ...dropped.filter(({ kind }) => kind !== 'charts' && kind !== 'headers').map(({ kind }) => `${kind} are said to be left out`),
  ]
}

/** As the sheet numbers headings again. */
function number(body: HTMLElement): void {
  const headings = Array.from(body.querySelectorAll('h1, h2, h3, h4'))
  const levels = headings.map((one): HeadingLevel => (['H1', 'H2', 'H3', 'H4'].indexOf(one.tagName) + 1) as HeadingLevel)
  const numbers = headingNumbers(levels)
  headings.forEach((one, at) => one.prepend(numbers[at] ?? ''))
}

const cellOf = ({ colspan, blocks }: PrintedCell): string =>
  `${bare(blocks.map((one) => (one.type === 'paragraph' ? plainText(one.runs) : '')).join(''))}${colspan > 1 ? ` ×${colspan}` : ''}`

const foot = 262

/** What LibreOffice has set: 22 lines of 28 characters, numbers on the outer side. */
function pagesOf({ paper: { content }, plain }: Case, pages: readonly ReadPage[]): { faults: string[]; full: number; fullLines: number } {
  const pt = size[content.style.bodySize]
  const isLetter = content.sheets[0]?.form === 'letter'
  const faults: string[] = []
  let [full, fullLines] = [0, 0]
  pages.forEach((page, at) => {
    const low = ({ y }: Piece): boolean => (page.height - y) / ptPerMm >= foot
    const numbers = linesOf(page.pieces.filter(low))
    const said = bare(numbers.map(({ text }) => text).join(''))
    if (isLetter && at === 0 ? said !== '' : said !== `—${at + 1}—`) faults.push(`page ${at + 1} is numbered “${said}”`)
    const [one] = numbers
    const right = one !== undefined && (one.left + one.right) / 2 > page.width / 2
    if (one && right !== (at % 2 === 0)) faults.push(`the number of page ${at + 1} is on its inner side`)
    const lines = linesOf(page.pieces.filter((piece) => !low(piece)))
    const isText = page.pieces.every((piece) => low(piece) || Math.abs(piece.size - pt) < 0.3)
    if (isText && lines.length > grid.lines) faults.push(`page ${at + 1} has ${lines.length} lines`)
    if (isText && plain && at > 0 && at < pages.length - 2 && lines.length !== grid.lines)
      faults.push(`page ${at + 1} has ${lines.length} lines`)
    if (isText && lines.length === grid.lines) full += 1
    for (const { text, right: edge } of isText ? lines : []) {
      // LibreOffice lets one mark hang over the edge, whatever the file says of that (`overflowPunct`).
      const letters =
        Array.from(bare(text).replace(/[\x20-\x7e]/g, '')).length - (/[，。；：、）》”]$/u.test(text) && edge / ptPerMm > 185 ? 1 : 0)
      if (letters > grid.characters) faults.push(`page ${at + 1}: ${letters} characters in “${text}”`)
      if (letters === grid.characters) fullLines += 1
    }
  })
  if (plain && (full === 0 || fullLines === 0)) faults.push(`${full} full pages and ${fullLines} full lines`)
  return { faults, full, fullLines }
}
