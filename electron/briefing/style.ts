import type { HouseStyle } from '../../shared/briefing/house.ts'
import {
  blockPixels,
  doubleRule,
  face,
  figureLines,
  hairline,
  hanziTop,
  head,
  imprint,
  indent,
  leading,
  letter,
  margins,
  note,
  page,
  pitch,
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
export const style = (fontUrlBase: string): string => [fontFaces(fontUrlBase), sheet].join('\n')

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

const body = families(face.body)
const [title, hei, kai] = [face.title, face.hei, face.kai].map((family) => `${families(family)},${body}`)

/** Letters begin so much under the upper edge of their box, em: the baseline lies at 0.88, and hanzi are that high above it. */
const over = -(0.88 - hanziTop)
/** Pages of letters are as wide as their rules; the text block does not lie in their middle. */
const letterEdge = (page.width - letter.ruleWidth) / 2
const letterSides = { left: margins.left - letterEdge, right: margins.right - letterEdge }
const bottomMargin = `calc(${page.height - margins.top}mm - ${blockPixels}px)`

/**
 * The masthead of a letter stands above the text block, where Chromium paints nothing: so its first page begins there. Of several
 * letters in one paper every page does, because only the first of all can be told from others.
 */
export const letterRules = (sheets: number): string =>
  `@page{margin:${margins.top}mm ${letterEdge}mm ${bottomMargin} ${letterEdge}mm}` +
  `@page${sheets > 1 ? '' : ' :first'}{margin-top:${letter.mastheadTop - letter.mastheadRoom}mm}` +
  `body{width:${letter.ruleWidth}mm}`

/** What a house does otherwise than the standard. */
export function houseRules({ red, mirrored, boldThird, bodySize }: HouseStyle): string {
  const type = size[bodySize]
  return [
    `:root{--red:${red}}`,
    mirrored ? `@page :left{margin:${margins.top}mm ${margins.left}mm ${bottomMargin} ${margins.right}mm}` : '',
    boldThird ? 'h4{font-weight:700}' : '',
    bodySize === 'third' ? '' : `.part{font-size:${pt(type)};letter-spacing:${mm(tracking(type))}}`,
  ].join('')
}

const sheet = `
@page{size:${page.width}mm ${page.height}mm;margin:${margins.top}mm ${margins.right}mm ${bottomMargin} ${margins.left}mm}
*{box-sizing:border-box;margin:0;padding:0;font-synthesis:none}
html{font:${pt(size.third)}/${lines(1)} ${body};text-spacing-trim:space-all;color:#000}
body{position:relative;width:${page.block.width}mm;letter-spacing:${mm(tracking())};text-align:justify;line-break:strict;overflow-wrap:anywhere;orphans:1;widows:1}
p,li{text-indent:${characters(indent)}}
ul{list-style:none}
.bold{font-weight:700}
.italic:not(.bold){font-family:${kai}}
.underline{text-decoration:underline;text-underline-offset:.2em;text-decoration-thickness:${mm(hairline)}}

.sheet + .sheet{break-before:page}
.head{display:flex;flex-direction:column}
.head p,.head div,.contents p,.contents li,.imprint p{text-indent:0}
.head .secrecy,.head .urgency{font-family:${hei}}
.head .copyNumber{letter-spacing:0}
.masthead{white-space:nowrap;text-align:center;color:var(--red);font-family:${title};font-weight:700;line-height:1;letter-spacing:${head.mastheadTracking}em;padding-left:${head.mastheadTracking}em}
.head .number{text-align:center}
.ends{display:flex;justify-content:space-between}
.rule{margin-top:${mm(head.ruleGap - leading)};border-top:${mm(head.rule)} solid var(--red)}

.bulletin .corners{min-height:${lines(1)}}
.bulletin .masthead{display:flex;flex:none;height:${lines(head.mastheadLines)};align-items:center;justify-content:center}
.issuer{margin-top:auto;padding:0 ${characters(1)}}

.document .corners,.minutes .corners{height:${mm(head.mastheadTop)}}
.document .masthead,.minutes .masthead{margin-top:${over}em}
.document .head > .number,.signed{margin-top:auto}
.signed{align-items:end;padding:0 ${characters(1)}}
.signers{display:flex}
.names{display:grid;grid-template-columns:auto auto;column-gap:${characters(1)};font-family:${kai}}
.names:has(> :only-child){display:block}
.minutes .head .number{margin-top:auto}
.minutes .issuer{margin-top:0}
.minutes .head > .rule{margin-top:${mm(head.ruleGap - leading)}}
.minutes .masthead + .rule{margin-top:auto}

.letter{padding:0 ${mm(letterSides.right)} 0 ${mm(letterSides.left)}}
.letter .masthead,.letter .double{flex:none;margin:0 ${mm(-letterSides.right)} 0 ${mm(-letterSides.left)}}
.letter .masthead{margin-top:calc(${over}em + ${mm(letter.mastheadRoom)})}
.letter .double{height:${mm(doubleRule)};margin-top:${mm(letter.ruleGap)};border:solid var(--red);border-width:${mm(letter.rules.thick)} 0 ${mm(letter.rules.thin)}}
.letter .head .ends{margin-top:${mm(letter.rowGap - leading)}}

.plain .part:first-of-type:not(.annex){padding-top:${lines(1)}}
.contents{padding-top:${lines(1)}}
.contents-title{text-align:center;font-family:${hei}}
.contents li{display:flex;align-items:last baseline;font-family:${kai};text-align:left}
.contents a{color:inherit;text-decoration:none;text-wrap:balance}
.contents i{flex:1;min-width:${characters(1)};margin:0 .3em;border-bottom:${mm(0.25)} dotted #555}
.contents .page-of{min-width:1.6em;text-align:right;font-family:${body};letter-spacing:0}
.contents .level1,.long .level0{font-family:${hei}}
.contents .level2{padding-left:${characters(indent)}}
.long > .contents{break-after:page}
.long > .contents .contents-title{padding-bottom:${lines(1)};font:700 ${pt(size.second)}/${lines(1)} ${title};letter-spacing:0}
.anchors{position:absolute;width:0;height:0;overflow:hidden}

.part{padding-top:${lines(head.titleGap)}}
.plain .part,.long .part{padding-top:0}
.part + .part{break-before:page;padding-top:0}
.annex-label{padding-bottom:${lines(1)};text-indent:0;font-family:${hei}}
/* The title in the upper third of a cover, the facts below the middle. */
.cover .part{padding-top:${lines(3)}}
.cover .annex-label{text-align:center;letter-spacing:.5em;padding-left:.5em}
.cover h1{padding:${lines(1)} 0 ${lines(6)};font-size:26pt;line-height:${lines(1.4)}}
.cover .facts{padding:0 ${characters(2)}}
.facts{padding-bottom:${lines(0.5)}}
.facts p{text-indent:0;padding-left:5em}
.facts .label{display:inline-block;margin-left:-5em;width:5em}
.facts.wide p{padding-left:6em}
.facts.wide .label{margin-left:-6em;width:6em}
.listed{word-break:keep-all}
.addressee{text-indent:0}
.editor-note,.lead{font-family:${kai}}
.editor-note{padding-bottom:${lines(1)}}
.annexes{padding-top:${lines(1)};break-inside:avoid}
.annexes p{display:grid;grid-template-columns:${characters(3)} ${characters(1)} 1fr;padding-left:${characters(indent)};text-indent:0;text-align:left}
.annexes.one p{grid-template-columns:${characters(3)} 0 1fr}
.attendance{padding-top:${lines(1)}}
.attendance p{padding-left:${characters(indent + 3)};text-indent:-${characters(3)}}
.signature{width:max-content;max-width:100%;margin:0 ${characters(indent)} 0 auto;padding-top:${lines(1)};break-inside:avoid;break-before:avoid}
.signature p{text-indent:0;text-align:left}
.signature .signed-on{padding-left:${characters(indent)}}
.note{break-before:avoid}
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
p:has(+ table){break-after:avoid}
table:has(col){table-layout:fixed}
.short{text-align:center}
.whole{white-space:nowrap}
tr{break-inside:avoid}
thead,thead tr{break-after:avoid}
thead{border-bottom:${mm(hairline)} solid #000}
td,th{border:${mm(table.innerRule)} solid #555;padding:${mm(table.padding)} .5em;vertical-align:middle}
tr > :first-child{border-left:0}
tr > :last-child{border-right:0}
th{font:inherit;font-family:${hei};text-align:center}
td p,th p,td li,th li{text-indent:0}

figure{margin:${lines(0.5)} 0;break-inside:avoid;text-align:center}
figure img{display:block;max-width:100%;max-height:${lines(figureLines)};object-fit:contain;margin:0 auto}
figure img.missing{height:${lines(4)};border:${pt(0.5)} dashed #777;object-position:50% 50%}
figure svg{display:block;width:100%;margin:0 auto;letter-spacing:0}
figcaption{font:${pt(size.smallFourth)}/${lines(0.8)} ${hei};letter-spacing:0;text-indent:0;padding-top:${lines(0.2)};break-before:avoid}
sup.note-mark{font-size:${pt(note.markSize)};line-height:0;vertical-align:super;letter-spacing:0}
.notes{padding-top:${lines(1)};font-size:${pt(size.smallFourth)};line-height:${lines(0.75)};letter-spacing:0}
.notes-title{font-family:${hei};text-indent:0;border-top:${mm(hairline)} solid #000;padding-top:${lines(0.25)};break-after:avoid}
.notes li{display:flex;gap:.5em;text-indent:0;break-inside:avoid;overflow-wrap:anywhere}
.notes li > :first-child{flex:none}
.notes.at-foot{display:none}
.foot{box-sizing:border-box;min-height:1px;display:flex;flex-direction:column;justify-content:flex-end;overflow:hidden;break-inside:avoid;font:400 ${pt(note.size)}/${mm(note.linePitch)} ${body};color:#000;letter-spacing:0;text-indent:0;text-align:left;word-break:normal;white-space:normal}
.foot.floats{float:left}
.foot ul::before{content:"";display:block;box-sizing:border-box;width:${mm(note.ruleWidth)};height:${mm(note.linePitch * 0.6)};margin-bottom:${mm(note.linePitch * 0.4)};border-bottom:${mm(note.rule)} solid #000}
.foot li{display:flex;gap:.4em;text-indent:0;overflow-wrap:anywhere}
.foot li > :first-child{flex:none}
.foot.probe{display:block;position:absolute;visibility:hidden}
tr > .foot-cell{border:0;padding:0;text-align:left}
.foot-row + tr > *{border-top:0}
.measured{text-rendering:geometricPrecision}
.measured .sheet{column-width:${page.block.width}mm;column-gap:60mm;column-fill:auto;height:var(--column)}
.measured .letter .head{margin-top:var(--above,0)}
.measured .part + .part,.measured .imprint-place.alone,.measured .imprint-place + .imprint-place{break-before:column}
.measured .long > .contents{break-after:column}

.imprint-place{padding-top:${lines(1)};break-inside:avoid;break-before:avoid}
.imprint-place.alone,.imprint-place + .imprint-place{padding-top:0;break-before:page}
.imprint{border:solid #000;border-width:${mm(imprint.outerRule)} 0;font-size:${pt(imprint.size)};line-height:${lines(1)};letter-spacing:0}
.imprint-row{display:flex;padding:0 ${characters(imprint.indent)};text-align:left}
.imprint-row + .imprint-row:not(.joined){border-top:${mm(imprint.innerRule)} solid #000}
.imprint-row .label{flex:none;font-family:inherit}
.last{flex-wrap:wrap;justify-content:space-between}
.last > :last-child{flex:none;margin-left:auto}
.imprint.bare{border:0}
.imprint.bare .imprint-row + .imprint-row{border:0}
.imprint.goes-on{border-bottom-width:${mm(imprint.innerRule)}}
.imprint-place + .imprint-place > .imprint{border-top-width:${mm(imprint.innerRule)}}
.imprint-row > .continued{visibility:hidden}
`
