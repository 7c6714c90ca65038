import { fold, wordsOf } from '../../shared/search.ts'
import { toHash, type Place } from '../place.ts'
import { go } from '../usePlace.ts'

/** How long a page may take to show its text, in ms. */
const patience = 5_000
const name = 'found'

/** Goes to a page, marks the words on it, and brings the first into view, as soon as they are there. */
export function goAndReveal(place: Place, text: string): void {
  const left = window.location.hash === toHash(place) ? null : document.querySelector('main')
  go(place)
  const words = wordsOf(text)
  CSS.highlights.delete(name)
  const end = performance.now() + patience
  const look = (): void => {
    const page = document.querySelector('main')
    const ranges = page && page !== left ? rangesOf(page, words) : []
    if (ranges.length === 0) {
      if (performance.now() < end) requestAnimationFrame(look)
      return
    }
    CSS.highlights.set(name, new Highlight(...ranges))
    ranges[0]?.startContainer.parentElement?.scrollIntoView({ block: 'center' })
    window.addEventListener('pointerdown', () => CSS.highlights.delete(name), { once: true })
  }
  requestAnimationFrame(look)
}

function rangesOf(page: Element, words: readonly string[]): Range[] {
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT)
  const found: Range[] = []
  for (let node = walker.nextNode(); node && found.length < 200; node = walker.nextNode()) {
    const text = fold(node.textContent ?? '')
    for (const word of words) {
      const at = text.indexOf(word)
      if (at < 0) continue
      const range = new Range()
      range.setStart(node, at)
      range.setEnd(node, at + word.length)
      found.push(range)
    }
  }
  return found
}
