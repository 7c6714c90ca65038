import { typedLevel, withoutNumber } from '../../shared/documents/typedHeadings.ts'

/** The longest line that is a heading by the number before it. */
const longest = 40

/**
 * What Word, WPS and web pages put on the clipboard, in the shapes that the schema reads: lists that Word writes as numbered paragraphs,
 * its notes, its tracked changes as they stand, headings by the number typed before them. Parsed in an element that no document holds,
 * which runs and loads nothing; styles are read as attributes, because the policy lets none act and would report each.
 */
export function readable(html: string): string {
  if (html.includes('data-pm-slice') || html.trim() === '') return html
  const body = document.implementation.createHTMLDocument('').createElement('div')
  body.innerHTML = html.replace(/([\s/"'])style\s*=/gi, '$1data-style=')
  for (const one of body.querySelectorAll(neverText)) one.remove()
  for (const one of [...body.querySelectorAll('[data-style]')])
    if (/display\s*:\s*none|mso-hide\s*:\s*all|page-break-before|mso-break-type/i.test(styleOf(one))) one.remove()
  placeNotes(body)
  asTheyStand(body)
  for (const row of body.querySelectorAll('tr[height="0"]')) row.remove()
  for (const cell of body.querySelectorAll('thead td')) renamed(cell, 'th')
  readLines(body)
  for (const line of body.querySelectorAll('p')) {
    if (!isEmpty(line)) continue
    if (line.closest('td, th')) line.replaceChildren()
    // A picture that is only named by its address is left behind by whoever takes pictures in, and counted there.
    else line.replaceWith(...line.querySelectorAll('img'))
  }
  return body.innerHTML.replace(/\sdata-style=/g, ' style=')
}

const neverText =
  'script, style, xml, title, meta, link, base, iframe, object, embed, svg, math, template, noscript, [src^="data:image/svg" i]'
const styleOf = (one: Element): string => one.getAttribute('data-style') ?? ''
const isEmpty = (one: Element): boolean =>
  one.textContent.trim() === '' && !one.querySelector('img[src^="data:"], br, figure, sup[data-footnote]')

function renamed(one: Element, name: string): Element {
  const made = one.ownerDocument.createElement(name)
  for (const { name: key, value } of one.attributes) made.setAttribute(key, value)
  made.append(...one.childNodes)
  one.replaceWith(made)
  return made
}

/** Word's note is a link in the line and a paragraph at the end. */
function placeNotes(body: HTMLElement): void {
  for (const link of body.querySelectorAll(
    'a[data-style*="mso-footnote-id" i], a[data-style*="mso-endnote-id" i], a[href^="#_ftn"], a[href^="#_edn"]',
  )) {
    const target = /#_((?:ftn|edn)\d+)$/.exec(link.getAttribute('href') ?? '')?.[1]
    if (target === undefined) continue
    const note = body.querySelector(`div[id="${target}"]`) ?? body.querySelector(`a[name="_${target}"]`)?.closest('p')
    const mark = body.ownerDocument.createElement('sup')
    mark.setAttribute('data-footnote', '')
    mark.setAttribute('data-text', noteText(note ?? null))
    ;(link.closest('sup') ?? link).replaceWith(mark)
  }
  const lists = body.querySelectorAll('[data-style*="mso-element:footnote-list" i], [data-style*="mso-element:endnote-list" i]')
  for (const list of lists) list.remove()
  for (const note of body.querySelectorAll('div[id^="ftn"], div[id^="edn"]')) note.remove()
}

const noteText = (note: Element | null): string =>
  (note?.textContent ?? '')
    .replace(/^\s*(?:\[\w+\]|[①-⑳]|\d{1,3}(?=\s))/u, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 1000)

/** Tracked changes as if accepted, and no comments: neither is what the author wants said here. */
function asTheyStand(body: HTMLElement): void {
  for (const gone of body.querySelectorAll('del:not([data-deletion]), .msoDel, .MsoCommentReference')) gone.remove()
  for (const list of body.querySelectorAll('[data-style*="mso-element:comment-list" i], [data-style*="mso-element:comment" i]'))
    list.remove()
  for (const put of body.querySelectorAll('ins:not([data-insertion])')) put.replaceWith(...put.childNodes)
}

type Item = { line: Element; level: number; ordered: boolean }

function readLines(body: HTMLElement): void {
  let items: Item[] = []
  const several = body.querySelectorAll('p, h1, h2, h3, h4, li').length > 1
  const end = (): void => {
    nest(items)
    items = []
  }
  for (const line of [...body.querySelectorAll('p, h1, h2, h3, h4, h5, h6')]) {
    const level = /mso-list\s*:\s*\S+\s+level(\d)/i.exec(styleOf(line))?.[1]
    const marker = markerOf(line)
    const before = items.at(-1)?.line
    if (before && before.nextElementSibling !== line) end()
    const isHeading = /^H\d$/.test(line.tagName)
    const heading = headingOf(line, marker, isHeading, several)
    if (heading !== null) {
      end()
      const made = renamed(line, `h${String(heading)}`)
      dropNumber(made)
    } else if (level !== undefined && marker !== null && line.parentElement !== null) {
      items.push({ line, level: Number(level), ordered: /[\dA-Za-z一二三四五六七八九十①-⑳]/u.test(marker) && !/^[a-z]$/i.test(marker) })
    } else end()
  }
  end()
}

/** The number or sign that Word wrote before a line, which goes; `null` where there is none. */
function markerOf(line: Element): string | null {
  const signs = [...line.querySelectorAll('[data-style*="mso-list:Ignore" i], [data-style*="mso-list: Ignore" i]')]
  if (signs.length === 0) return null
  const words = signs.map((sign) => sign.textContent).join('')
  for (const sign of signs) sign.remove()
  return words.trim()
}

/** 一、 is a heading of the first level, （一） of the second, （1） of the fourth, whether Word counted it or a hand typed it. */
function headingOf(line: Element, marker: string | null, isHeading: boolean, several: boolean): number | null {
  if (line.closest('td, th, li, blockquote')) return null
  const text = line.textContent.trim()
  const typed = typedLevel(`${marker ?? ''}${text}`)
  if (typed !== null && (isHeading || several)) return typed
  if (isHeading) return Math.min(4, Number(line.tagName.slice(1)))
  const isShort = text.length > 0 && text.length <= longest && !/[。；]$/u.test(text)
  return marker !== null && isShort && /^（\d{1,2}）$/u.test(marker) ? 4 : null
}

function dropNumber(heading: Element): void {
  const text = heading.textContent.trim()
  const bare = withoutNumber(text)
  // What has no number keeps its marks and notes.
  if (bare === text) return
  const notes = [...heading.querySelectorAll('sup[data-footnote]')]
  heading.replaceChildren(bare, ...notes)
}

/** Lines that follow each other become lists within lists by their levels. */
function nest(items: readonly Item[]): void {
  const [first] = items
  if (!first) return
  const { ownerDocument: document } = first.line
  const place = document.createComment('')
  first.line.before(place)
  const open: { level: number; list: Element }[] = []
  for (const { line, level, ordered } of items) {
    while (open.length > 1 && (open.at(-1)?.level ?? 0) > level) open.pop()
    const last = open.at(-1)
    const name = ordered ? 'ol' : 'ul'
    if (!last || level > last.level || (open.length === 1 && last.list.localName !== name && level === last.level)) {
      const list = document.createElement(name)
      const under = last && level > last.level ? last.list.lastElementChild : null
      if (under) under.append(list)
      else {
        place.before(list)
        open.length = 0
      }
      open.push({ level, list })
    }
    const item = document.createElement('li')
    line.removeAttribute('data-style')
    item.append(line)
    open.at(-1)?.list.append(item)
  }
  place.remove()
}
