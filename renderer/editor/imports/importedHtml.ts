import { headingLevel } from '../../../shared/documents/memo.ts'
import { cleanHtml } from '../paste.ts'

/** What people type in front of a heading, by level; longer lines that begin so are sentences. */
const typed = [/^[一二三四五六七八九十]{1,3}、/u, /^（[一二三四五六七八九十]{1,3}）/u] as const
const longest = 40

/**
 * The HTML of an imported document as a memo has it: headings by the numbers that were typed before them, notes in their place in
 * the line. Parsed in a document of its own, which runs and loads nothing.
 */
export function importedHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(cleanHtml(html), 'text/html')
  for (const element of body.querySelectorAll('script, style, iframe, object, embed, img, svg, math, template')) element.remove()
  placeNotes(body)
  for (const paragraph of body.querySelectorAll(':scope > p')) becomeHeading(paragraph)
  for (const heading of body.querySelectorAll('h1, h2, h3, h4')) dropNumber(heading)
  return body.innerHTML
}

function becomeHeading(paragraph: Element): void {
  const text = paragraph.textContent.trim()
  const level = headingLevel.safeParse(typed.findIndex((pattern) => pattern.test(text)) + 1)
  if (!level.success || text.length > longest || /[。；]$/u.test(text)) return
  const heading = paragraph.ownerDocument.createElement(`h${level.data}`)
  heading.textContent = text
  paragraph.replaceWith(heading)
}

/** The sheet numbers headings by itself. */
function dropNumber(heading: Element): void {
  const text = heading.textContent.trim()
  const number = /^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、]\s*)/u.exec(text)
  if (number) heading.textContent = text.slice(number[0].length)
}

/** mammoth puts a link in the line and the notes in a list at the end. */
function placeNotes(body: HTMLElement): void {
  const lists = new Set<Element>()
  for (const link of body.querySelectorAll('sup > a[href^="#footnote-"], sup > a[href^="#endnote-"]')) {
    const note = body.ownerDocument.getElementById(link.getAttribute('href')?.slice(1) ?? '')
    const mark = body.ownerDocument.createElement('sup')
    mark.setAttribute('data-footnote', '')
    mark.setAttribute('data-text', (note?.textContent ?? '').replace(/[↑↩]/gu, '').trim().slice(0, 1000))
    link.parentElement?.replaceWith(mark)
    if (note?.parentElement) lists.add(note.parentElement)
  }
  for (const list of lists) list.remove()
}
