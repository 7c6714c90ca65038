import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import fontkit from '@pdf-lib/fontkit'
import { fontFile, fontNames } from '../../electron/briefing/fonts.ts'
import {
  figureWidth,
  grid,
  headLines,
  imprint as imprintMeasures,
  letter,
  mastheadSize,
  note,
  pageNumber,
  pitch,
  ptPerMm,
  size,
} from '../../shared/briefing/layout.ts'
import { briefingKind, type BriefingKind } from '../../shared/briefing/kinds.ts'
import { pictureHead } from '../../shared/documents/pictures.ts'
import type { Head, Paper, Sheet } from '../../shared/papers/paper.ts'
import { annotated, filling, measured, paperOf, rich, tableRows, textOf } from '../briefing/kinds.ts'
import { isMark, isNote, noteFaults } from '../briefing/notes.ts'
import { paragraph } from '../briefing/sample.ts'
import { printAll } from '../briefing/print.ts'
import { linesOf, read, type Piece, type ReadPage, type ReadPaper } from '../briefing/read.ts'
import { Broken, type Proof } from './proof.ts'

/** Under the upper edge of a line, its baseline: the letters stand in the middle, 0.88 of them over it. */
const baselineIn = (pt: number, line = pitch.line): number => (line - pt / ptPerMm) / 2 + (0.88 * pt) / ptPerMm

/** Lengths in mm from the upper left corner of the paper. */
const block = { left: 28, right: 184, top: 37, bottom: 262 }
const tolerance = 0.5

type Case = { name: string; kind: BriefingKind; paper: Paper; /** As many as it is made to have. */ pages: number | null }

/** Kinds by pages, the plainest first; then what strains a layout. */
function cases(): Case[] {
  const plain = [1, 3, 2, 40].flatMap((pages) => briefingKind.options.map((kind) => filled(kind, pages)))
  const longTitle = '关于进一步完善涉企政策制定听取企业意见建议长效机制推动民营经济高质量发展若干措施落实情况的调研报告'
  const units = (count: number): string => Array.from({ length: count }, (_, at) => `市第${at + 1}个有关部门和单位`).join('、')
  const listing = (list: string) => ({ changes: { report: list, send: list, to: list, copyTo: list } })
  const strained = briefingKind.options.flatMap((kind): Case[] => [
    { name: `${kind} rich`, kind, pages: null, paper: paperOf(kind, [textOf(kind, rich)]) },
    { name: `${kind} tables, pictures, charts and notes`, kind, pages: null, paper: paperOf(kind, [textOf(kind, measured)]) },
    { name: `${kind} notes on every page`, kind, pages: null, paper: paperOf(kind, [textOf(kind, annotated)]) },
    { name: `${kind} long title`, kind, pages: null, paper: paperOf(kind, [textOf(kind, filling(20), longTitle)]) },
    { name: `${kind} many recipients`, kind, pages: null, paper: paperOf(kind, [textOf(kind, filling(30))], listing(units(18))) },
    { name: `${kind} an imprint over a page`, kind, pages: null, paper: paperOf(kind, [textOf(kind, filling(30))], listing(units(24))) },
  ])
  return [...plain, ...strained]
}

/** What a paper of one page leaves out, so that its text has room under its head. */
const brief = {
  ...{ send: '', distribute: '', copyTo: '', to: '市财政局', editor: '', reviewer: '', approver: '', signers: '' },
  ...{ secrecy: '', note: '', copyNumber: false },
  urgency: 'none',
} as const

/** So many pages. */
function filled(kind: BriefingKind, pages: number): Case {
  const paperWith = (lines: number): Paper =>
    paperOf(
      kind,
      [
        {
          ...textOf(kind, lines < 4 ? [paragraph('现将有关意见函告如下。')] : filling(lines), '关于民营经济的建议'),
          ...(pages === 1 && { attendance: [] }),
        },
      ],
      {
        changes: pages === 1 ? brief : {},
      },
    )
  const head = headOf(sheetOf(paperWith(4)))
  // On the last page some lines of text, and room for what stands below it.
  const room = pages * 22 - head - 4 - 14
  return { name: `${kind} ${pages}`, kind, pages, paper: paperWith(Math.max(room, 0)) }
}

const sheetOf = ({ content }: Paper): Sheet => {
  const [sheet] = content.form === 'text' ? content.sheets : []
  if (!sheet) throw new TypeError('A briefing is a sheet of text')
  return sheet
}
const headOf = ({ form, head }: Sheet): number => (head === null || form === 'plain' || form === 'cover' ? 1 : headLines(form, head) + 2)

export const layout: Proof = {
  name: 'layout',
  promise: 'every kind of briefing stands on paper as GB/T 9704-2012 asks, measured in the PDF to half a millimetre',
  small: 15,
  full: cases().length,
  missing: () => (process.env['YICE_ELECTRON'] === undefined ? 'Run it with `npm run prove -- layout`, which provides an Electron.' : null),
  async run({ count, log }) {
    const all = cases()
    // At the small size plain ones, and the first six that strain the page.
    const chosen = count >= all.length ? all : [...all.slice(0, Math.max(count - 6, 1)), ...all.slice(28, 34)].slice(0, count)
    const { prints } = await printAll(chosen.map(({ paper }) => paper))
    const masthead = fontkit.create(await readFile(resolve(import.meta.dirname, '../../out/fonts', fontFile(fontNames.songBold, 'common'))))
    const dash = fontkit.create(await readFile(resolve(import.meta.dirname, '../../out/fonts/PageNumber.ttf')))
    const tops: Tops = {
      masthead: (text) =>
        Math.max(...Array.from(text, (sign) => masthead.glyphForCodePoint(sign.codePointAt(0) ?? 0).bbox.maxY)) / masthead.unitsPerEm,
      dash: dash.glyphForCodePoint(0x2014).bbox.maxY / dash.unitsPerEm,
    }
    const measured = { papers: 0, pages: 0, lines: 0, fullPages: 0, fullLines: 0, pictures: 0, notes: 0, worst: 0 }
    for (const [at, one] of chosen.entries()) {
      const print = prints[at]
      if (!print) throw new Broken(`${one.name}: not printed`)
      const paper = await read(print.pdf)
      const ruler = new Ruler(one.name)
      measure(ruler, one, paper, tops)
      if (ruler.faults.length > 0) throw new Broken(ruler.faults.join('\n'))
      measured.papers += 1
      measured.pages += paper.pages.length
      measured.lines += ruler.lines
      measured.fullPages += ruler.fullPages
      measured.fullLines += ruler.fullLines
      measured.pictures += ruler.pictures
      measured.notes += ruler.notes
      measured.worst = Math.max(measured.worst, ruler.worst)
      log(`${one.name}: ${paper.pages.length} pages, at most ${ruler.worst.toFixed(2)} mm off (${ruler.worstOf})`)
    }
    if (measured.fullPages === 0 || measured.fullLines === 0 || measured.pictures === 0 || measured.notes === 0)
      throw new Broken('nothing full was measured')
    return { ...measured, worst: `${measured.worst.toFixed(2)} mm` }
  },
}

type Tops = { masthead: (text: string) => number; dash: number }

/** Collects what is off, and how far what is not. */
class Ruler {
  readonly faults: string[] = []
  readonly #name: string
  worst = 0
  /** What is off the most. */
  worstOf = ''
  lines = 0
  fullPages = 0
  fullLines = 0
  pictures = 0
  notes = 0

  constructor(name: string) {
    this.#name = name
  }

  near(what: string, found: number, wanted: number, within = tolerance): void {
    const off = Math.abs(found - wanted)
    if (off > within) this.faults.push(`${this.#name}: ${what} at ${found.toFixed(2)} mm instead of ${wanted.toFixed(2)}`)
    else if (off > this.worst) {
      this.worst = off
      this.worstOf = what
    }
  }

  holds(what: string, held: boolean): void {
    if (!held) this.faults.push(`${this.#name}: ${what}`)
  }
}

type LineOf = ReturnType<typeof linesOf>[number] & { baseline: number; leftMm: number; rightMm: number }

function linesOn(page: ReadPage, within: (piece: Piece) => boolean): LineOf[] {
  return linesOf(page.pieces.filter(within)).map((line) => ({
    ...line,
    baseline: (page.height - line.y) / ptPerMm,
    leftMm: line.left / ptPerMm,
    rightMm: line.right / ptPerMm,
  }))
}

const solid = (text: string): string => text.replace(/\s/gu, '')
const isOf = (piece: Piece | undefined, font: string, pt: number): boolean =>
  piece !== undefined && piece.font.includes(font) && Math.abs(piece.size - pt) < 0.1

function measure(ruler: Ruler, { kind, paper, pages }: Case, read: ReadPaper, tops: Tops): void {
  const { pages: printed } = read
  const sheet = sheetOf(paper)
  if (pages !== null) ruler.holds(`${printed.length} pages instead of ${pages}`, printed.length === pages)
  for (const [at, page] of printed.entries()) {
    ruler.near('width', page.width / ptPerMm, 210, 0.01)
    ruler.near('height', page.height / ptPerMm, 297, 0.01)
    const isFirstOfLetter = sheet.form === 'letter' && at === 0
    const body = linesOn(page, ({ y }) => (page.height - y) / ptPerMm < block.bottom)
    ruler.lines += body.length
    numberOf(ruler, page, at, isFirstOfLetter, tops)
    bodyOf(ruler, body, at, isFirstOfLetter)
    if (page.pieces.every((piece) => Math.abs(piece.size - size.third) < 0.1 || (page.height - piece.y) / ptPerMm >= block.bottom))
      gridOf(ruler, body, at)
    for (const { text } of linesOn(page, (piece) => isOf(piece, fontNames.songRegular, size.third)))
      ruler.holds(`page ${at + 1}: more than 28 characters in “${text}”`, Array.from(solid(text).replace(/[\x20-\x7e]/g, '')).length <= 28)
  }
  const [first] = printed
  const last = printed.at(-1)
  if (first && sheet.head && sheet.form !== 'plain' && sheet.form !== 'cover')
    headOn(ruler, first, sheet.form, sheet.head, tops, sheet.contents.entries.length > 0)
  // An imprint over a page stands at the foot of each that it takes.
  const footed = printed.filter((page) => linesOn(page, (piece) => isOf(piece, '', imprintSize)).length > 1)
  for (const page of new Set([...footed, ...(last ? [last] : [])])) imprintOn(ruler, page, sheet, kind)
  elementsOf(ruler, printed, sheet)
  picturesOf(ruler, printed, paper)
  tablesOf(ruler, printed, sheet)
  notesOn(ruler, read, paper)
}

/** Each picture as wide as its share of the text says and the page lets it be, in the middle, its caption right under it. */
function picturesOf(ruler: Ruler, pages: readonly ReadPage[], { content }: Paper): void {
  if (content.form !== 'text') return
  const { pictures = {} } = content
  const figures = content.sheets.flatMap((sheet) => sheet.parts.flatMap(({ blocks }) => blocks.filter((one) => one.type === 'figure')))
  const images = pages.flatMap((page, at) => page.images.map((image) => ({ page, at, image })).sort((a, b) => b.image.top - a.image.top))
  ruler.holds(`${images.length} pictures instead of ${figures.length}`, images.length === figures.length)
  for (const [nth, { number, picture, width, runs }] of figures.entries()) {
    const found = images[nth]
    const head = pictureHead(pictures[picture] ?? new Uint8Array())
    if (!found || !head) continue
    const { page, at, image } = found
    const mmOf = (points: number): number => points / ptPerMm
    const wanted = figureWidth(width, head)
    ruler.near(`width of ${number}`, mmOf(image.right - image.left), wanted)
    ruler.near(`height of ${number}`, mmOf(image.top - image.bottom), (wanted * head.height) / head.width)
    ruler.near(`middle of ${number}`, mmOf(image.left + image.right) / 2, (block.left + block.right) / 2)
    ruler.holds(`${number} leaves the text block`, mmOf(page.height - image.bottom) < block.bottom)
    const caption = linesOn(page, (piece) => isOf(piece, fontNames.hei, size.smallFourth)).find(
      ({ text }) => solid(text) === solid(`${number}${runs.map((run) => run.text).join('')}`),
    )
    ruler.holds(`the caption of ${number} is not on its page ${at + 1}`, caption !== undefined)
    if (caption) ruler.near(`caption under ${number}`, caption.baseline - mmOf(page.height - image.bottom), captionUnder)
    ruler.pictures += 1
  }
}
/** From a picture's lower edge to the baseline of its caption, mm. */
const captionUnder = pitch.line * 0.2 + baselineIn(size.smallFourth, pitch.line * 0.8)

/** A table that goes over a page has its head there again; its letters, charts and notes are in their size and in the block. */
function tablesOf(ruler: Ruler, pages: readonly ReadPage[], sheet: Sheet): void {
  const blocks = sheet.parts.flatMap((part) => part.blocks)
  const long = blocks.find((one) => one.type === 'table' && one.body.length === tableRows)
  const charts = blocks.filter(({ type }) => type === 'chart').length
  if (!long || charts === 0) return
  const small = (page: ReadPage): string[] => linesOn(page, (piece) => isOf(piece, '', size.smallFourth)).map(({ text }) => solid(text))
  const rowsOn = pages.map((page) => small(page).filter((text) => /^第\d+家/u.test(text)).length)
  ruler.holds(`${rowsOn.join(' + ')} rows of ${tableRows}`, rowsOn.reduce((sum, rows) => sum + rows, 0) === tableRows)
  ruler.holds('the table is on one page', rowsOn.filter((rows) => rows > 0).length > 1)
  for (const [at, rows] of rowsOn.entries()) {
    const heads =
      pages[at]?.pieces.filter((piece) => isOf(piece, fontNames.hei, size.smallFourth) && solid(piece.text) === '主要原因') ?? []
    if (rows > 0) ruler.holds(`the table has ${heads.length} heads on page ${at + 1}`, heads.length === 1)
  }
  for (const { kind, part, at } of outside(pages)) ruler.holds(`a ${kind} of page ${at + 1} ${part} the text block`, false)
}

/** 脚注: each on the page of its mark, the last on the last line of the text block or right over the imprint, none under text. */
function notesOn(ruler: Ruler, read: ReadPaper, paper: Paper): void {
  for (const fault of noteFaults(read, paper)) ruler.holds(fault, false)
  for (const [at, page] of read.pages.entries()) {
    const lines = linesOn(page, (piece) => isNote(piece) && (page.height - piece.y) / ptPerMm < block.bottom)
    const [first, last] = [lines[0], lines.at(-1)]
    if (!first || !last) continue
    ruler.notes += lines.length
    const others = linesOn(page, (piece) => !isNote(piece) && !isMark(piece) && (page.height - piece.y) / ptPerMm < block.bottom)
    const above = others.filter(({ baseline }) => baseline < last.baseline)
    const below = others.filter(({ baseline }) => baseline > first.baseline)
    const standing = baselineIn(note.size, note.linePitch)
    ruler.near(`left of the notes of page ${at + 1}`, Math.min(...lines.map(({ leftMm }) => leftMm)), block.left)
    if (below.length === 0) ruler.near(`last note of page ${at + 1}`, last.baseline, block.bottom - note.linePitch + standing)
    ruler.holds(
      `page ${at + 1}: text among the notes`,
      below.every(({ baseline, text }) => baseline > last.baseline + note.linePitch - standing || text === ''),
    )
    ruler.holds(
      `page ${at + 1}: notes over the text`,
      above.every(({ baseline }) => baseline < first.baseline - standing - note.linePitch / 2),
    )
    for (const [nth, line] of lines.slice(1).entries())
      ruler.near(`note line ${nth + 2} of page ${at + 1}`, line.baseline - (lines[nth]?.baseline ?? 0), note.linePitch)
  }
}

/** What is drawn stays in the text block; rules and what is as high as the page itself, which clips, are not looked at. */
const outside = (pages: readonly ReadPage[]) =>
  pages.flatMap((page, at) =>
    page.boxes
      .filter(({ top, bottom }) => top - bottom > 2 * ptPerMm && top - bottom < 200 * ptPerMm)
      .flatMap(({ left, right, top, bottom }) => {
        const sides = left / ptPerMm < block.left - tolerance || right / ptPerMm > block.right + tolerance
        const low = (page.height - bottom) / ptPerMm > block.bottom + tolerance
        const high = (page.height - top) / ptPerMm < block.top - 7 - tolerance
        return sides || low || high ? [{ kind: 'drawing', part: sides ? 'leaves' : low ? 'ends under' : 'begins over', at }] : []
      }),
  )

/** §7.5: 7 mm under the text block, on the outer side, one character in. */
function numberOf(ruler: Ruler, page: ReadPage, at: number, none: boolean, tops: Tops): void {
  const [line, ...more] = linesOn(page, ({ y }) => (page.height - y) / ptPerMm >= block.bottom)
  if (none) {
    ruler.holds(`page ${at + 1} has a number`, line === undefined)
    return
  }
  ruler.holds(`page ${at + 1}: “${line?.text ?? ''}” below the text block`, more.length === 0 && solid(line?.text ?? '') === `—${at + 1}—`)
  if (!line) return
  const inset = (pageNumber.indent * pageNumber.size) / ptPerMm
  ruler.near(`dash of page ${at + 1}`, line.baseline - (tops.dash * pageNumber.size) / ptPerMm, block.bottom + pageNumber.gap)
  if (at % 2 === 0) ruler.near(`number of page ${at + 1}`, line.rightMm, block.right - inset)
  else ruler.near(`number of page ${at + 1}`, line.leftMm, block.left + inset)
}

/** §5.2: within the block; what is full has 28 characters. */
function bodyOf(ruler: Ruler, lines: readonly LineOf[], at: number, isFirstOfLetter: boolean): void {
  for (const { leftMm, rightMm, baseline, text } of lines) {
    if (isFirstOfLetter && baseline < 55) continue
    ruler.holds(
      `page ${at + 1}: “${text.slice(0, 12)}” leaves the text block`,
      leftMm > block.left - tolerance && rightMm < block.right + tolerance,
    )
    ruler.holds(`page ${at + 1}: “${text.slice(0, 12)}” stands too high`, baseline > block.top)
    if (/^[\p{Script=Han}，。；：、“”《》（）]{28}$/u.test(solid(text)) && Math.abs(leftMm - block.left) < 2) {
      ruler.fullLines += 1
      ruler.near(`left of a full line`, leftMm, block.left)
      ruler.near(`right of a full line`, rightMm, block.right)
    }
  }
}

/** A page of text alone is full when it has 22 lines; one of more has broken the grid. */
function gridOf(ruler: Ruler, lines: readonly LineOf[], at: number): void {
  ruler.holds(`page ${at + 1}: ${lines.length} lines`, lines.length <= grid.lines)
  if (lines.length !== grid.lines) return
  ruler.fullPages += 1
  lines.forEach(({ baseline }, nth) =>
    ruler.near(`line ${nth + 1} of page ${at + 1}`, baseline, block.top + nth * pitch.line + baselineIn(size.third)),
  )
}

function headOn(
  ruler: Ruler,
  page: ReadPage,
  form: Exclude<Sheet['form'], 'plain' | 'cover'>,
  head: Head,
  tops: Tops,
  hasContents: boolean,
): void {
  const pt = mastheadSize(form, Array.from(head.masthead).length)
  const name = page.pieces.filter((piece) => isOf(piece, fontNames.songBold, pt))
  ruler.holds('the masthead is not there in its face and size', solid(name.map(({ text }) => text).join('')).includes(solid(head.masthead)))
  const [one] = name
  if (!one) return
  const top = (page.height - one.y) / ptPerMm - (tops.masthead(head.masthead) * pt) / ptPerMm
  if (form === 'letter') ruler.near('upper edge of the masthead', top, letter.mastheadTop)
  if (form === 'document' || form === 'minutes') ruler.near('upper edge of the masthead', top, block.top + 35)
  const rules = page.boxes
    .map(({ left, right, top: high, bottom }) => ({
      left: left / ptPerMm,
      right: right / ptPerMm,
      top: (page.height - high) / ptPerMm,
      bottom: (page.height - bottom) / ptPerMm,
    }))
    .filter(({ left, right, top: high, bottom }) => right - left > 150 && bottom - high < 1.2)
  const titleLine = linesOn(page, (piece) => isOf(piece, fontNames.songBold, size.second))[0]
  if (form === 'letter') {
    ruler.holds(`${rules.length} rules instead of two double ones`, rules.length >= 3)
    for (const { left, right } of rules) {
      ruler.near('left of a rule', left, 20)
      ruler.near('right of a rule', right, 190)
    }
    ruler.near('lower rule', Math.max(...rules.map(({ bottom }) => bottom)), 297 - letter.footRule)
    return
  }
  const rule = rules.filter(({ top: high }) => high > block.top + 10).sort((a, b) => a.top - b.top)[0]
  ruler.holds('there is no red rule', rule !== undefined)
  if (!rule) return
  ruler.near('left of the red rule', rule.left, block.left)
  ruler.near('right of the red rule', rule.right, block.right)
  ruler.near('thickness of the red rule', rule.bottom - rule.top, 0.7, 0.2)
  // Between rule and title lie two lines, §7.3.1; contents come before the title where there are any.
  if (titleLine && !hasContents)
    ruler.near('title under the rule', titleLine.baseline - rule.bottom, 2 * pitch.line + baselineIn(size.second))
}

/** §7.4: the last rule is the lower edge of the text block on the last page; its rows are 4号. */
function imprintOn(ruler: Ruler, page: ReadPage, { form, imprint }: Sheet, kind: BriefingKind): void {
  if (imprint.rows.length === 0 && imprint.last === null) return
  const lines = linesOn(page, ({ y }) => (page.height - y) / ptPerMm < block.bottom)
  const row = lines.at(-1)
  const rule = form === 'letter' ? 0 : imprintMeasures.outerRule
  ruler.near(`last row of the imprint of ${kind}`, row?.baseline ?? 0, block.bottom - rule - pitch.line + baselineIn(imprintSize))
  ruler.holds(
    'the imprint is not in its size',
    page.pieces.some((piece) => isOf(piece, fontNames.songRegular, imprintSize) && Math.abs(piece.y - (row?.y ?? 0)) < 1),
  )
  if (form === 'letter') return
  const rules = page.boxes.filter(({ left, right, top, bottom }) => right - left > 150 * ptPerMm && top - bottom < 2)
  ruler.near('last rule', (page.height - Math.min(...rules.map(({ bottom }) => bottom))) / ptPerMm, block.bottom)
}
const imprintSize = imprintMeasures.size

/** Faces and sizes of title, headings and text, §7.3 */
function elementsOf(ruler: Ruler, pages: readonly ReadPage[], sheet: Sheet): void {
  const pieces = pages.flatMap((page) => page.pieces)
  const faces = { 1: fontNames.hei, 2: fontNames.kai, 3: fontNames.songRegular, 4: fontNames.songRegular } as const
  for (const { title, blocks } of sheet.parts) {
    const titled = solid(
      pieces
        .filter((piece) => isOf(piece, fontNames.songBold, size.second))
        .map(({ text }) => text)
        .join(''),
    )
    ruler.holds(`the title “${title}” is not in 2号小标宋`, titled.includes(solid(title)))
    for (const one of blocks) {
      if (one.type !== 'heading') continue
      const set = solid(
        pieces
          .filter((piece) => isOf(piece, faces[one.level], size.third))
          .map(({ text }) => text)
          .join(''),
      )
      ruler.holds(
        `the heading ${one.number} is not in its face`,
        set.includes(solid(one.runs.map(({ text }) => text).join('')).slice(0, 6)),
      )
    }
  }
  ruler.holds(
    'the text is not 3号',
    pieces.some((piece) => isOf(piece, fontNames.songRegular, size.third)),
  )
}
