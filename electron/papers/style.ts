import { face, head, hairline, page, size, wide } from '../../shared/briefing/layout.ts'
import { lines, mm, pt } from '../briefing/style.ts'
import { families } from '../briefing/fonts.ts'

const title = `${families(face.title)},${families(face.body)}`
const hei = `${families(face.hei)},${families(face.body)}`
const kai = `${families(face.kai)},${families(face.body)}`

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
.seat-place{font-size:${pt(9)};color:#333}
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

/** Small letters, because a row of it is a whole story; rows do not break unless one is taller than a page. */
export const ledgerStyle = `
@page{size:${page.height}mm ${page.width}mm;margin:${wide.top}mm ${wide.side}mm ${wide.bottom}mm}
body{width:${page.height - 2 * wide.side}mm;letter-spacing:0}
h1{padding-bottom:${mm(2)};font-size:${pt(18)}}
.ledger-about{display:flex;justify-content:space-between;gap:8mm;text-indent:0;font-size:${pt(wide.type)};line-height:1.5;padding-bottom:${mm(2)}}
.ledger-about span:last-child{flex:none}
.ledger-none{text-indent:0;text-align:center;padding-top:${lines(2)};font-size:${pt(size.smallFourth)}}
.ledger{margin:0;font-size:${pt(wide.type)};line-height:1.4}
.ledger td,.ledger th{padding:${mm(1)} ${mm(1.2)};vertical-align:top}
.ledger th{vertical-align:middle}
.ledger td:first-child{text-align:center}
`
