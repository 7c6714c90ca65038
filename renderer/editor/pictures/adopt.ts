import { pictureHash } from '../../../shared/documents/memo.ts'
import type { Failure } from '../../../shared/errors.ts'
import { ok, refuse, type Result } from '../../../shared/errors.ts'
import { captioned } from '../../../shared/documents/typedHeadings.ts'
import type { PictureShelf } from './shelf.ts'

/** HTML whose pictures are figures of this memo; `left`: pictures that could not be taken along. */
export type Adopted = { html: string; left: number; failure: Failure | null }

/** So many pictures are taken out of one text. */
const most = 200

export const hasPictures = (html: string): boolean => /<img\b|data-picture=/i.test(html)

/**
 * Takes the pictures that lie within a text into the memo. What only has an address is not fetched: nothing is asked of the network for
 * what somebody pastes. Parsed in a document of its own, which runs and loads nothing.
 */
export async function adopted(html: string, shelf: PictureShelf, used: () => readonly string[]): Promise<Adopted> {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  let failure: Failure | null = null
  let left = 0
  const places = [...body.querySelectorAll('figure[data-picture], img')].filter((one) => !one.matches('figure[data-picture] img'))
  for (const [nth, place] of places.entries()) {
    const taken = nth < most ? await take(place, shelf, used) : refuse({ kind: 'picturesFull' })
    if (taken.ok) {
      put(place, taken.value)
      continue
    }
    left += 1
    failure ??= taken.failure.kind === 'notFound' ? null : taken.failure
    place.remove()
  }
  for (const figure of body.querySelectorAll('figure[data-picture]')) takeCaption(figure)
  return { html: body.innerHTML, left, failure }
}

/** What stands below a picture with its number is its caption: here numbers are counted. */
function takeCaption(figure: Element): void {
  const below = figure.nextElementSibling
  if (figure.textContent.trim() !== '' || below?.tagName !== 'P' || !captioned.test(below.textContent)) return
  figure.textContent = below.textContent.replace(captioned, '').trim()
  below.remove()
}

/** The hash by which the memo has it now. */
async function take(place: Element, shelf: PictureShelf, used: () => readonly string[]): Promise<Result<string>> {
  const image = place.matches('img') ? place : place.querySelector('img')
  const named = pictureHash.catch('').parse(place.getAttribute('data-picture'))
  const bytes = (named === '' ? null : shelf.bytes(named)) ?? within(image?.getAttribute('src') ?? '')
  if (!bytes) return refuse({ kind: 'notFound' })
  if (named !== '' && shelf.bytes(named)) return ok(named)
  const added = await shelf.add(bytes, image?.getAttribute('alt') ?? '', used)
  return added.ok ? ok(added.value.hash) : added
}

/** The bytes that an address holds itself. */
function within(address: string): Uint8Array<ArrayBuffer> | null {
  const [, base64] = /^data:image\/[\w.+-]+;base64,([\w+/=\s]+)$/.exec(address) ?? []
  if (base64 === undefined) return null
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
  } catch (reason) {
    if (reason instanceof DOMException) return null
    throw reason
  }
}

/** A figure stands between paragraphs, never in one. */
function put(place: Element, hash: string): void {
  const document = place.ownerDocument
  const figure = document.createElement('figure')
  figure.setAttribute('data-picture', hash)
  for (const name of ['data-width', 'data-alt']) {
    const value = place.getAttribute(name)
    if (value !== null) figure.setAttribute(name, value)
  }
  if (place.matches('img')) figure.setAttribute('data-alt', (place.getAttribute('alt') ?? '').slice(0, 1000))
  const caption = place.querySelector('figcaption')
  if (caption) figure.append(...caption.childNodes)
  const line = place.closest('p, h1, h2, h3, h4')
  if (!line) {
    place.replaceWith(figure)
    return
  }
  place.remove()
  if (line.textContent.trim() === '' && !line.querySelector('img, figure')) line.replaceWith(figure)
  else line.after(figure)
}
