import { typedLevel, withoutNumber } from '../../../shared/documents/typedHeadings.ts'
import { cleanHtml } from '../paste.ts'

/**
 * The HTML of an imported document as a memo has it: headings by the numbers that were typed before them, notes in their place in
 * the line. Parsed in a document of its own, which runs and loads nothing.
 */
export function importedHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(cleanHtml(html), 'text/html')
  for (const element of body.querySelectorAll('script, style, iframe, object, embed, svg, math, template')) element.remove()
  for (const image of body.querySelectorAll('img')) if (!image.getAttribute('src')?.startsWith('data:image/')) image.remove()
  placeNotes(body)
  for (const paragraph of body.querySelectorAll(':scope > p')) becomeHeading(paragraph)
  for (const heading of body.querySelectorAll('h1, h2, h3, h4')) dropNumber(heading)
  return body.innerHTML
}

function becomeHeading(paragraph: Element): void {
  const text = paragraph.textContent.trim()
  const level = typedLevel(text)
  if (level === null) return
  const heading = paragraph.ownerDocument.createElement(`h${level}`)
  heading.textContent = text
  paragraph.replaceWith(heading)
}

function dropNumber(heading: Element): void {
  const text = heading.textContent.trim()
  const bare = withoutNumber(text)
  // What has no number keeps its marks.
  if (bare !== text) heading.textContent = bare
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
