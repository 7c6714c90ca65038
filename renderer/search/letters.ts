import { fold } from '../../shared/search.ts'

/** The letters of a page in reading order, without blanks and whatever marks are set over them. */
export type Letters = {
  text: string
  /** So many of them from one on. */
  range: (at: number, length: number) => Range | null
  /** Where words are, 200 places at most. */
  rangesOf: (words: readonly string[]) => Range[]
}

const most = 200

export function lettersOf(page: Element): Letters {
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT)
  /** Per piece of text where in `text` it begins, and which of its own letters each is. */
  const pieces: { node: Text; from: number; offsets: number[] }[] = []
  let text = ''
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue
    const folded = fold(node.data)
    const offsets = [...Array(folded.length).keys()].filter((at) => !/\s/.test(folded[at] ?? ''))
    if (offsets.length === 0) continue
    pieces.push({ node, from: text.length, offsets })
    text += offsets.map((at) => folded[at]).join('')
  }
  const pieceAt = (at: number): (typeof pieces)[number] | undefined => pieces.findLast(({ from }) => from <= at)
  const range = (at: number, length: number): Range | null => {
    const [start, end] = [pieceAt(at), pieceAt(at + length - 1)]
    const from = start?.offsets[at - start.from]
    const to = end?.offsets[at + length - 1 - end.from]
    if (!start || !end || from === undefined || to === undefined) return null
    const made = new Range()
    made.setStart(start.node, from)
    made.setEnd(end.node, to + 1)
    return made
  }
  const rangesOf = (words: readonly string[]): Range[] => {
    const places = words.flatMap((word) => {
      const found: { at: number; length: number }[] = []
      for (let at = text.indexOf(word); at >= 0 && found.length < most; at = text.indexOf(word, at + word.length))
        found.push({ at, length: word.length })
      return found
    })
    const inOrder = places.sort((a, b) => a.at - b.at).slice(0, most)
    return inOrder.flatMap(({ at, length }) => range(at, length) ?? [])
  }
  return { text, range, rangesOf }
}
