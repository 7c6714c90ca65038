import { fold, wordsOf, type SearchHit } from '../../shared/search.ts'
import { toHash, type Place } from '../place.ts'
import { wantRow } from '../ui/wantedRow.ts'
import { go } from '../usePlace.ts'
import { lettersOf, type Letters } from './letters.ts'

/** How long a page may take to show its text, in ms. */
const patience = 5_000
/** A long text gets its real heights while it is scrolled to: so many frames it is kept in view. */
const settling = 12
const name = 'found'

/** Goes to a page, marks the words on it, and brings the passage that was found into view, as soon as it is there. */
export function goAndReveal(place: Place, text: string, hit: SearchHit): void {
  const left = window.location.hash === toHash(place) ? null : document.querySelector('main')
  wantRow(hit.kind === 'person' ? hit.id : null)
  go(place)
  const words = wordsOf(text)
  const passage = passageOf(hit)
  CSS.highlights.delete(name)
  const end = performance.now() + patience
  const look = (): void => {
    const page = document.querySelector('main')
    const isThere = page !== null && page !== left
    // The title stands there before the text does: the passage is waited for a while longer.
    const isLate = performance.now() > end - patience / 2
    const found = isThere ? find(lettersOf(page), words, passage, isLate) : null
    if (found) show(found)
    else if (isThere && isLate && showField(page, words)) return
    else if (performance.now() < end) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

type Passage = { line: string; at: number; length: number }
type Found = { ranges: Range[]; first: Range }

/** The line with the first mark in it, as letters without blanks. */
function passageOf({ title, titleMarks, excerpt, marks }: SearchHit): Passage | null {
  return marks.length > 0 ? lineAt(excerpt, marks) : lineAt(title, titleMarks)
}

function lineAt(text: string, [first]: SearchHit['marks']): Passage | null {
  if (!first) return null
  const [from, to] = first
  const start = text.lastIndexOf('\n', from) + 1
  const end = text.indexOf('\n', from)
  const line = text.slice(start, end < 0 ? undefined : end)
  return { line: tight(line), at: tight(text.slice(start, from)).length, length: tight(text.slice(from, to)).length }
}

const tight = (text: string): string => fold(text).replace(/\s/g, '')

function find(letters: Letters, words: readonly string[], passage: Passage | null, isLate: boolean): Found | null {
  const at = passage ? letters.text.indexOf(passage.line) : -1
  if (passage && at < 0 && !isLate) return null
  const ranges = letters.rangesOf(words)
  const own = passage && at >= 0 ? letters.range(at + passage.at, passage.length) : null
  const first = own ?? ranges[0]
  return first ? { ranges: own ? [own, ...ranges] : ranges, first } : null
}

function show({ ranges, first }: Found): void {
  CSS.highlights.set(name, new Highlight(...ranges))
  window.addEventListener('pointerdown', () => CSS.highlights.delete(name), { once: true })
  const place = first.startContainer.parentElement
  let left = settling
  const scroll = (): void => {
    place?.scrollIntoView({ block: 'center' })
    if (--left > 0) requestAnimationFrame(scroll)
  }
  scroll()
}

/** What stands in a field of a form cannot be marked letter by letter: the field is brought into view and takes the focus. */
function showField(page: Element, words: readonly string[]): boolean {
  const fields = [...page.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')]
  const field = fields.find(({ value }) => words.some((word) => fold(value).includes(word)))
  field?.scrollIntoView({ block: 'center' })
  field?.focus()
  return field !== undefined
}
