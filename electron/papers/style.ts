import { face, head, hairline, page, ptPerMm, red, size } from '../../shared/briefing/layout.ts'
import { characters, lines, mm, pt } from '../briefing/style.ts'
import { families } from '../briefing/fonts.ts'

/** Of a masthead of so many letters, pt: in one line of the text block. */
export const bannerSize = (letters: number): number => Math.min(38, (page.block.width * ptPerMm * 0.96) / (letters * 1.08))

const title = `${families(face.title)},${families(face.body)}`
const hei = `${families(face.hei)},${families(face.body)}`
const kai = `${families(face.kai)},${families(face.body)}`

export const textStyle = `
.paper + .paper{break-before:page}
.paper-facts p{text-indent:0;padding-left:5em}
.paper-facts .label{display:inline-block;margin-left:-5em;width:5em}
.paper table{margin-top:${lines(0.5)}}
.addressee{text-indent:0}
.signature{padding:${lines(1)} ${characters(4)} 0 0;break-inside:avoid;width:max-content;margin-left:auto;text-align:center}
.signature p{text-indent:0}
`

/** 信函格式, GB/T 9704-2012 §10.1: masthead 30 mm and the second rule 20 mm from the edges of the paper, both rules 170 mm. */
export const letterStyle = `
@page{margin:30mm 20mm 0 20mm}
body{width:170mm}
.letter{position:relative;min-height:${mm(page.height - 30 - 0.5)};padding-bottom:${mm(24)}}
.letterhead{text-indent:0;text-align:center;color:${red};font-family:${title};font-weight:700;line-height:1.2;letter-spacing:.08em;white-space:nowrap}
.double{margin-top:4mm;height:1.6mm;border:solid ${red};border-width:0.9mm 0 0.3mm}
.double.foot{position:absolute;left:0;right:0;bottom:${mm(20)};border-width:0.3mm 0 0.9mm}
.letter .text{width:156mm;margin:0 auto;padding-top:${lines(2)}}
.letter h1{font-size:${pt(size.second)}}
`

/** 纪要, §10.3: red masthead 35 mm below the top of the text block, attendance below the text with its labels in 黑体. */
export const minutesStyle = `
.banner{padding-top:${lines(2)};text-indent:0;text-align:center;color:${red};font-family:${title};font-weight:700;line-height:${lines(2)};letter-spacing:.06em;white-space:nowrap}
.attended{margin-top:${lines(1)};padding-left:${characters(5)};text-indent:-${characters(3)}}
.attended + .attended{margin-top:0}
`

const cardHeight = (page.height - 0.5) / 2
const cardLetters = Array.from({ length: 12 }, (_, index) => index + 1)
  .map((count) => `.card-name.letters${count}{font-size:${pt(Math.min(96, 480 / Math.max(count, 3)))}}`)
  .join('')
export const cardStyle = `
@page{margin:0}
body{width:${page.width}mm}
.card{height:${mm(cardHeight)};break-inside:avoid;border-bottom:${mm(hairline)} dashed #999}
.half{display:flex;flex-direction:column;align-items:center;justify-content:center;height:50%;gap:4mm}
.turned{rotate:180deg}
.turned{border-top:${mm(hairline)} dotted #bbb}
.half p{text-indent:0;letter-spacing:0;white-space:nowrap;text-align:center}
.card-name{font-family:${title};font-weight:700;line-height:1.1}
.card-organisation{font-family:${kai};font-size:${pt(size.third)}}
${cardLetters}
`

export const seatStyle = `
h1{padding-bottom:${lines(head.titleGap / 2)}}
ul{display:contents}
li{display:flex;flex-direction:column;justify-content:center;text-indent:0;min-height:14mm;border:${mm(hairline)} solid #444;padding:1mm 1.5mm;text-align:center;letter-spacing:0;line-height:1.25;break-inside:avoid}
.seat-name{font-family:${hei};font-size:${pt(size.fourth)}}
.seat-organisation{font-size:${pt(9)};color:#333}
.head-seats{display:flex;justify-content:center;gap:3mm;padding-bottom:5mm}
.head-seats li{width:44mm}
.room{display:grid;grid-template-columns:50mm 1fr 50mm;gap:5mm;min-height:96mm}
.side{display:flex;flex-direction:column;gap:2.5mm}
.side-name{text-indent:0;text-align:center;font-family:${hei};font-size:${pt(size.smallFourth)}}
.table{display:flex;align-items:center;justify-content:center;border:${mm(hairline)} solid #444;background:#f3f1ec;writing-mode:vertical-rl;letter-spacing:.5em;font-family:${kai}}
.back{flex-direction:row;flex-wrap:wrap;padding-top:6mm}
.back .side-name{width:100%}
.back li{width:36mm}
`
