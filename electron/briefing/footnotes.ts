import { blockPixels, letter, note, page as paper } from '../../shared/briefing/layout.ts'
import type { Marks } from './marks.ts'

const pxPerMm = 96 / 25.4
/** What a letter's first page has over the text block. */
const above = (paper.top - letter.mastheadTop + letter.mastheadRoom) * pxPerMm

/** Takes every foot away again, so that all notes stand behind the text. */
const unfoot = `function unfoot() {
    for (const row of document.querySelectorAll('.foot-row')) row.remove()
    for (const foot of document.querySelectorAll('.foot')) {
      const block = foot.parentElement
      foot.remove()
      block.normalize()
    }
    for (const list of document.querySelectorAll('.notes.at-foot')) list.classList.remove('at-foot')
  }`

/**
 * Run in the page, where the letters have their widths: puts every note at the foot of the page that its mark is on. Chromium has no
 * feet for notes, but it breaks columns as it breaks pages; so each sheet is set in columns of a page's height, and from the first to the
 * last what does not fit over the notes is pushed on by them.
 *
 * FN1 A foot never stands over text: it is part of the flow, a float in a paragraph, a row in a table, a block elsewhere.
 * FN2 A line whose note does not fit goes on to the next page with it.
 * FN3 Where that cannot be done all notes stay behind the text, as they are in the page before.
 */
export const footNotes = `{
  const height = ${blockPixels}
  const wide = ${paper.block.width * pxPerMm}
  const apart = ${(paper.block.width + 60) * pxPerMm}
  const noteLine = ${note.linePitch * pxPerMm}
  const sheets = Array.from(document.querySelectorAll('.sheet'))
  if (document.querySelector('.notes')) {
    function footSheet(sheet, nthSheet) {
      const isLetter = sheet.classList.contains('letter')
      const tall = height + (isLetter && sheets.length > 1 ? ${above} : 0)
      sheet.style.setProperty('--column', tall + 'px')
      if (isLetter && sheets.length === 1) sheet.style.setProperty('--above', '${-above}px')
      const own = Array.from(sheet.querySelectorAll('sup.note-mark'))
      const said = new Map(Array.from(sheet.querySelectorAll('.notes li'), (one, nth) => [own[nth], one]))
      if (own.length !== said.size || said.has(undefined)) return
      const anchors = sheet.querySelector('.anchors')
      for (const [nth, mark] of own.entries()) {
        const note = said.get(mark)
        mark.id = 'mark' + nthSheet + '-' + nth
        note.dataset.of = mark.id
        for (const to of [mark.id, noteId(mark)]) {
          const link = document.createElement('a')
          link.href = '#' + to
          anchors.append(link)
        }
      }
      const heights = measureNotes(sheet, said)
      for (const list of sheet.querySelectorAll('.notes')) list.classList.add('at-foot')
      const place = () => {
        const box = sheet.getBoundingClientRect()
        const pads = getComputedStyle(sheet)
        const left = box.left + parseFloat(pads.paddingLeft)
        const top = box.top + parseFloat(pads.paddingTop)
        return {
          left,
          of: (rect) => {
            const column = Math.floor((rect.left - left + apart / 4) / apart)
            return { column, top: rect.top - top, bottom: rect.bottom - top }
          },
        }
      }
      let column = 0
      for (let turn = 0; turn < 5000; turn++) {
        const at = place()
        const markAt = own.map((mark) => ({ mark, ...at.of(mark.getBoundingClientRect()) }))
        const next = markAt.filter((one) => one.column >= column)
        if (next.length === 0) return
        column = Math.min(...next.map((one) => one.column))
        footPage(sheet, column, { at, said, heights, tall, marked: markAt.filter((one) => one.column === column) }, place)
        column += 1
      }
      throw new RangeError('no end')
    }

    function noteId(mark) {
      return mark.id.replace('mark', 'note')
    }

    function footPage(sheet, column, known, place) {
      const units = unitsOf(sheet, column, known.at)
      let before = 0
      let room = known.marked.slice()
      const footOf = (list) => (list.length === 0 ? 0 : noteLine + list.reduce((sum, { mark }) => sum + known.heights.get(mark), 0))
      const taken = []
      while (before < units.length) {
        const unit = units[before]
        const here = room.filter(({ top, bottom }) => (top + bottom) / 2 < unit.bottom)
        if (unit.bottom + footOf([...taken, ...here]) > known.tall + 0.5) break
        taken.push(...here)
        room = room.filter((one) => !here.includes(one))
        before += 1
      }
      for (;;) {
        while (before > 0 && before < units.length && units[before].sticks) before -= 1
        if (before === 0) throw new RangeError('nothing fits')
        const limit = units[before - 1].bottom
        const notes = known.marked.filter(({ top, bottom }) => (top + bottom) / 2 < limit)
        // The marks of this page all stand in what goes on to the next.
        if (notes.length === 0) {
          if (before < units.length && !pushOn(sheet, column, units, before, known, [], place)) throw new RangeError('no room')
          return
        }
        if (pushOn(sheet, column, units, before, known, notes, place)) return
        before -= 1
      }
    }

    /** Whether the notes stand where they should after that. */
    function pushOn(sheet, column, units, before, { said, tall }, notes, place) {
      const foot = document.createElement('div')
      foot.className = 'foot'
      if (notes.length > 0) {
        const list = document.createElement('ul')
        for (const { mark } of notes) {
          const note = said.get(mark).cloneNode(true)
          note.id = noteId(mark)
          list.append(note)
        }
        foot.append(list)
      }
      const undo = putFoot(foot, units, before)
      const at = place()
      if (!foot.closest('.imprint-place')) {
        const block = foot.parentElement.closest('p, li, div, blockquote, section, article')
        if (foot.classList.contains('floats') || foot.classList.contains('stands')) {
          const rect = block.getClientRects()[0]
          const pads = getComputedStyle(block)
          const inset = rect.left - at.left - at.of(rect).column * apart + parseFloat(pads.paddingLeft) + parseFloat(pads.borderLeftWidth)
          foot.style.marginLeft = -inset + 'px'
          foot.style.width = wide + 'px'
        }
        foot.style.height = Math.max(tall - at.of(foot.getBoundingClientRect()).top - 0.3, 0) + 'px'
      }
      const now = at.of(foot.getBoundingClientRect())
      const held = notes.every(({ mark }) => at.of(mark.getBoundingClientRect()).column === column)
      if (now.column === column && now.bottom <= tall + 0.5 && held) return true
      undo()
      return false
    }

    function putFoot(foot, units, before) {
      const last = units[before - 1]
      const unit = units[before]
      const imprint = last.element.closest('.imprint-place')
      if (unit === undefined && imprint) {
        imprint.prepend(foot)
        return () => foot.remove()
      }
      if (unit === undefined) {
        if (last.element.closest('thead')) {
          foot.classList.add('stands')
          outermost(last.element).before(foot)
          return () => foot.remove()
        }
        const part = last.element.closest('.part')
        const following = nextOf(last.element, part)
        foot.classList.add('stands')
        if (last.row && following?.row) {
          return rowBefore(foot, following.element)
        }
        if (last.lines > 0 && last.nth < last.lines - 1) return floatBefore(foot, last.element, last.nth + 1)
        if (following) following.element.before(foot)
        else part.append(foot)
        return () => foot.remove()
      }
      if (unit.row) return rowBefore(foot, unit.element)
      if (unit.nth > 0) return floatBefore(foot, unit.element, unit.nth)
      foot.classList.add('stands')
      outermost(unit.element).before(foot)
      return () => foot.remove()
    }

    /** The highest element that begins with this one. */
    function outermost(element) {
      let one = element.closest('thead') ? element.closest('table') : element
      while (one.parentElement && !one.parentElement.matches('.part, .sheet') && firstOf(one.parentElement) === one) one = one.parentElement
      return one
    }
    function firstOf(parent) {
      return Array.from(parent.children).find((one) => !one.matches('colgroup'))
    }

    /** What comes behind an element within its part, and begins on a page of its own by the page's rules. */
    function nextOf(element, part) {
      const row = element.closest('tr')
      if (row) {
        const next = row.nextElementSibling
        if (next) return { element: next, row: true }
      }
      let one = row ? row.closest('table') : element
      while (one && one !== part && !one.nextElementSibling) one = one.parentElement
      if (!one || one === part) return null
      const next = one.nextElementSibling
      return next.matches('.notes') ? null : { element: next, row: false }
    }

    function rowBefore(foot, row) {
      const table = row.closest('table')
      const body = row.closest('tbody')
      if (!body || row === body.firstElementChild) {
        foot.classList.add('stands')
        table.before(foot)
        return () => foot.remove()
      }
      const own = document.createElement('tr')
      own.className = 'foot-row'
      const cell = document.createElement('td')
      cell.colSpan = Math.max(...Array.from(table.rows, (one) => Array.from(one.cells).reduce((sum, { colSpan }) => sum + colSpan, 0)))
      foot.classList.remove('stands')
      cell.className = 'foot-cell'
      cell.append(foot)
      own.append(cell)
      row.before(own)
      return () => own.remove()
    }

    function floatBefore(foot, block, nth) {
      foot.classList.add('floats')
      const { node, offset } = startOf(block, nth)
      const rest = offset > 0 ? node.splitText(offset) : node
      // A mark that begins the line is not torn apart.
      const at = rest.parentElement.closest('sup.note-mark') ?? rest
      at.before(foot)
      return () => {
        foot.remove()
        block.normalize()
      }
    }

    /** Where a line of a block begins in its text. */
    function startOf(block, nth) {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
      const range = document.createRange()
      const line = linesOf(block)[nth]
      const reached = (node, at) => {
        range.setStart(node, at)
        range.setEnd(node, at + 1)
        const rect = range.getBoundingClientRect()
        if (rect.width === 0 && rect.height === 0) return false
        const middle = (rect.top + rect.bottom) / 2
        return rect.left > line.columnRight || (rect.left >= line.columnLeft && middle > line.top)
      }
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.data.length === 0 || !reached(node, node.data.length - 1)) continue
        let [low, high] = [0, node.data.length - 1]
        while (low < high) {
          const middle = (low + high) >> 1
          if (reached(node, middle)) high = middle
          else low = middle + 1
        }
        return { node, offset: low }
      }
      throw new RangeError('no such line')
    }

    /** Lines of a block in order, as they stand in the columns. */
    function linesOf(block) {
      const style = getComputedStyle(block)
      const [line, type] = [parseFloat(style.lineHeight), parseFloat(style.fontSize)]
      const range = document.createRange()
      range.selectNodeContents(block)
      const lines = []
      for (const rect of range.getClientRects()) {
        if (rect.height < type * 0.9 || rect.height > line * 1.2) continue
        const middle = (rect.top + rect.bottom) / 2
        const last = lines.at(-1)
        const column = Math.floor((rect.left - sheetLeft(block) + apart / 4) / apart)
        if (last && last.column === column && Math.abs(last.middle - middle) < line / 2) continue
        const left = sheetLeft(block) + column * apart
        lines.push({ column, middle, top: middle - line / 2, bottom: middle + line / 2, columnLeft: left - apart / 4, columnRight: left + wide + apart / 8 })
      }
      return lines
    }
    function sheetLeft(block) {
      const sheet = block.closest('.sheet')
      return sheet.getBoundingClientRect().left + parseFloat(getComputedStyle(sheet).paddingLeft)
    }

    /** What a page may break before, from its upper edge to its lower. */
    function unitsOf(sheet, column, at) {
      const units = []
      let held = false
      const whole = 'h1, h2, h3, h4, h5, figure, tr, .annexes, .signature, .imprint-place, .head, .terms, .contents'
      for (const element of sheet.querySelectorAll(whole + ', p')) {
        if (element.closest('.notes, .anchors, .foot, .foot-row') || element.parentElement.closest(whole)) continue
        const style = getComputedStyle(element)
        const sticks = held || style.breakBefore === 'avoid'
        if (element.matches(whole)) {
          const rect = at.of(lastRect(element))
          const rows = element.matches('tr') ? spanned(element) : false
          if (rect.column === column) units.push({ element, nth: 0, lines: 0, row: element.matches('tbody tr'), top: rect.top, bottom: rect.bottom, sticks: sticks || rows })
        } else if (reaches(element, column, at)) {
          const lines = linesOf(element)
          lines.forEach((line, nth) => {
            if (line.column !== column) return
            const top = at.of({ left: line.columnLeft + apart / 4, top: line.top, bottom: line.bottom })
            units.push({ element, nth, lines: lines.length, row: false, top: top.top, bottom: top.bottom, sticks: nth === 0 && sticks })
          })
        }
        held = style.breakAfter === 'avoid' || element.closest('thead') !== null
      }
      return units
    }
    function reaches(element, column, at) {
      const rects = element.getClientRects()
      return rects.length > 0 && at.of(rects[0]).column <= column && at.of(rects[rects.length - 1]).column >= column
    }
    function lastRect(element) {
      return Array.from(element.getClientRects()).at(-1) ?? element.getBoundingClientRect()
    }

    /** Whether a cell of a row before reaches into this one. */
    function spanned(row) {
      const rows = Array.from(row.parentElement.children)
      const nth = rows.indexOf(row)
      return rows.slice(0, nth).some((one, at) => Array.from(one.cells).some(({ rowSpan }) => at + rowSpan > nth))
    }

    function measureNotes(sheet, said) {
      const probe = document.createElement('div')
      probe.className = 'foot probe'
      probe.style.width = wide + 'px'
      const list = document.createElement('ul')
      const marks = Array.from(said.keys())
      for (const one of said.values()) list.append(one.cloneNode(true))
      probe.append(list)
      sheet.before(probe)
      const heights = new Map(Array.from(list.children, (one, nth) => [marks[nth], Math.round(one.getBoundingClientRect().height / noteLine) * noteLine]))
      probe.remove()
      return heights
    }

    const root = document.documentElement
    root.classList.add('measured')
    try {
      for (const [nth, sheet] of sheets.entries()) if (sheet.querySelector('.notes')) footSheet(sheet, nth)
    } catch (reason) {
      if (!(reason instanceof RangeError)) throw reason
      unfoot()
    } finally {
      root.classList.remove('measured')
    }
  }

  ${unfoot}
}`

/** Run in the page: whether each note stands on the page of its mark; where not, all go behind the text (FN3). */
export const footNotesStand = ({ pageOf }: Marks): string => `(() => {
  const pageOf = ${JSON.stringify(pageOf)}
  const feet = Array.from(document.querySelectorAll('.foot li[data-of]'))
  const stand = feet.every((one) => pageOf[one.id] !== undefined && pageOf[one.id] === pageOf[one.dataset.of])
  if (!stand) unfoot()
  return stand
  ${unfoot}
})()`
