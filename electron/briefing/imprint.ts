import { grid, letter, page as paper, pitch } from '../../shared/briefing/layout.ts'
import type { Marks } from './marks.ts'

const pxPerMm = 96 / 25.4
const pxPerPt = 96 / 72
/** Its rules take the rest of a page. */
const mostLines = grid.lines - 1

/**
 * Run in the page, where the letters have their widths. An imprint that fills a page stands on one of its own; one that is longer is
 * divided, between its rows where that is possible, so that the last page is filled and the beginning stands at the foot of those
 * before it. What goes on keeps its indent.
 */
export const divideImprints = `{
  const line = ${pitch.line * pxPerMm}
  const linesOf = (row) => Math.round(row.getBoundingClientRect().height / line)
  /** The row without its last lines, which come back as a row of their own. */
  const cut = (row, keep) => {
    const text = row.lastElementChild.firstChild
    const range = document.createRange()
    const bottom = row.getBoundingClientRect().top + keep * line
    let [low, high] = [0, text.length]
    while (low < high) {
      const middle = (low + high) >> 1
      range.setStart(text, middle)
      range.setEnd(text, middle + 1)
      if (range.getBoundingClientRect().bottom > bottom + line / 4) high = middle
      else low = middle + 1
    }
    const rest = row.cloneNode(true)
    rest.firstElementChild.classList.add('continued')
    rest.classList.add('joined')
    rest.lastElementChild.textContent = text.data.slice(low)
    text.data = text.data.slice(0, low)
    return rest
  }
  for (const place of document.querySelectorAll('.imprint-place')) {
    const imprint = place.querySelector('.imprint')
    const rows = Array.from(imprint.children)
    let room = ${mostLines}
    let pages = [[]]
    const turn = () => { pages.unshift([]); room = ${mostLines} }
    for (const row of rows.reverse()) {
      let lines = linesOf(row)
      while (lines > ${mostLines}) {
        if (room < 2) turn()
        const rest = cut(row, lines - room)
        row.after(rest)
        pages[0].unshift(rest)
        lines -= room
        turn()
      }
      if (lines > room) turn()
      pages[0].unshift(row)
      room -= lines
    }
    pages = pages.filter((page) => page.length > 0)
    if (room < 1) place.classList.add('alone')
    const anchors = place.closest('.sheet').querySelector('.anchors')
    let before = place
    let part = imprint
    for (const [at, page] of pages.entries()) {
      if (at === 0) continue
      part.classList.add('goes-on')
      const next = place.cloneNode(false)
      next.id = place.id + '-' + (at + 1)
      next.classList.remove('alone')
      part = imprint.cloneNode(false)
      part.classList.remove('goes-on')
      part.append(...page)
      next.append(part)
      before.after(next)
      before = next
      const link = document.createElement('a')
      link.href = '#' + next.id
      anchors.append(link)
    }
  }
}`

/**
 * Run in the page: every imprint gets so much room above that its last rule is the lower edge of the text block, §7.4.1; one that runs
 * over the end of its page gets one of its own, which is answered by `false`. The room is part of the flow, because what is placed by
 * counting pages from the first drifts with every page (0.26 mm on forty).
 */
export const settleImprints = ({ pageOf, depthOf }: Marks): string => `(() => {
  const [pageOf, depthOf] = ${JSON.stringify([pageOf, depthOf])}
  const sheets = document.querySelectorAll('.sheet').length
  const places = Array.from(document.querySelectorAll('.imprint-place'), (place) => {
    const depth = depthOf[place.id]
    if (depth === undefined) throw new Error('The imprint is on no page')
    const above = place.closest('.letter') && (sheets > 1 || pageOf[place.id] === 1) ? ${(paper.top - letter.mastheadTop) * pxPerMm} : 0
    // Depths come in whole pixels: half of one less never reaches the next page.
    return { place, room: ${paper.block.height * pxPerMm} + above - depth * ${pxPerPt} - place.getBoundingClientRect().height - 0.5 }
  })
  const over = places.filter(({ place, room }) => room < -1 && !place.classList.contains('alone'))
  for (const { place } of over) place.classList.add('alone')
  if (over.length > 0) return false
  for (const { place, room } of places)
    if (room > 0) place.style.paddingTop = 'calc(' + getComputedStyle(place).paddingTop + ' + ' + room + 'px)'
  return true
})()`
