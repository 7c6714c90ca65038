import {
  blockPixels,
  face,
  hairline,
  head,
  imprint,
  indent,
  margins,
  mastheadSize,
  page,
  pitch,
  red,
  size,
  table,
  textGap,
  tracking,
} from '../../shared/briefing/layout.ts'
import { faces, families, fontFile, hanzi, rareFamily } from './fonts.ts'

/** mm and pt with more digits than the layout's own unit of 1/64 px can tell apart. */
export const mm = (value: number): string => `${value.toFixed(5)}mm`
export const pt = (value: number): string => `${value.toFixed(3)}pt`
export const lines = (count: number): string => mm(count * pitch.line)
export const characters = (count: number): string => mm(count * pitch.character)

/** The style sheet of a paper: all its measures come from `layout.ts`. */
export const style = (fontUrlBase: string): string => [fontFaces(fontUrlBase), sheet, mastheadSizes()].join('\n')

/**
 * Ascent and descent are set alike, because a line that mixes faces would else grow and push a line off the page. A face that
 * does not arrive leaves blanks that no reader could overlook, not another face.
 */
const fontFaces = (fontUrlBase: string): string =>
  faces
    .flatMap(({ family, weight, font, range }) => [
      fontFace(family, weight, `${fontUrlBase}${fontFile(font, 'common')}`, range),
      fontFace(rareFamily(family), weight, `${fontUrlBase}${fontFile(font, 'rare')}`, hanzi),
    ])
    .join('\n')

const fontFace = (family: string, weight: number, url: string, range?: string): string =>
  `@font-face{font-family:${family};font-weight:${weight};font-display:block;src:url("${url}") format("truetype");` +
  `ascent-override:88%;descent-override:12%;line-gap-override:0%${range === undefined ? '' : `;unicode-range:${range}`}}`

/** A class for each length that a masthead may have. */
const mastheadSizes = (): string =>
  Array.from({ length: head.mastheadLetters }, (_, index) => `.letters${index + 1}{font-size:${pt(mastheadSize(index + 1))}}`).join('')

const body = families(face.body)
const [title, hei, kai] = [face.title, face.hei, face.kai].map((family) => `${families(family)},${body}`)

const sheet = `
@page{size:${page.width}mm ${page.height}mm;margin:${margins.top}mm ${margins.right}mm calc(${page.height - margins.top}mm - ${blockPixels}px) ${margins.left}mm}
*{box-sizing:border-box;margin:0;padding:0;font-synthesis:none}
html{font:${pt(size.third)}/${lines(1)} ${body};text-spacing-trim:space-all;color:#000}
body{position:relative;width:${page.block.width}mm;letter-spacing:${mm(tracking)};text-align:justify;line-break:strict;overflow-wrap:anywhere;orphans:1;widows:1}
p,li{text-indent:${characters(indent)}}
ul{list-style:none}
.bold{font-weight:700}
.italic:not(.bold){font-family:${kai}}
.underline{text-decoration:underline;text-underline-offset:.2em;text-decoration-thickness:${mm(hairline)}}

.head p,.contents p,.contents li,.imprint p{text-indent:0}
.secrecy{height:${lines(head.mastheadLine - 1)};font-family:${hei}}
.masthead{display:flex;height:${lines(head.mastheadLines)};align-items:center;justify-content:center;white-space:nowrap;color:${red};font-family:${title};font-weight:700;letter-spacing:${head.mastheadTracking}em;padding-left:${head.mastheadTracking}em}
.number{text-align:center}
.ends{display:flex;justify-content:space-between;padding:0 ${characters(1)}}
.rule{height:${lines(1)};padding-top:${mm(head.ruleGap)}}
.rule::before{content:"";display:block;border-top:${mm(head.rule)} solid ${red}}

.contents{padding-top:${lines(1)}}
.contents-title{text-align:center;font-family:${hei}}
.contents li{padding-left:${characters(indent)};font-family:${kai};text-align:left}

.article{padding-top:${lines(head.titleGap)}}
.article + .article{break-before:page;padding-top:0}
h1{padding-bottom:${lines(textGap)};font:700 ${pt(size.second)}/${lines(1)} ${title};letter-spacing:0;text-align:center;text-wrap:balance;word-break:keep-all;break-inside:avoid;break-after:avoid}
h2,h3,h4,h5{font:inherit;text-indent:${characters(indent)};break-inside:avoid;break-after:avoid}
h2{font-family:${hei}}
h3{font-family:${kai}}
blockquote{padding:0 ${characters(indent)};font-family:${kai}}
.list .list{padding-left:${characters(indent)}}
.marker{margin-right:.25em}
.authors{padding-right:${characters(indent)};text-align:right;text-indent:0;font-family:${kai};break-before:avoid}

.recommendation{padding:${lines(0.15)} 0}
.ruled{padding:${lines(0.35)} 0;border:solid #777;border-width:${mm(hairline)} 0;margin:-${mm(hairline / 2)} 0}
.recommendation:has(+ .recommendation){padding-bottom:0}
.recommendation + .recommendation{padding-top:0}
.recommendation + .recommendation .ruled{border-top:0;margin-top:0}
.recommendation:has(+ .recommendation) .ruled{padding-bottom:${lines(0.5)}}
.recommendation + .recommendation .ruled{padding-top:${lines(0.5)}}
.terms{display:flex;flex-wrap:wrap;column-gap:${characters(2)};padding-left:${characters(indent)};text-indent:0;font-family:${kai};break-before:avoid}
.label{font-family:${hei}}

table{width:100%;border-collapse:collapse;margin:${lines(0.25)} 0;border:solid #000;border-width:${mm(table.outerRule)} 0;font-size:${pt(table.size)};line-height:${mm(table.linePitch)};letter-spacing:0;text-align:left}
table:has(col){table-layout:fixed}
.short{text-align:center}
tr{break-inside:avoid}
thead{border-bottom:${mm(hairline)} solid #000}
td,th{border:${mm(table.innerRule)} solid #555;padding:${mm(table.padding)} .5em;vertical-align:middle}
tr > :first-child{border-left:0}
tr > :last-child{border-right:0}
th{font:inherit;font-family:${hei};text-align:center}
td p,th p,td li,th li{text-indent:0}

figure{margin:${lines(0.5)} 0;break-inside:avoid;text-align:center}
figure img{display:block;max-width:100%;max-height:${lines(17)};object-fit:contain;margin:0 auto}
figure svg{display:block;width:100%;margin:0 auto;letter-spacing:0}
figcaption{font:${pt(size.smallFourth)}/${lines(0.8)} ${hei};letter-spacing:0;text-indent:0;padding-top:${lines(0.2)};break-before:avoid}
sup.note-mark{font-size:${pt(10.5)};line-height:0;vertical-align:super;letter-spacing:0}
.notes{padding-top:${lines(1)};font-size:${pt(size.smallFourth)};line-height:${lines(0.75)};letter-spacing:0}
.notes-title{font-family:${hei};text-indent:0;border-top:${mm(hairline)} solid #000;padding-top:${lines(0.25)};break-after:avoid}
.notes li{display:flex;gap:.5em;text-indent:0;break-inside:avoid;overflow-wrap:anywhere}
.notes li .note-mark{flex:none}

.imprint-place{padding-top:${lines(1)};break-inside:avoid;break-before:avoid}
.imprint{border:solid #000;border-width:${mm(imprint.outerRule)} 0;font-size:${pt(imprint.size)};line-height:${lines(1)};letter-spacing:0}
.imprint-row{display:flex;padding:0 ${characters(imprint.indent)};text-align:left}
.imprint-row + .imprint-row{border-top:${mm(imprint.innerRule)} solid #000}
.imprint-row .label{flex:none;font-family:inherit}
.copies{justify-content:flex-end}
`
