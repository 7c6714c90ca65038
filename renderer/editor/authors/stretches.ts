import type { Node } from '@tiptap/pm/model'
import * as Y from 'yjs'
import type { Authors } from '../../../shared/documents/authors.ts'
import { visibleCount } from '../../../shared/documents/memo.ts'

/** A piece of the text by one author; `null` where nobody is noted. `at`: ms since 1970 of its latest letters. */
export type Stretch = {
  from: number
  to: number
  by: string | null
  at: number | null
  /** Who put in what `by` had proposed. */ through?: string
}

/** Whose what this window has written counts as until the hub has noted it. */
export type Mine = { client: number; me: string }

/** Neighbours by one author are one stretch while their times lie so close, in ms. */
const close = 10 * 60_000

/**
 * Who wrote the letters of an editor's text, in its positions; suggestions too. The editor and its Yjs document must say the same: a block in
 * which they do not, for the moment, is left out.
 */
export function stretchesOf(doc: Node, fragment: Y.XmlFragment, authors: Authors, mine: Mine): Stretch[] {
  const found: Stretch[] = []
  inFlow(fragment, doc, 0, (from, length, { client, clock }) => {
    let at = from
    for (const { to, span } of authors.within(client, clock, clock + length)) {
      const end = from + to - clock
      const by = span?.by ?? (client === mine.client ? mine.me : null)
      put(found, { from: at, to: end, by, at: span?.at ?? null })
      at = end
    }
  })
  return found
}

function put(found: Stretch[], next: Stretch): void {
  const last = found.at(-1)
  const isOne = last?.by === next.by && last.to === next.from && Math.abs((last.at ?? 0) - (next.at ?? 0)) <= close
  if (last && isOne) found[found.length - 1] = { ...last, to: next.to, at: Math.max(last.at ?? 0, next.at ?? 0) || null }
  else found.push(next)
}

/** The blocks with letters that others have written since a text was as `vector` says, by their positions. */
export function newBlocks(doc: Node, body: Y.XmlFragment, authors: Authors, vector: ReadonlyMap<number, number>, mine: Mine): number[] {
  const found = new Set<number>()
  inFlow(body, doc, 0, (from, length, { client, clock }) => {
    const before = Math.max(clock, vector.get(client) ?? 0)
    if (client === mine.client || before >= clock + length) return
    if (authors.within(client, before, clock + length).some(({ span }) => span?.by !== mine.me)) found.add(doc.resolve(from).before(1))
  })
  return [...found]
}

type Take = (from: number, length: number, id: Y.ID) => void

/** `start`: where the content of the node begins. */
function inFlow(type: Y.XmlFragment, node: Node, start: number, take: Take): void {
  if (node.inlineContent) {
    const pieces = inLine(type)
    if (pieces.reduce((sum, { length }) => sum + length, 0) !== node.content.size) return
    let at = start
    for (const { length, id } of pieces) {
      take(at, length, id)
      at += length
    }
    return
  }
  const children = type.toArray().filter((child) => !(child instanceof Y.XmlText && child.length === 0))
  if (children.length !== node.childCount) return
  let at = start
  for (const [nth, child] of children.entries()) {
    const inner = node.child(nth)
    if (child instanceof Y.XmlElement && child.nodeName === inner.type.name) inFlow(child, inner, at + 1, take)
    at += inner.nodeSize
  }
}

/** Letters, and what stands in the line like one. */
function inLine(type: Y.XmlFragment): { length: number; id: Y.ID }[] {
  return type.toArray().flatMap((child) => {
    if (!(child instanceof Y.XmlText)) return child._item ? [{ length: 1, id: child._item.id }] : []
    const pieces: { length: number; id: Y.ID }[] = []
    for (let item = child._start; item; item = item.right)
      if (!item.deleted && item.countable) pieces.push({ length: item.length, id: item.id })
    return pieces
  })
}

/** Words that somebody proposed for others (`instead`) in a comment, and who put them in when. Both are known to the hub (TK1). `at`: ms since 1970. */
export type Adopted = { by: string; through: string; words: string; instead: string; at: number }

/** The hub counts within ten minutes, and a window's clock is its own. */
const nearby = 15 * 60_000

/**
 * AU5 Words that were proposed in a comment and put in by somebody else are their proposer's, where they still stand as they were proposed.
 */
export function creditAdopted(stretches: readonly Stretch[], doc: Node, adopted: readonly Adopted[]): Stretch[] {
  const places = adopted.filter(({ words, by, through }) => words !== '' && by !== through).flatMap((one) => placesOf(doc, one))
  if (places.length === 0) return [...stretches]
  return stretches.flatMap((stretch): Stretch[] => {
    const place = places.find(
      ({ from, to, one }) =>
        stretch.by === one.through && stretch.from < to && stretch.to > from && Math.abs((stretch.at ?? one.at) - one.at) <= nearby,
    )
    if (!place) return [stretch]
    const [from, to] = [Math.max(stretch.from, place.from), Math.min(stretch.to, place.to)]
    const { by, through } = place.one
    return [
      { ...stretch, to: from },
      { ...stretch, from, to, by, through },
      { ...stretch, from: to },
    ].filter((piece) => piece.to > piece.from)
  })
}

/** Without the words that stood there before, at both ends. */
function placesOf(doc: Node, one: Adopted): { from: number; to: number; one: Adopted }[] {
  const { words, instead } = one
  const shorter = Math.min(words.length, instead.length)
  let [head, tail] = [0, 0]
  while (head < shorter && words[head] === instead[head]) head++
  while (tail < shorter - head && words.at(-1 - tail) === instead.at(-1 - tail)) tail++
  if (head + tail === words.length) return []
  const found: { from: number; to: number; one: Adopted }[] = []
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    const line = node.textBetween(0, node.content.size, undefined, '\ufffc')
    for (let at = line.indexOf(words); at >= 0; at = line.indexOf(words, at + words.length))
      found.push({ from: pos + 1 + at + head, to: pos + 1 + at + words.length - tail, one })
    return false
  })
  return found
}

/** Letters of each author, the one with most first. */
export function sharesOf(stretches: readonly Stretch[], doc: Node): { by: string | null; letters: number; at: number | null }[] {
  const shares = new Map<string | null, { letters: number; at: number | null }>()
  for (const { from, to, by, at } of stretches) {
    const letters = visibleCount(doc.textBetween(from, to))
    const share = shares.get(by) ?? { letters: 0, at: null }
    shares.set(by, { letters: share.letters + letters, at: Math.max(share.at ?? 0, at ?? 0) || null })
  }
  return [...shares]
    .map(([by, share]) => ({ by, ...share }))
    .filter(({ letters }) => letters > 0)
    .sort((a, b) => b.letters - a.letters)
}

/** The letter before the caret, as for a comment on what was just read; at the start of a line the one behind it. */
export function stretchAt(stretches: readonly Stretch[], pos: number): Stretch | null {
  return stretches.find(({ from, to }) => from < pos && pos <= to) ?? stretches.find(({ from, to }) => from <= pos && pos < to) ?? null
}
