import { combineTransactionSteps, Extension, getChangedRanges, type Editor } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import type { Mapping } from '@tiptap/pm/transform'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import * as Y from 'yjs'
import { z } from 'zod'
import type { Anchor } from '../../../shared/documents/talk.ts'
import { composing } from '../composition.ts'
import { difference, passing, type Difference } from '../difference.ts'
import { indexed } from '../marks.ts'
import { takeSelection } from '../selection.ts'
import { Places, textOf, type Range } from './places.ts'

/** A thread as the text shows it: open ones are marked, closed ones only when they are chosen. */
export type Marked = { key: string; anchors: readonly Anchor[]; open: boolean }

/** `byWords`: its letters are gone, and the same words were found elsewhere. `byCopy`: an undo here put them back; no other window knows them for the same. */
type Held = Range & { byWords?: boolean; byCopy?: boolean }
type State = {
  threads: readonly Marked[]
  chosen: string | null
  ranges: ReadonlyMap<string, Held>
  marks: DecorationSet
  /** What my own hand has changed since the last look, and the threads whose letters it took away, with what they said. */
  mine: readonly Range[]
  cut: ReadonlyMap<string, string>
}
/** What a transaction asks of the marks. */
class Order {
  constructor(readonly asks: { threads?: readonly Marked[]; chosen?: string | null; found?: ReadonlyMap<string, Held | null> }) {}
}

const key = new PluginKey<State>('comments')
/** How long changes must have rested before lost words are looked for, in ms: it reads the whole text. */
const rest = 400

const optionsRule = z.object({ fragment: z.instanceof(Y.XmlFragment) })

type Options = {
  fragment: Y.XmlFragment
  /** My hand has moved the letters of a thread: this is where they are now. */
  carry: (thread: string, anchor: Anchor) => void
}

/**
 * CM1 A comment stays with its letters: through changes around and inside them by anybody, through splitting, joining, restyling,
 *     cutting and pasting their paragraph, dragging, undo. The editor that moves letters says where they went, because for Yjs moved
 *     letters are new ones. Where no letter is left the thread is an orphan with its quote, and comes back with its words.
 */
export const Comments = Extension.create<Options>({
  name: 'comments',
  addProseMirrorPlugins() {
    const { fragment, carry } = this.options
    // A state whose changes have been looked at; the next one starts with none.
    let looked: State | null = null
    return [
      new Plugin<State>({
        key,
        state: {
          init: () => ({
            threads: [],
            chosen: null,
            ranges: new Map(),
            marks: DecorationSet.empty,
            mine: [],
            cut: new Map(),
          }),
          apply: (transaction, state, before) => next(transaction, state === looked ? { ...state, mine: [] } : state, before.doc, fragment),
        },
        props: { decorations: (state) => key.getState(state)?.marks },
        view: (view) => watching(view, fragment, carry, (state) => (looked = state)),
      }),
    ]
  },
})

export function showThreads(editor: Editor, threads: readonly Marked[]): void {
  takeSelection(editor.view)
  order(editor.view, { threads })
}
export function choose(editor: Editor, chosen: string | null): void {
  takeSelection(editor.view)
  if (key.getState(editor.state)?.chosen !== chosen) order(editor.view, { chosen })
}
/** `null` where there is nothing to hold on to. */
export function anchorIn(editor: Editor, range: Range): Anchor | null {
  const extension = editor.extensionManager.extensions.find(({ name }) => name === 'comments')
  const options = optionsRule.safeParse(extension?.options)
  return options.success ? new Places(editor.state.doc, options.data.fragment).anchorOf(range) : null
}
export const rangesOf = (state: EditorState): ReadonlyMap<string, Held> => key.getState(state)?.ranges ?? new Map<string, Held>()
const order = (view: EditorView, asks: Order['asks']): void =>
  view.dispatch(view.state.tr.setMeta(key, new Order(asks)).setMeta('addToHistory', false))

function next(transaction: Transaction, state: State, before: Node, fragment: Y.XmlFragment): State {
  const order: unknown = transaction.getMeta(key)
  const made = order instanceof Order ? order.asks : undefined
  const { doc } = transaction
  let { ranges, mine, cut } = state
  /** Where the marks have gone, if that is all there is to it. */
  let moves: Mapping | null = null
  if (transaction.docChanged) {
    if (isChangeOrigin(transaction)) {
      const found = difference(before, doc)
      if (found) {
        ranges = besides(ranges, found, state.threads, new Places(doc, fragment))
        moves = followed(state.ranges, ranges, passing(found))
      }
    } else {
      const moved = new Map<string, Held>()
      const gone = new Map(cut)
      for (const [thread, held] of ranges) {
        const { from, to } = held
        const range: Held = { ...held, from: transaction.mapping.map(from, 1), to: transaction.mapping.map(to, -1) }
        if (range.from < range.to) moved.set(thread, range)
        else gone.set(thread, textOf(before, from, to))
      }
      cut = gone
      mine = [
        ...mine.map(({ from, to }) => ({ from: transaction.mapping.map(from, -1), to: transaction.mapping.map(to, 1) })),
        ...getChangedRanges(combineTransactionSteps(before, [transaction])).map(({ newRange }) => newRange),
      ]
      ranges = moved
      moves = ranges.size === state.ranges.size ? transaction.mapping : null
    }
  }
  if (made?.threads) ranges = all(made.threads, doc, fragment, ranges)
  if (made?.found) ranges = withFound(ranges, made.found)
  const threads = made?.threads ?? state.threads
  const chosen = made?.chosen === undefined ? state.chosen : made.chosen
  if (made?.threads || made?.found) cut = new Map([...cut].filter(([thread]) => isLost(ranges, thread)))
  const isSame = ranges === state.ranges && threads === state.threads && chosen === state.chosen
  const marks = moves && !made ? state.marks.map(moves, doc) : isSame ? state.marks : drawn(doc, threads, ranges, chosen)
  return { threads, chosen, ranges, marks: marks === state.marks ? marks : indexed(marks), mine, cut }
}

function withFound(ranges: ReadonlyMap<string, Held>, found: ReadonlyMap<string, Held | null>): ReadonlyMap<string, Held> {
  const all = new Map(ranges)
  for (const [thread, range] of found) {
    if (range) all.set(thread, range)
    else all.delete(thread)
  }
  return all
}

function drawn(doc: Node, threads: readonly Marked[], ranges: ReadonlyMap<string, Held>, chosen: string | null): DecorationSet {
  const marks = threads.flatMap(({ key: thread, open }) => {
    const range = ranges.get(thread)
    if (!range || (!open && thread !== chosen)) return []
    const attributes = { class: thread === chosen ? 'commented chosen' : 'commented', 'data-thread': thread }
    const node = doc.nodeAt(range.from)
    const isWhole = node !== null && !node.isInline && range.from + node.nodeSize === range.to
    return [isWhole ? Decoration.node(range.from, range.to, attributes) : Decoration.inline(range.from, range.to, attributes)]
  })
  return DecorationSet.create(doc, marks)
}

/** The first of its anchors that still has letters. */
function resolved(places: Places, { anchors }: Marked): Held | null {
  for (const anchor of anchors) {
    const range = places.rangeOf(anchor)
    if (range) return places.isCopied(anchor) ? { ...range, byCopy: true } : range
  }
  return null
}

/** Ranges of all threads. One that was found by its words stays where it was found. */
function all(threads: readonly Marked[], doc: Node, fragment: Y.XmlFragment, known: ReadonlyMap<string, Held>): Map<string, Held> {
  const places = new Places(doc, fragment)
  const ranges = new Map<string, Held>()
  for (const thread of threads) {
    const before = known.get(thread.key)
    const range = composing(fragment) ? before : (resolved(places, thread) ?? (before?.byWords ? before : null))
    if (range) ranges.set(thread.key, range)
  }
  return ranges
}

/**
 * After a change by others, which replaces the whole text: where the letters are now. A thread that was found by its words has moved
 * along if it lies outside of what differs.
 */
function besides(
  ranges: ReadonlyMap<string, Held>,
  { start, oldEnd, newEnd }: Difference,
  threads: readonly Marked[],
  places: Places,
): ReadonlyMap<string, Held> {
  const moved = new Map<string, Held>()
  for (const thread of threads) {
    const range = ranges.get(thread.key)
    const now = resolved(places, thread)
    if (now) moved.set(thread.key, now)
    else if (range?.byWords && range.to < start) moved.set(thread.key, range)
    else if (range?.byWords && range.from > oldEnd)
      moved.set(thread.key, { ...range, from: range.from + newEnd - oldEnd, to: range.to + newEnd - oldEnd })
  }
  return moved
}

function followed(before: ReadonlyMap<string, Range>, after: ReadonlyMap<string, Range>, moves: Mapping): Mapping | null {
  if (before.size !== after.size) return null
  for (const [thread, { from, to }] of after) {
    const was = before.get(thread)
    if (!was || moves.map(was.from, 1) !== from || moves.map(was.to, -1) !== to) return null
  }
  return moves
}

/** Whether the letters of a thread are gone, also if its words were found elsewhere. */
const isLost = (ranges: State['ranges'], thread: string): boolean => ranges.get(thread)?.byWords ?? !ranges.has(thread)
/** Those found by their words are looked for again: what all see tells where they are, not who saw what first. */
const lostIn = ({ threads, ranges }: State): Marked[] => threads.filter(({ key: thread }) => isLost(ranges, thread))

/** Runs after y-tiptap has written what the editor holds, so that both say the same. */
function watching(view: EditorView, fragment: Y.XmlFragment, carry: Options['carry'], looked: (at: State) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let known: State['threads'] = []
  let told: State['ranges'] = new Map()
  const seekSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(seek, rest)
  }
  const seek = (): void => {
    const state = key.getState(view.state)
    if (view.isDestroyed || !state) return
    if (composing(fragment)) {
      seekSoon()
      return
    }
    const places = new Places(view.state.doc, fragment)
    const found = new Map<string, Held | null>()
    for (const { key: thread, anchors } of lostIn(state)) {
      const was = state.ranges.get(thread)
      const range = firstOf(anchors, (anchor) => places.find(anchor))
      if (range?.from !== was?.from || range?.to !== was?.to) found.set(thread, range && { ...range, byWords: true })
    }
    if (found.size > 0) order(view, { found })
  }
  return {
    update: (_: EditorView, before: EditorState) => {
      const state = key.getState(view.state)
      if (!state || composing(fragment)) return
      const areNew = known !== state.threads
      known = state.threads
      if ((before.doc !== view.state.doc || areNew) && lostIn(state).length > 0) seekSoon()
      // They came while something was composed, when the text and its letters did not say the same.
      if (areNew && key.getState(before)?.threads === state.threads) {
        order(view, { threads: state.threads })
        return
      }
      if (told !== state.ranges) {
        told = state.ranges
        const places = new Places(view.state.doc, fragment)
        for (const [thread, held] of told) {
          const anchor = held.byCopy ? places.anchorOf(held) : null
          if (anchor) carry(thread, anchor)
        }
      }
      if (state.mine.length === 0) return
      looked(state)
      const { found, carried } = look(view.state, state, fragment)
      if (found.size > 0) order(view, { found })
      for (const [thread, anchor] of carried) carry(thread, anchor)
    },
    destroy: () => clearTimeout(timer),
  }
}

type Looked = { found: Map<string, Held>; carried: Map<string, Anchor> }

function look({ doc }: EditorState, { threads, ranges, mine, cut }: State, fragment: Y.XmlFragment): Looked {
  const places = new Places(doc, fragment)
  const found = new Map<string, Held>()
  const carried = new Map<string, Anchor>()
  const near = mine.map((range) => blocksAround(doc, range))
  for (const thread of threads) {
    const range = ranges.get(thread.key)
    const said = cut.get(thread.key)
    const [newest] = thread.anchors
    // Of words that stand elsewhere, too, only those that my hand took away and has put in again are the same.
    const within = !range ? near : range.byWords && said !== undefined ? mine : []
    const quoted = newest && said !== undefined ? [{ ...newest, quote: said }, ...thread.anchors] : thread.anchors
    const again = within.length > 0 ? firstOf(quoted, (one) => places.find(one, within)) : null
    const put = again && places.anchorOf(again)
    if (put) {
      found.set(thread.key, again)
      carried.set(thread.key, put)
      continue
    }
    if (!range || !near.some(({ from, to }) => range.to >= from && range.from <= to)) continue
    const now = resolved(places, thread)
    const isHeld = now?.from === range.from && now.to === range.to
    const anchor = isHeld ? null : places.anchorOf(range)
    if (anchor) carried.set(thread.key, anchor)
  }
  return { found, carried }
}

function firstOf<T, R>(items: readonly T[], take: (item: T) => R | null): R | null {
  for (const item of items) {
    const taken = take(item)
    if (taken !== null) return taken
  }
  return null
}

/** A change may give its whole blocks new letters in Yjs, and those at its edges. */
function blocksAround(doc: Node, { from, to }: Range): Range {
  const $from = doc.resolve(Math.max(0, Math.min(from, doc.content.size)))
  const $to = doc.resolve(Math.max(0, Math.min(to, doc.content.size)))
  return { from: $from.depth > 0 ? $from.before(1) : from, to: $to.depth > 0 ? $to.after(1) : to }
}
