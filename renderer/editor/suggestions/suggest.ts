import { Fragment, Slice, type Node, type ResolvedPos } from '@tiptap/pm/model'
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { AddMarkStep, AttrStep, Mapping, RemoveMarkStep, ReplaceAroundStep, ReplaceStep, type Step } from '@tiptap/pm/transform'
import { z } from 'zod'
import {
  formatting,
  mark as markRule,
  readRestyled,
  suggestedOn,
  textStyles,
  written,
  type Change,
  type SuggestedBy,
} from '../../../shared/documents/suggestions.ts'
import { authorOf } from '../../../shared/documents/talk.ts'
import { breakChange, isLine, isWhole, joinLine, lineAfter, lineBefore, nodeChange, removeNode } from './lines.ts'

/** Whose suggestion it is; `fresh` gives an id that was never used. */
export type Hand = { author: string; at: string; fresh: () => string }
/** What cannot be suggested, and is not done either. */
export type Refused = 'table' | 'structure'

/**
 * SG2 In suggestion mode whatever changes the text is turned into a suggestion of the same change, or refused with a sentence; nothing is
 *     changed silently. Letters that I suggested myself are changed and taken back directly.
 */
export function suggest(original: Transaction, state: EditorState, hand: Hand): Transaction | Refused {
  const suggesting = new Suggesting(state, hand)
  for (const step of original.steps) {
    const refused = suggesting.take(step)
    if (refused) return refused
  }
  const { tr } = suggesting
  const bias = original.steps.some((step) => step instanceof ReplaceStep && step.slice.size > 0) || suggesting.goesForward ? 1 : -1
  const mapping = suggesting.map
  if (suggesting.caret !== null && original.steps.length === 1) tr.setSelection(TextSelection.near(tr.doc.resolve(suggesting.caret), -1))
  else
    tr.setSelection(original.selection.map(tr.doc, { map: (at) => mapping.map(at, bias), mapResult: (at) => mapping.mapResult(at, bias) }))
  if (original.storedMarksSet) tr.setStoredMarks(original.storedMarks)
  if (original.scrolledIntoView) tr.scrollIntoView()
  for (const key of ['composition', 'uiEvent', 'paste', 'inputType', 'addToHistory']) {
    const value: unknown = original.getMeta(key)
    if (value !== undefined) tr.setMeta(key, value)
  }
  return tr
}

/** The line at `pos` is to go on with the one before, which ends at `end`. */
export function suggestJoin(state: EditorState, pos: number, end: number, hand: Hand): Transaction {
  const suggesting = new Suggesting(state, hand)
  return suggesting.tr.setNodeAttribute(pos, 'suggestedBreak', written({ kind: 'deletion', ...suggesting.by(end) }))
}

class Suggesting {
  readonly tr: Transaction
  /** From the text that the original transaction has come to, to the one with suggestions. */
  map = new Mapping()
  goesForward = false
  /** Behind letters that stand elsewhere than the original put them. */
  caret: number | null = null
  readonly #hand: Hand
  readonly #head: number
  #own: SuggestedBy | null = null

  constructor(state: EditorState, hand: Hand) {
    this.tr = state.tr
    this.#hand = hand
    this.#head = state.selection.head
  }

  take(step: Step): Refused | null {
    const [from, to] = endsOf(step)
    const mine = this.#mineAround(this.map.map(from, 1))
    if (mine && mine === this.#mineAround(this.map.map(to, -1))) return this.#directly(step)
    if (step instanceof ReplaceStep) return this.#replace(step)
    if (step instanceof ReplaceAroundStep) return this.#around(step)
    // What a command of TipTap has captured comes here a second time.
    if (step instanceof AttrStep && step.attr.startsWith('suggested')) return this.#directly(step)
    if (step instanceof AttrStep) return this.#attribute(step)
    if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) return this.#format(step)
    return 'structure'
  }

  /** Own, or going on with what I did right here. */
  by(at: number, to = at): SuggestedBy {
    if (this.#own) return this.#own
    const found = [...this.#beside(at), ...this.#beside(to)].find((one) => one && this.#isMine(one))
    this.#own = found ? { id: found.id, at: found.at } : { id: this.#hand.fresh(), at: this.#hand.at }
    return this.#own
  }
  #beside(at: number): (SuggestedBy | null)[] {
    const $at = this.tr.doc.resolve(at)
    const { parent } = $at
    if (!parent.inlineContent) return []
    const after = $at.pos === $at.end() ? lineAfter(this.tr.doc, $at.pos) : null
    const next = after === null ? null : this.tr.doc.nodeAt(after)
    return [
      this.#marked($at.nodeBefore),
      this.#marked($at.nodeAfter),
      ...($at.parentOffset === 0 && isLine(parent) ? [breakChange(parent), nodeChange(parent)] : []),
      ...(next ? [breakChange(next)] : []),
    ]
  }
  #marked(node: Node | null): SuggestedBy | null {
    const of = node?.marks.find(({ type }) => type.name === 'insertion') ?? node?.marks.find(({ type }) => type.name === 'deletion')
    return of ? (markRule.safeParse(of.attrs).data ?? null) : null
  }
  #isMine = ({ id }: SuggestedBy): boolean => authorOf(id) === this.#hand.author
  #isMyInsertion = (of: Change | null): boolean => of?.kind === 'insertion' && this.#isMine(of)
  /** A table or row that I put in: what is in it is mine. */
  #mineAround(pos: number): Node | null {
    const $pos = this.tr.doc.resolve(Math.min(pos, this.tr.doc.content.size))
    for (let depth = 1; depth <= $pos.depth; depth++) {
      const node = $pos.node(depth)
      if (isWhole(node) && this.#isMyInsertion(nodeChange(node))) return node
    }
    return null
  }

  #directly(step: Step): Refused | null {
    const mapped = step.map(this.map)
    const first = this.tr.steps.length
    if (!mapped || this.tr.maybeStep(mapped).failed) return 'structure'
    this.#follow(step, first, true)
    return null
  }

  /** `mirrored`: the first step done for this one puts in what this one puts in. */
  #follow(step: Step, first: number, mirrored: boolean): void {
    const next = new Mapping()
    next.appendMap(step.getMap().invert())
    next.appendMapping(this.map)
    this.tr.mapping.maps.slice(first).forEach((map) => next.appendMap(map))
    if (mirrored && this.tr.mapping.maps.length > first) {
      const whole = new Mapping()
      const insertedAt = this.#insertedAt ?? first
      next.maps.forEach((map, at) => {
        const mirror = at === 1 + this.map.maps.length + insertedAt - first ? 0 : next.getMirror(at)
        whole.appendMap(map, mirror !== undefined && mirror < at ? mirror : undefined)
      })
      this.map = whole
    } else this.map = next
    this.#insertedAt = null
  }
  #insertedAt: number | null = null

  #replace(step: ReplaceStep): Refused | null {
    const first = this.tr.steps.length
    let from = this.map.map(step.from, 1)
    const to = Math.max(from, this.map.map(step.to, -1))
    if (step.from === step.to) from = to
    const $from = this.tr.doc.resolve(from)
    const $to = this.tr.doc.resolve(to)
    const parent = $from.parent.type.name
    const isOneLine = $from.sameParent($to) && $from.parent.inlineContent
    const isOpen = $from.parent.inlineContent || $to.parent.inlineContent
    // Where lines of different depth meet, ProseMirror puts in their borders anew; nothing goes yet, so only the letters count.
    const isUneven = step.slice.openStart !== step.slice.openEnd
    const letters = from < to && (isUneven || (isOpen && !isOneLine)) ? lettersOf(step.slice) : null
    const slice = letters ?? step.slice
    if (slice.openStart !== slice.openEnd) return 'structure'
    if (parent === 'tableRow' || $to.parent.type.name === 'tableRow') return 'table'
    if (parent === 'table' && !slice.content.content.every((node) => node.type.name === 'tableRow')) return 'table'
    if (cellOf($from) !== cellOf($to)) return 'table'
    if (slice.size === 0 && from < to && this.#head <= from) this.goesForward = true
    this.by(from, to)
    this.#remove(from, to)
    const mapped = this.tr.mapping.slice(first)
    const place = isOneLine || !isOpen ? mapped.map(to, 1) : mapped.map(from, -1)
    const isIn = slice.size > 0 && this.#insert(place, slice)
    if (slice.size > 0 && !isIn) return 'structure'
    if (letters && isIn) this.caret = place + slice.size
    this.#follow(step, first, isIn && !letters)
    return null
  }

  #remove(from: number, to: number): void {
    if (from >= to) return
    const { tr } = this
    const isOpen = tr.doc.resolve(from).parent.inlineContent || tr.doc.resolve(to).parent.inlineContent
    const plan: (() => void)[] = []
    const by = this.by(from)
    const deletion = tr.doc.type.schema.mark('deletion', by)
    const remove = (pos: number, node: Node): void => {
      const has = nodeChange(node)
      if (this.#isMyInsertion(has)) plan.push(() => removeNode(tr, pos))
      else if (!has) plan.push(() => tr.setNodeAttribute(pos, 'suggestedNode', written({ kind: 'deletion', ...by })))
    }
    tr.doc.nodesBetween(from, to, (node, pos) => {
      const end = pos + node.nodeSize
      if (node.isText) {
        const [start, stop] = [Math.max(from, pos), Math.min(to, end)]
        const inserted = node.marks.find(({ type }) => type.name === 'insertion')
        const isMine = inserted !== undefined && this.#isMine(markRule.parse(inserted.attrs))
        if (isMine) plan.push(() => tr.delete(start, stop))
        else if (!node.marks.some(({ type }) => type.name === 'deletion')) plan.push(() => tr.addMark(start, stop, deletion))
        return false
      }
      const isCovered = pos >= from && end <= to
      if (node.isInline || (isCovered && (!isOpen || isWhole(node)))) {
        if (isCovered && suggestedOn.suggestedNode.includes(node.type.name)) remove(pos, node)
        return false
      }
      if (isLine(node) && pos >= from && pos < to) {
        const [broken, own] = [breakChange(node), nodeChange(node)]
        const joins = lineBefore(tr.doc, pos) !== null
        if (joins && (this.#isMyInsertion(broken) || this.#isMyInsertion(own))) plan.push(() => void joinLine(tr, pos))
        else if (joins && !broken && !own) plan.push(() => tr.setNodeAttribute(pos, 'suggestedBreak', written({ kind: 'deletion', ...by })))
      }
      return true
    })
    for (const act of plan.reverse()) act()
  }

  #insert(at: number, slice: Slice): boolean {
    const { tr } = this
    const { schema } = tr.doc.type
    const $at = tr.doc.resolve(at)
    const by = this.by(at)
    const inserted = written({ kind: 'insertion', ...by })
    const front = frontOf($at, slice)
    const first = tr.steps.length
    this.#insertedAt = first
    if (tr.maybeStep(new ReplaceStep(at, at, slice)).failed) tr.replace(at, at, slice)
    if (tr.steps.length === first) return false
    const end = tr.mapping.slice(first).map(at, 1)
    const isClosed = !$at.parent.inlineContent
    const set = (pos: number, node: Node, given: Record<string, string | null>): void => {
      for (const [name, value] of Object.entries(given))
        if (name in node.attrs && node.attrs[name] !== value) tr.setNodeAttribute(pos, name, value)
    }
    if (front !== null) {
      const node = tr.doc.nodeAt(front)
      if (node) set(front, node, { suggestedNode: inserted, suggestedBreak: null, suggestedStyle: null })
      // A split item starts anew; the one behind is the one that was there, with what was suggested on it.
      const $behind = tr.doc.resolve(end)
      for (let depth = $at.depth - slice.openEnd + 1; depth <= $at.depth; depth++) {
        const { suggestedNode = null, suggestedBreak = null, suggestedStyle = null } = attrsOf($at.node(depth))
        set($behind.before(depth), $behind.node(depth), { suggestedNode, suggestedBreak, suggestedStyle })
      }
      return true
    }
    tr.doc.nodesBetween(at, end, (node, pos) => {
      const stop = pos + node.nodeSize
      const isCovered = pos >= at && stop <= end
      if (node.isText) {
        const [left, right] = [Math.max(at, pos), Math.min(end, stop)]
        tr.removeMark(left, right, schema.marks['deletion'])
        tr.removeMark(left, right, schema.marks['formatting'])
        tr.addMark(left, right, schema.mark('insertion', by))
        return false
      }
      if (node.isInline) {
        if (isCovered) set(pos, node, { suggestedNode: inserted, suggestedStyle: null })
        return false
      }
      if (isCovered && (isWhole(node) || (isClosed && $at.pos <= pos && tr.doc.resolve(pos).depth === $at.depth))) {
        set(pos, node, { suggestedNode: inserted, suggestedBreak: null, suggestedStyle: null })
        return !isWhole(node)
      }
      if (isLine(node) && pos >= at && !(isClosed && isCovered))
        set(pos, node, { suggestedBreak: inserted, suggestedNode: null, suggestedStyle: null })
      return true
    })
    return true
  }

  /** A paragraph that becomes a heading, and the like. */
  #around(step: ReplaceAroundStep): Refused | null {
    const made = step.slice.content.firstChild
    const isRestyled =
      step.gapFrom === step.from + 1 && step.gapTo === step.to - 1 && step.insert === 1 && step.slice.content.childCount === 1
    const pos = this.map.map(step.from, 1)
    const node = this.tr.doc.nodeAt(pos)
    if (!isRestyled || !made || !node) return 'structure'
    if (!canRestyle(node) || !canRestyle(made)) return isInTable(node) ? 'table' : 'structure'
    const first = this.tr.steps.length
    this.#restyle(pos, node, made.type.name, made.attrs)
    this.#follow(step, first, false)
    return null
  }

  #attribute(step: AttrStep): Refused | null {
    const pos = this.map.map(step.pos, 1)
    const node = this.tr.doc.nodeAt(pos)
    if (!node || !canRestyle(node)) return node && isInTable(node) ? 'table' : 'structure'
    this.#restyle(pos, node, node.type.name, { ...node.attrs, [step.attr]: step.value as unknown })
    return null
  }

  #restyle(pos: number, node: Node, type: string, attrs: Record<string, unknown>): void {
    const { tr } = this
    const given: Record<string, unknown> = node.attrs
    const { suggestedNode, suggestedBreak, suggestedStyle, ...own } = given
    const known = readRestyled(suggestedStyle)
    const mine = this.#isMyInsertion(nodeChange(node)) || this.#isMyInsertion(breakChange(node))
    const was = known?.was ?? { type: node.type.name, attrs: own }
    const wanted = tr.doc.type.schema.nodes[type]
    const plain = Object.fromEntries(Object.entries(attrs).filter(([name]) => !name.startsWith('suggested')))
    const isBack = was.type === type && JSON.stringify(sorted(was.attrs)) === JSON.stringify(sorted(plain))
    const by = known && this.#isMine(known) ? { id: known.id, at: known.at } : { id: this.#hand.fresh(), at: this.#hand.at }
    const style = mine || isBack ? null : written({ ...by, was })
    const next = { ...plain, suggestedNode, suggestedStyle: style, ...(suggestedBreak !== undefined && { suggestedBreak }) }
    if (node.isInline) for (const [name, value] of Object.entries(next)) tr.setNodeAttribute(pos, name, value)
    else tr.setNodeMarkup(pos, wanted, next)
  }

  #format(step: AddMarkStep | RemoveMarkStep): Refused | null {
    const { tr } = this
    const { schema } = tr.doc.type
    const [from, to] = [this.map.map(step.from, 1), this.map.map(step.to, -1)]
    const letters: { from: number; to: number; node: Node }[] = []
    tr.doc.nodesBetween(from, to, (node, pos) => {
      if (node.isText) letters.push({ from: Math.max(from, pos), to: Math.min(to, pos + node.nodeSize), node })
    })
    const by = { id: this.#hand.fresh(), at: this.#hand.at }
    for (const { from: start, to: end, node } of letters) {
      if (step instanceof AddMarkStep) tr.addMark(start, end, step.mark)
      else tr.removeMark(start, end, step.mark)
      if (this.#isMyText(node)) continue
      const known = formatting.safeParse(node.marks.find(({ type }) => type.name === 'formatting')?.attrs).data
      const was = known?.was ?? stylesOf(node)
      const now = tr.doc.nodeAt(start)
      if (now && stylesOf(now) === was) tr.removeMark(start, end, schema.marks['formatting'])
      else
        tr.addMark(start, end, schema.mark('formatting', { ...(known && this.#isMine(known) ? { id: known.id, at: known.at } : by), was }))
    }
    return null
  }
  #isMyText(node: Node): boolean {
    const inserted = node.marks.find(({ type }) => type.name === 'insertion')
    return inserted !== undefined && this.#isMine(markRule.parse(inserted.attrs))
  }
}

const ends = z.union([
  z.object({ from: z.number(), to: z.number() }).transform(({ from, to }): [number, number] => [from, to]),
  z.object({ pos: z.number() }).transform(({ pos }): [number, number] => [pos, pos]),
])
const endsOf = (step: Step): [number, number] => ends.catch([0, 0]).parse(step)

const suggestedAttrs = z.object({
  suggestedNode: z.string().nullish(),
  suggestedBreak: z.string().nullish(),
  suggestedStyle: z.string().nullish(),
})
const attrsOf = (node: Node): z.infer<typeof suggestedAttrs> => suggestedAttrs.parse(node.attrs)
const stylesOf = (node: Node): string => textStyles.filter((style) => node.marks.some(({ type }) => type.name === style)).join(' ')
const sorted = (attrs: Record<string, unknown>): unknown => Object.entries(attrs).sort(([a], [b]) => (a < b ? -1 : 1))
const canRestyle = (node: Node): boolean => suggestedOn.suggestedStyle.includes(node.type.name)
const isInTable = (node: Node): boolean => ['table', 'tableRow', 'tableCell', 'tableHeader'].includes(node.type.name)

/** The letters that replace a range of several lines; `null` where there is more than one line of them. */
function lettersOf({ content }: Slice): Slice | null {
  if (content.firstChild?.isInline) return new Slice(content, 0, 0)
  const lines: Node[] = []
  content.descendants((node) => {
    if (node.isTextblock) lines.push(node)
    return !node.isTextblock
  })
  return content.content.some(isWhole) || lines.length > 1 ? null : new Slice(lines[0]?.content ?? Fragment.empty, 0, 0)
}

function cellOf($pos: ResolvedPos): Node | null {
  for (let depth = $pos.depth; depth > 0; depth--) if (/^table(?:Cell|Header)$/.test($pos.node(depth).type.name)) return $pos.node(depth)
  return null
}

/** Of a line that is split before its first letter, what is new is the empty one in front: where that stands. */
function frontOf($at: ResolvedPos, { size, openStart, openEnd }: Slice): number | null {
  const isSplit = openStart === openEnd && size === openStart * 2 && openStart > 0
  if (!isSplit || $at.parentOffset > 0 || $at.parent.content.size === 0) return null
  for (let depth = $at.depth - 1; depth > $at.depth - openStart; depth--) if ($at.index(depth) > 0) return null
  return $at.before($at.depth - openStart + 1)
}
