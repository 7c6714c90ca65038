import { AlignmentType, BorderStyle, HeadingLevel, Paragraph, Tab, Table, TableCell, TableRow, TabStopType, TextRun, WidthType } from 'docx'
import type { Article, BriefingContent, Imprint } from '../../shared/briefing/compose.ts'
import { face, head as layout, imprint as foot, mastheadSize, textGap } from '../../shared/briefing/layout.ts'
import { print } from '../../shared/i18n/zh/print.ts'
import { body, blank, notes, paragraph, rule, text, type Content } from '../word/blocks.ts'
import { blockWidth, characters, exact, halfPoints, ink, style, twips, type } from '../word/styles.ts'
import { wordFile } from '../word/word.ts'

/** The same content that the PDF is made of, as a Word file that a typist can go on with. */
export function briefingWord(content: BriefingContent): Promise<Uint8Array<ArrayBuffer>> {
  const { articles, imprint, contents, about } = content
  const children = [...head(content), ...contentsList(contents), ...articles.flatMap(article), ...imprintTable(imprint)]
  return wordFile([{ children, numbered: 'all' }], about)
}

function head({ masthead, number, secrecy, compiler, date }: BriefingContent): Content[] {
  const pt = halfPoints(mastheadSize(Array.from(masthead).length))
  const { mastheadLine, mastheadLines, rule: width, ruleGap, titleGap } = layout
  // The rule, its distance above and what is below it are one row of the grid.
  const gap = twips(ruleGap)
  const line = exact(1).line - gap - twips(width) - 20
  return [
    paragraph(style.secrecy, secrecy, { spacing: exact(mastheadLine - 1) }),
    paragraph(style.masthead, [new TextRun({ text: masthead, size: pt, sizeComplexScript: pt })], { spacing: exact(mastheadLines) }),
    paragraph(style.number, number),
    paragraph(style.flush, [new TextRun({ children: [compiler, new Tab(), date] })], {
      indent: { left: characters(1), right: characters(1) },
      tabStops: [{ type: TabStopType.RIGHT, position: blockWidth - characters(1) }],
    }),
    paragraph(style.flush, '', { spacing: { before: gap, line, lineRule: 'exact' }, border: { top: { ...rule(width, ink), space: 1 } } }),
    ...blank(titleGap),
  ]
}

function contentsList(titles: readonly string[]): Content[] {
  if (titles.length === 0) return []
  return [
    paragraph(style.number, text(print.contents, type(face.hei))),
    ...titles.map((title) => paragraph(style.flush, text(title, type(face.kai)), { indent: { left: characters(2) } })),
    ...blank(1),
  ]
}

/** Each after the first begins a page. */
const article = ({ title, blocks, notes: list, authors }: Article, at: number): Content[] => [
  new Paragraph({ heading: HeadingLevel.TITLE, pageBreakBefore: at > 0, children: text(title) }),
  ...blank(textGap),
  ...body(blocks),
  ...(authors ? [paragraph(style.authors, authors)] : []),
  ...notes(list),
]

/** Floats on the last line of the last page, however much is still written before it. */
function imprintTable({ rows, copies }: Imprint): Content[] {
  const label = 2 * foot.size * 20
  const lines = [
    ...rows.map((row) =>
      paragraph(style.imprint, `${row.label}${row.text}`, {
        indent: { left: characters(foot.indent) + label, right: characters(foot.indent), hanging: label },
      }),
    ),
    ...(copies ? [paragraph(style.imprint, copies, { alignment: AlignmentType.RIGHT, indent: { right: characters(foot.indent) } })] : []),
  ]
  if (lines.length === 0) return []
  const none = { style: BorderStyle.NONE, size: 0 }
  const outer = rule(foot.outerRule)
  return [
    new Table({
      width: { size: blockWidth, type: WidthType.DXA },
      columnWidths: [blockWidth],
      float: {
        horizontalAnchor: 'margin',
        relativeHorizontalPosition: 'left',
        verticalAnchor: 'margin',
        relativeVerticalPosition: 'bottom',
      },
      borders: { top: outer, bottom: outer, left: none, right: none, insideHorizontal: rule(foot.innerRule), insideVertical: none },
      margins: { left: 0, right: 0 },
      rows: lines.map((line) => new TableRow({ cantSplit: true, children: [new TableCell({ children: [line] })] })),
    }),
    ...blank(1),
  ]
}
