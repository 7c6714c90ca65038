import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  LeaderType,
  Paragraph,
  SimpleField,
  Tab,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx'
import {
  doubleRule,
  face,
  grid,
  head as layout,
  hanziTop,
  headLines,
  imprint as foot,
  indent,
  letter,
  margins,
  mastheadSize,
  page,
  pitch,
  ptPerMm,
  size,
  textGap,
} from '../../shared/briefing/layout.ts'
import type { Pictures } from '../../shared/documents/pictures.ts'
import { plainText } from '../../shared/documents/memo.ts'
import { phrases } from '../../shared/briefing/phrases.ts'
import { print } from '../../shared/i18n/zh/print.ts'
import type { About, Contents, Head, Imprint, Part, Sheet, SheetForm, TextPaper } from '../../shared/papers/paper.ts'
import { blank, body, bookmark, gap, labelled, marked, paragraph, rule, text, type Content, type Known, type Look } from './blocks.ts'
import { blockWidth, characters, exact, halfPoints, inFace, ink, style, twips } from './styles.ts'
import { wordFile } from './word.ts'

/** The same sheets that the PDF is made of, as a Word file that a typist can go on with. */
export const wordOf = (
  { sheets, style: house, pageNumbers, banner, pictures = {} }: TextPaper,
  about: About,
): Promise<Uint8Array<ArrayBuffer>> =>
  wordFile(
    sheets.map((sheet) => ({
      children: children(sheet, ink(house.red), pictures),
      numbered: !pageNumbers || sheet.form === 'cover' ? 'none' : sheet.form === 'letter' ? 'later' : 'all',
      footRule: sheet.form === 'letter' ? ink(house.red) : null,
    })),
    about,
    house,
    banner,
  )

function children({ form, head, contents, parts, imprint }: Sheet, red: string, pictures: Pictures): Content[] {
  // Without a head the title has a line over it there, too.
  const newPage = form === 'plain' ? [paragraph(style.flush, '', { pageBreakBefore: true })] : []
  const led = new Set(contents.entries.map(({ anchor }) => anchor))
  return [
    ...(head ? headOf(form, head, red) : []),
    ...contentsList(contents),
    ...(contents.ownPage ? newPage : blank(gapBeforeTitle(form, head))),
    ...parts.flatMap((one, at) => part(one, at > 0 || (contents.ownPage && newPage.length === 0), { pictures, led })),
    ...imprintTable(form, imprint, hasNotesAtEnd(parts)),
  ]
}

/** Empty lines over the first title. */
function gapBeforeTitle(form: SheetForm, head: Head | null): number {
  if (form === 'plain') return 1
  if (form === 'cover') return head ? 1 : 0
  return layout.titleGap
}

const cornerRow = ({ of, text: said }: Head['corner'][number], look: Look = {}): Paragraph =>
  paragraph(of === 'copyNumber' ? style.copyNumber : style.secrecy, said, look)

function headOf(form: SheetForm, head: Head, red: string): Content[] {
  const { corner, masthead, number, signers, ends } = head
  const rows = corner.map((one) => cornerRow(one))
  if (form === 'plain' || form === 'cover') return rows
  const pt = mastheadSize(form, Array.from(masthead).length)
  const name = mastheadOf(masthead, pt, red)
  const whole = exact(headLines(form, head)).line
  if (form === 'letter') {
    const [first] = corner
    // 份号 … on the left and 发文字号 on the right, both at the edge of the text, §10.1
    const said = first ? text(first.text, first.of === 'copyNumber' ? {} : inFace(face.hei)) : []
    const top = banner(name, red)
    const above = twips(letter.rowGap - overLetters)
    const under = [
      ...(first || number ? [(look: Look) => edges(said, number, look)] : []),
      ...corner.slice(1).map((one) => (look: Look) => cornerRow(one, look)),
    ]
    const left = twips(page.top - letter.mastheadTop + letter.mastheadRoom) + whole - top.height - exact(under.length).line
    return [
      top.paragraph,
      ...under.map((row, at) =>
        row({
          spacing: { ...exact(), ...(at === 0 && { before: above }), ...(at === under.length - 1 && { after: Math.max(0, left - above) }) },
        }),
      ),
      ...(under.length === 0 ? [gap(left)] : []),
    ]
  }
  const signed =
    signers.length > 0 ? [new TextRun({ children: [new Tab(), print.signer] }), ...text(signers.join('　'), inFace(face.kai))] : []
  const ruleHeight = gapOfRule + twips(layout.rule) + hair
  const numberRow = number ? 1 : 0
  const endsRow = ends ? 1 : 0
  const left = whole - exact(rows.length + numberRow + endsRow).line - ruleHeight
  const isBulletin = form === 'bulletin'
  // Of a bulletin the masthead has lines of its own, and what is left stands over who publishes it; else it stands under the masthead.
  const missing = isBulletin ? exact(Math.max(rows.length, 1) - rows.length).line : 0
  const own = isBulletin ? missing + exact(layout.mastheadLines).line : left
  const before = isBulletin
    ? missing + Math.round((exact(layout.mastheadLines).line - name.height) / 2)
    : twips(layout.mastheadTop) - exact(rows.length).line - (name.height - pt * 20) / 2
  const above = { spacing: { before: left - own, ...exact() } }
  return [
    ...rows,
    standing(name, Math.round(Math.max(before, 0)), own),
    ...(number ? [signed.length > 0 ? twoEnds([...text(number), ...signed]) : paragraph(style.number, number)] : []),
    ...(ends ? [twoEnds([new TextRun({ children: [ends.left, new Tab(), ends.right] })], isBulletin ? above : {})] : []),
    ruled(red),
  ]
}

/** `height` of its line, twips. */
type Masthead = { runs: TextRun[]; height: number; pt: number }
/** Share of its type that a line of the masthead is high; Word sets the letters four fifths down in it. */
const lineOfMasthead = 1.2
/** Spaced out between its letters, and not behind the last, so that it stands in the middle. */
function mastheadOf(name: string, pt: number, color: string): Masthead {
  const letters = Array.from(name)
  const sized = { size: halfPoints(pt), sizeComplexScript: halfPoints(pt), color }
  const spaced = { ...sized, characterSpacing: Math.round(pt * 20 * layout.mastheadTracking) }
  return {
    runs: [...text(letters.slice(0, -1).join(''), spaced), ...text(letters.slice(-1).join(''), { ...sized, characterSpacing: 0 })],
    height: Math.round(pt * 20 * lineOfMasthead),
    pt,
  }
}

/** What an exact line of the grid leaves free over its letters, and under them, mm: the baseline lies four fifths down. */
const baseline = (4 / 5) * pitch.line
const overLetters = baseline - (hanziTop * size.third) / ptPerMm
const underLetters = pitch.line - baseline - ((1 - 0.88) * size.third) / ptPerMm
/** From the last row of the head to the rule, which is 4 mm under the letters, §7.2.7 */
const gapOfRule = twips(layout.ruleGap - underLetters)
/** The lowest line that there is. */
const hair = 20

/** Where it stands in what the head leaves it. @param before above its line @param own all that it takes, twips */
function standing({ runs, height }: Masthead, before: number, own: number): Paragraph {
  return paragraph(style.masthead, runs, {
    spacing: { before, line: height, lineRule: 'exact', after: Math.max(0, own - height - before) },
  })
}

/** The ends of a row from edge to edge. */
const edges = (left: TextRun[], right: string, look: Look): Paragraph =>
  paragraph(style.row, [...left, new TextRun({ children: [new Tab(), right] })], {
    ...look,
    tabStops: [{ type: TabStopType.RIGHT, position: blockWidth }],
  })

const twoEnds = (runs: TextRun[], look: Look = {}): Paragraph =>
  paragraph(style.row, runs, {
    ...look,
    indent: { left: characters(1), right: characters(1) },
    tabStops: [{ type: TabStopType.RIGHT, position: blockWidth - characters(1) }],
  })

/** The rule is the lower edge of the head. */
const ruled = (red: string): Paragraph =>
  paragraph(style.masthead, '', {
    spacing: { before: gapOfRule, line: hair, lineRule: 'exact' },
    border: { top: { ...rule(layout.rule, red), space: 0 } },
  })

/** Over a rule that is thick over thin, wider than the text block; its upper edge 30 mm under that of the paper (GB/T 9704-2012 §10.1). */
function banner({ runs, height, pt }: Masthead, red: string): { paragraph: Paragraph; height: number } {
  const side = -twips((letter.ruleWidth - page.block.width) / 2)
  const before = twips(letter.mastheadRoom) - Math.round((lineOfMasthead * (4 / 5) - hanziTop) * pt * 20)
  const space = Math.round(letter.ruleGap * ptPerMm - (lineOfMasthead / 5 - 0.12) * pt)
  return {
    paragraph: paragraph(style.masthead, runs, {
      indent: { left: side, right: side },
      spacing: { before, line: height, lineRule: 'exact' },
      border: { bottom: { style: 'thickThinSmallGap', size: 24, space, color: red } },
    }),
    height: before + height + space * 20 + Math.round(doubleRule * ptPerMm * 20),
  }
}

/** With the page of each as it is in the PDF; Word counts anew when it is asked to. */
function contentsList({ ownPage, entries }: Contents): Content[] {
  if (entries.length === 0) return []
  const title = ownPage ? print.longContents : print.contents
  return [
    ...blank(1),
    paragraph(ownPage ? style.contents : style.number, ownPage ? title : text(title, inFace(face.hei))),
    ...(ownPage ? blank(1) : []),
    ...entries.map(({ level, text: entry, anchor, page: at }) =>
      paragraph(
        style.row,
        [
          ...text(entry, inFace(level === 1 || (ownPage && level === 0) ? face.hei : face.kai)),
          ...(at === undefined
            ? []
            : [new TextRun({ children: [new Tab()] }), new SimpleField(`PAGEREF ${bookmark(anchor)} \\h`, String(at))]),
        ],
        {
          indent: { left: level === 2 ? characters(indent) : 0 },
          tabStops: [{ type: TabStopType.RIGHT, position: blockWidth, leader: LeaderType.DOT }],
        },
      ),
    ),
  ]
}

function part(content: Part, onNewPage: boolean, known: Known): Content[] {
  const { anchor, label, title, facts, addressee, editorNote, lead, blocks, annexes, authors, signature, note, attendance } = content
  return [
    ...(label ? [paragraph(style.flush, text(label, inFace(face.hei)), { pageBreakBefore: onNewPage }), ...blank(1)] : []),
    new Paragraph({
      heading: HeadingLevel.TITLE,
      pageBreakBefore: onNewPage && label === '',
      children: marked(anchor, text(titleLines(title).join('\n')), known.led),
    }),
    ...blank(textGap),
    ...facts.map((one) => paragraph(style.flush, labelled(one))),
    ...(addressee ? [paragraph(style.flush, addressee)] : []),
    ...editorNote.map((one, at) =>
      paragraph(style.body, [...text(at === 0 ? print.editorNote : '', inFace(face.hei)), ...text(one, inFace(face.kai))]),
    ),
    ...(editorNote.length > 0 ? blank(1) : []),
    ...lead.map((one) => paragraph(style.body, text(one, inFace(face.kai)))),
    ...body(blocks, known),
    ...(annexes.length > 0 ? [...blank(1), ...annexes.map((name, at) => annexRow(name, at, annexes.length))] : []),
    ...(attendance.length > 0 ? blank(1) : []),
    ...attendance.map((one) => paragraph(style.body, labelled(one))),
    ...(authors ? [paragraph(style.authors, authors)] : []),
    ...(signature ? signed(signature) : []),
    ...(note ? [paragraph(style.body, print.inBrackets(note))] : []),
  ]
}

/** What runs over stands under the first letter of the name, §7.3.4 */
function annexRow(name: string, at: number, count: number): Paragraph {
  const label = Array.from(print.annexes).length
  const left = characters(indent + label + (count > 1 ? 1 : 0))
  const numbered = count > 1 ? [new TextRun({ children: [print.item(at + 1), new Tab()] })] : []
  const hanging = characters((at === 0 ? label : 0) + (count > 1 ? 1 : 0))
  return paragraph(style.body, [...(at === 0 ? text(print.annexes) : []), ...numbered, ...text(name)], {
    alignment: AlignmentType.LEFT,
    indent: { left, hanging, firstLineChars: 0 },
  })
}

/** As few lines as hold it, of about one length, broken at words, §7.3.1 */
export function titleLines(title: string): string[] {
  const most = Math.floor((page.block.width * ptPerMm) / size.second)
  const pieces = phrases(title)
  const long = (text: string): number => Array.from(text).length
  const count = Math.ceil(long(title) / most)
  /** Every way to set pieces from `at` on in so many lines; the one whose longest line is shortest. */
  const best = (at: number, lines: number): string[] | null => {
    if (lines === 1) return [pieces.slice(at).join('')]
    const ways = pieces.slice(at + 1).flatMap((_, offset): string[][] => {
      const end = at + 1 + offset
      const rest = best(end, lines - 1)
      return rest ? [[pieces.slice(at, end).join(''), ...rest]] : []
    })
    return ways.reduce<string[] | null>((one, other) => (one === null || longest(other) < longest(one) ? other : one), null)
  }
  const longest = (lines: readonly string[]): number => Math.max(...lines.map(long))
  for (let lines = count; lines < pieces.length; lines++) {
    const set = best(0, lines)
    if (set && longest(set) <= most) return set
  }
  return pieces
}

/** The date begins two characters behind the name; the longer of the two ends two before the edge, §7.3.5.2 */
function signed({ name, date }: { name: string; date: string }): Content[] {
  const width = Math.max(wide(name), wide(date) + indent)
  const left = blockWidth - characters(width + indent)
  return [
    ...blank(1),
    paragraph(style.signature, name, { indent: { left }, keepNext: true }),
    paragraph(style.signature, date, { indent: { left: left + characters(indent) } }),
  ]
}

/** In characters of the body; digits take about half of one. */
const wide = (text: string): number => Array.from(text).reduce((sum, sign) => sum + (/[\x20-\x7e]/.test(sign) ? 0.55 : 1), 0)

type Ends = { left: string; right: string }

/** Whether a note may stand on the last page: fewer lines than a page has come after the last of them. */
function hasNotesAtEnd(parts: readonly Part[]): boolean {
  const [last] = parts.slice(-1)
  if (!last || last.notes.length === 0) return false
  const marked = last.blocks.findLastIndex((one) => JSON.stringify(one).includes('"note":'))
  const lines = last.blocks
    .slice(marked + 1)
    .map((one) => (one.type === 'paragraph' ? Math.ceil(Array.from(plainText(one.runs)).length / grid.characters) : 1))
  return lines.reduce((sum, one) => sum + one, 0) < grid.lines
}

/**
 * Floats on the last line of the last page, however much is still written before it; where that page may have notes it stands behind the
 * text instead, because notes are set over whatever floats at the foot of a page (measured in LibreOffice 7.4).
 */
function imprintTable(form: SheetForm, { rows, last }: Imprint, stands: boolean): Content[] {
  const lines = [
    ...rows.map((row) => {
      const label = Array.from(row.label).length * foot.size * 20
      return paragraph(style.imprint, `${row.label}${row.text}`, {
        indent: { left: characters(foot.indent) + label, right: characters(foot.indent), hanging: label },
      })
    }),
    ...(last && isNarrow(last)
      ? [twoEndsOfImprint({ left: last.left, right: '' }), twoEndsOfImprint({ left: '', right: last.right })]
      : []),
    ...(last && !isNarrow(last) ? [twoEndsOfImprint(last)] : []),
  ]
  if (lines.length === 0) return []
  const none = { style: BorderStyle.NONE, size: 0 }
  const plain = form === 'letter'
  const outer = plain ? none : rule(foot.outerRule)
  const joins = (at: number): boolean => (at < lines.length && at > rows.length) || (rows[at]?.joined ?? false)
  return [
    ...(stands ? blank(1) : []),
    new Table({
      width: { size: blockWidth, type: WidthType.DXA },
      columnWidths: [blockWidth],
      ...(!stands && {
        float: {
          // From the edge of the page: LibreOffice lets nothing float that is as wide as the text and stands beside it.
          horizontalAnchor: 'page',
          absoluteHorizontalPosition: twips(margins.left),
          verticalAnchor: 'margin',
          relativeVerticalPosition: 'bottom',
        },
      }),
      borders: {
        top: outer,
        bottom: outer,
        left: none,
        right: none,
        insideHorizontal: plain ? none : rule(foot.innerRule),
        insideVertical: none,
      },
      margins: { left: 0, right: 0 },
      rows: lines.map((line, at) => {
        const borders = { ...(joins(at) && { top: none }), ...(joins(at + 1) && { bottom: none }) }
        return new TableRow({ cantSplit: true, children: [new TableCell({ children: [line], borders })] })
      }),
    }),
    ...blank(1),
  ]
}

const isNarrow = ({ left, right }: Ends): boolean =>
  Array.from(left + right).length > (page.block.width * ptPerMm) / foot.size - 2 * foot.indent - 1

const twoEndsOfImprint = ({ left, right }: Ends): Paragraph =>
  left === ''
    ? paragraph(style.imprint, right, { alignment: AlignmentType.RIGHT, indent: { right: characters(foot.indent) } })
    : paragraph(style.imprint, [new TextRun({ children: [left, new Tab(), right] })], {
        indent: { left: characters(foot.indent), right: characters(foot.indent) },
        tabStops: [{ type: TabStopType.RIGHT, position: blockWidth - characters(foot.indent) }],
      })
