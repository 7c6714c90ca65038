import type { Node, ResolvedPos } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { commonEnd, commonStart } from '../../../shared/documents/alike.ts'
import { anchorContext, cutQuote, point, type Anchor, type Point } from '../../../shared/documents/talk.ts'

export type Range = { from: number; to: number }

/** What stands for a leaf in a quote: a line break or a picture. */
const leafMark = '\ufffc'

/**
 * Places of one memo as it stands: between positions of the editor, which count from its beginning, and anchors, which hold on to
 * the letters. Made anew after each change; the editor and its Yjs document must say the same when it is used.
 */
export class Places {
  readonly #doc: Node
  readonly #fragment: Y.XmlFragment
  #tops: { types: readonly Child[]; starts: readonly number[]; index: Map<Child, number> } | null = null
  #index: TextIndex | null = null

  constructor(doc: Node, fragment: Y.XmlFragment) {
    this.#doc = doc
    this.#fragment = fragment
  }

  /** `null` where there is nothing to hold on to. */
  anchorOf({ from, to }: Range): Anchor | null {
    const range = contentOf(this.#doc, from, to)
    const start = range && this.#pointAt(range.from, 'start')
    const end = range && this.#pointAt(range.to, 'end')
    if (!range || !start || !end) return null
    const quote = cutQuote(textOf(this.#doc, range.from, range.to))
    const { text, at } = this.#textIndex()
    const first = at(range.from)
    const last = at(range.to)
    return {
      ...{ start, end, quote },
      before: text.slice(Math.max(0, first - anchorContext), first),
      after: text.slice(last, last + anchorContext),
    }
  }

  /**
   * Where the letters are that it holds on to; `null` when none of them is left. First with the copies that an undo here has put back, which
   * no other copy of the text knows for the same: where those are gone, too, as all others see it.
   */
  rangeOf(anchor: Anchor): Range | null {
    return this.#rangeOf(anchor, true) ?? this.#rangeOf(anchor, false)
  }

  #rangeOf({ start, end }: Anchor, withCopies: boolean): Range | null {
    const from = this.#positionOf(start, withCopies)
    const to = this.#positionOf(end, withCopies)
    return from === null || to === null || from >= to || !this.#hasContent(from, to) ? null : { from, to }
  }

  /** Asked of every thread of a text that opens: within a block only that is looked into. */
  #hasContent(from: number, to: number): boolean {
    const { starts } = this.#top()
    const at = lastBelow(starts, from)
    const start = starts[at] ?? 0
    const block = at < 0 ? null : this.#doc.child(at)
    return block && to < start + block.nodeSize
      ? contentOf(block, from - start - 1, to - start - 1) !== null
      : contentOf(this.#doc, from, to) !== null
  }

  /** Whether an undo here has put copies of those letters back: that they are the same, no other copy of the text knows. */
  isCopied({ start, end }: Anchor): boolean {
    const { doc } = this.#fragment
    return [start, end].some(({ item }) => {
      if (!doc || !item || item.clock >= Y.getState(doc.store, item.client)) return false
      const found: unknown = Y.getItem(doc.store, Y.createID(item.client, item.clock))
      return found instanceof Y.Item && found.deleted && found.redone !== null
    })
  }

  /** Where the same words stand, told by what stands around them; `null` where that is not certain. */
  find({ quote, before, after }: Pick<Anchor, 'quote' | 'before' | 'after'>, within?: readonly Range[]): Range | null {
    if (quote.replaceAll(leafMark, '').trim() === '') return null
    const { text, positionAt } = this.#textIndex()
    const found: { range: Range; score: number }[] = []
    for (let at = text.indexOf(quote); at >= 0 && found.length < 200; at = text.indexOf(quote, at + 1)) {
      const end = at + quote.length
      const range = { from: positionAt(at), to: positionAt(end, true) }
      if (within && !within.some(({ from, to }) => range.from >= from && range.to <= to)) continue
      found.push({ range, score: commonEnd(text.slice(0, at), before) + commonStart(text.slice(end, end + anchorContext), after) })
    }
    const [best, second] = found.sort((a, b) => b.score - a.score)
    const isSure = best && best.score > (second?.score ?? -1) && (within !== undefined || quote.length >= 4 || best.score >= 4)
    return isSure ? best.range : null
  }

  #pointAt(pos: number, side: 'start' | 'end'): Point | null {
    const $pos = this.#doc.resolve(pos)
    const parent = this.#typeAt($pos)
    if (!parent) return null
    if (!$pos.parent.inlineContent) {
      const index = $pos.index()
      return jsonOf(Y.createRelativePositionFromTypeIndex(parent, index, side === 'start' ? 0 : -1))
    }
    let offset = $pos.parentOffset
    for (const [index, child] of parent.toArray().entries()) {
      const size = child instanceof Y.XmlText ? child.length : 1
      const isHere = side === 'start' ? offset < size : offset > 0 && offset <= size
      if (isHere && child instanceof Y.XmlText)
        return jsonOf(Y.createRelativePositionFromTypeIndex(child, offset, side === 'start' ? 0 : -1))
      if (isHere)
        return jsonOf(Y.createRelativePositionFromTypeIndex(parent, side === 'start' ? index : index + 1, side === 'start' ? 0 : -1))
      offset -= size
    }
    return null
  }

  #typeAt($pos: ResolvedPos): Y.XmlFragment | null {
    let type: Y.XmlFragment = this.#fragment
    for (let depth = 0; depth < $pos.depth; depth++) {
      const child = (depth === 0 ? this.#top().types : childrenOf(type))[$pos.index(depth)]
      if (!(child instanceof Y.XmlElement)) return null
      type = child
    }
    return type
  }

  #positionOf(at: Point, withCopies: boolean): number | null {
    const { doc } = this.#fragment
    const found = doc && Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(at), doc, withCopies)
    if (!found) return null
    const { type, index } = found
    if (type instanceof Y.XmlText) {
      // Here an undo may still hold the letters that are gone; elsewhere nothing of them is left to tell a place by.
      if (type._item?.deleted !== false) return null
      const inside = type.parent instanceof Y.XmlElement ? this.#inside(type.parent) : null
      return inside && inside.start + sizeBefore(childrenOf(inside.type), type) + index
    }
    if (type === this.#fragment) return this.#top().starts[index] ?? this.#doc.content.size
    const inside = type instanceof Y.XmlElement ? this.#inside(type) : null
    if (!inside) return null
    if (inside.node.inlineContent) return inside.start + sizeOf(childrenOf(inside.type).slice(0, index))
    let pos = inside.start
    for (let child = 0; child < Math.min(index, inside.node.childCount); child++) pos += inside.node.child(child).nodeSize
    return pos
  }

  /** The node of an element and where its content begins. */
  #inside(type: Y.XmlFragment): { type: Y.XmlFragment; node: Node; start: number } | null {
    if (type._item?.deleted !== false) return null
    const { parent } = type
    if (parent === this.#fragment) {
      const { index, starts } = this.#top()
      const at = index.get(type)
      const start = at === undefined ? undefined : starts[at]
      const node = at === undefined || at >= this.#doc.childCount ? null : this.#doc.child(at)
      return start === undefined || !node ? null : { type, node, start: start + 1 }
    }
    const outer = parent instanceof Y.XmlElement ? this.#inside(parent) : null
    const at = outer ? childrenOf(outer.type).indexOf(type) : -1
    if (!outer || at < 0 || at >= outer.node.childCount) return null
    let { start } = outer
    for (let child = 0; child < at; child++) start += outer.node.child(child).nodeSize
    return { type, node: outer.node.child(at), start: start + 1 }
  }

  #top() {
    if (this.#tops) return this.#tops
    const types = childrenOf(this.#fragment)
    const starts: number[] = []
    this.#doc.forEach((_, offset) => void starts.push(offset))
    return (this.#tops = { types, starts, index: new Map(types.map((type, at) => [type, at])) })
  }

  #textIndex(): TextIndex {
    return (this.#index ??= indexOf(this.#doc))
  }
}

type Child = Y.XmlFragment | Y.XmlText | Y.XmlHook
/** As the editor counts them: an empty text is no child. */
const childrenOf = (type: Y.XmlFragment): Child[] => type.toArray().filter((child) => !(child instanceof Y.XmlText && child.length === 0))
const sizeOf = (children: readonly Child[]): number =>
  children.reduce((sum, child) => sum + (child instanceof Y.XmlText ? child.length : 1), 0)
const sizeBefore = (children: readonly Child[], child: Child): number => sizeOf(children.slice(0, children.indexOf(child)))
const jsonOf = (position: Y.RelativePosition): Point | null => point.safeParse(Y.relativePositionToJSON(position)).data ?? null

/** The words of a range as a quote has them, a line for each block. */
export const textOf = (doc: Node, from: number, to: number): string => doc.textBetween(from, to, '\n', leafMark)

/** The last of ascending numbers that is smaller than another one; -1 for none. */
function lastBelow(numbers: readonly number[], than: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] ?? Infinity) < than) low = middle + 1
    else high = middle
  }
  return low - 1
}

/**
 * From the first to the last letter within a range; where there is none the smallest block that lies around it whole, such as an
 * empty cell or a picture.
 */
function contentOf(doc: Node, from: number, to: number): Range | null {
  const found: Range[] = []
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isInline && !node.isAtom) return true
    const start = Math.max(from, pos)
    const end = Math.min(to, pos + node.nodeSize)
    if (end <= start) return false
    found.push({ from: start, to: end })
    return false
  })
  const [first] = found
  if (first) return { from: first.from, to: found.at(-1)?.to ?? first.to }
  const $from = doc.resolve(from)
  const { nodeAfter } = $from
  if (nodeAfter && !nodeAfter.isInline && from + nodeAfter.nodeSize <= to) return { from, to: from + nodeAfter.nodeSize }
  return null
}

/** The whole text as one string, and where each of its letters stands. */
type TextIndex = { text: string; at: (pos: number) => number; positionAt: (at: number, isEnd?: boolean) => number }
const indexes = new WeakMap<Node, TextIndex>()

function indexOf(doc: Node): TextIndex {
  const known = indexes.get(doc)
  if (known) return known
  const blocks: { at: number; pos: number; size: number }[] = []
  const lines: string[] = []
  let length = 0
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    const line = node.textBetween(0, node.content.size, undefined, leafMark)
    blocks.push({ at: length, pos: pos + 1, size: line.length })
    lines.push(line)
    length += line.length + 1
    return false
  })
  const lastBy = (fits: (block: { at: number; pos: number }) => boolean) => {
    let low = 0
    let high = blocks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (blocks[middle] && fits(blocks[middle])) low = middle
      else high = middle - 1
    }
    return blocks[low]
  }
  const made: TextIndex = {
    text: lines.join('\n'),
    at(pos) {
      const block = lastBy((one) => one.pos <= pos)
      return block ? block.at + Math.min(Math.max(0, pos - block.pos), block.size) : 0
    },
    positionAt(at, isEnd = false) {
      const block = lastBy((one) => (isEnd ? one.at < at : one.at <= at))
      return block ? block.pos + Math.min(at - block.at, block.size) : 0
    },
  }
  indexes.set(doc, made)
  return made
}
