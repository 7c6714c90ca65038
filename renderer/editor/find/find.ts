import { Extension, type Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { z } from 'zod'
import { scrollIntoSheet } from '../scroll.ts'

export type Query = { text: string; matchCase: boolean }
export type Range = { from: number; to: number }
/** `at`: which of the places is the current one; -1 before one has been gone to. */
export type Finding = { query: Query | null; places: readonly Range[]; at: number }

const nothing: Finding = { query: null, places: [], at: -1 }
const key = new PluginKey<Finding>('find')

/** Finds words in the text, marks every place, and keeps count while others write. A paragraph that did not change is not read again. */
export const Find = Extension.create({
  name: 'find',
  addProseMirrorPlugins: () => [
    new Plugin<Finding>({
      key,
      state: {
        init: () => nothing,
        apply: (transaction, before) => next(transaction, before),
      },
      props: { decorations: (state) => marks(state) },
    }),
  ],
})

export const findingIn = (state: EditorState): Finding => key.getState(state) ?? nothing

const orderIn = z.object({ query: z.object({ text: z.string(), matchCase: z.boolean() }).nullable(), at: z.int() }).partial()
type Order = z.infer<typeof orderIn>

function next(transaction: Transaction, before: Finding): Finding {
  const order = orderIn.parse(transaction.getMeta(key) ?? {})
  const query = order.query === undefined ? before.query : order.query
  if (query === null || query.text === '') return before.query === null ? before : nothing
  if (query !== before.query) return { query, places: placesOf(transaction.doc, query), at: -1 }
  if (!transaction.docChanged) return order.at === undefined ? before : { ...before, at: order.at }
  const places = placesOf(transaction.doc, query)
  return { query, places, at: stays(before, places) }
}

/** Which place is the current one now. What others write comes as a new text, so positions are compared, not mapped. */
function stays({ places: before, at }: Finding, places: readonly Range[]): number {
  if (at === -1 || places[at]?.from === before[at]?.from) return Math.min(at, places.length - 1)
  return Math.max(-1, places.length - (before.length - at))
}

const read = new WeakMap<Node, { query: Query; found: readonly Range[] }>()

function placesOf(doc: Node, query: Query): Range[] {
  const places: Range[] = []
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true
    let known = read.get(node)
    if (known?.query !== query) read.set(node, (known = { query, found: offsets(node, query) }))
    for (const { from, to } of known.found) places.push({ from: at + 1 + from, to: at + 1 + to })
    return false
  })
  return places
}

/** What stands in the line but is no letter counts as one that no query has. */
const between = '\ufffc'
const folded = (text: string, { matchCase }: Query): string => (matchCase ? text : text.toLowerCase())

function offsets(block: Node, query: Query): Range[] {
  const text = folded(block.textBetween(0, block.content.size, between, between), query)
  const wanted = folded(query.text, query)
  const found: Range[] = []
  for (let from = text.indexOf(wanted); from !== -1; from = text.indexOf(wanted, from + wanted.length))
    found.push({ from, to: from + wanted.length })
  return found
}

/** Only so many are marked: a single letter of a long text is found everywhere. */
const mostMarks = 2000

function marks(state: EditorState): DecorationSet | null {
  const { places, at } = findingIn(state)
  if (places.length === 0) return null
  const first = Math.max(0, Math.min(at - mostMarks / 2, places.length - mostMarks))
  return DecorationSet.create(
    state.doc,
    places
      .slice(first, first + mostMarks)
      .map(({ from, to }, index) => Decoration.inline(from, to, { class: first + index === at ? 'found current' : 'found' })),
  )
}

const order = ({ state, view }: Editor, given: Order): void => view.dispatch(state.tr.setMeta(key, given).setMeta('addToHistory', false))

/** Looks for other words, or for none (`null`). The current place is the first at or behind the caret. */
export function look(editor: Editor, query: Query | null): void {
  order(editor, { query })
  const { places } = findingIn(editor.state)
  const { from } = editor.state.selection
  if (places.length > 0)
    goTo(
      editor,
      Math.max(
        0,
        places.findIndex((place) => place.from >= from),
      ),
    )
}

/** To the next place or the one before, round the ends. The focus stays where it is. */
export function step(editor: Editor, by: 1 | -1): void {
  const { places, at } = findingIn(editor.state)
  if (places.length > 0) goTo(editor, (at + by + places.length) % places.length)
}

function goTo(editor: Editor, at: number): void {
  order(editor, { at })
  const place = findingIn(editor.state).places[at]
  if (place) scrollIntoSheet(editor, place.from)
}

/** Replaces the current place and goes on to the next one. */
export function replace(editor: Editor, words: string): void {
  const { places, at } = findingIn(editor.state)
  const place = places[at]
  if (!place) {
    step(editor, 1)
    return
  }
  editor.view.dispatch(insert(editor.state.tr, place, words))
  const after = findingIn(editor.state).places.findIndex(({ from }) => from >= place.from + words.length)
  if (findingIn(editor.state).places.length > 0) goTo(editor, Math.max(0, after))
}

/** One change, so that one undo takes it all back. Says how many places there were. */
export function replaceAll(editor: Editor, words: string): number {
  const { places } = findingIn(editor.state)
  const { tr } = editor.state
  for (const place of [...places].reverse()) insert(tr, place, words)
  if (places.length > 0) editor.view.dispatch(tr)
  return places.length
}

/** What is put there looks as the first replaced letter did. */
function insert(tr: Transaction, { from, to }: Range, words: string): Transaction {
  const marksThere = tr.doc.nodeAt(from)?.marks
  if (words === '') return tr.delete(from, to)
  return tr.replaceWith(from, to, tr.doc.type.schema.text(words, marksThere))
}

/** Ends the search with the current place selected, so that a person goes on writing there. */
export function leave(editor: Editor): void {
  const { places, at } = findingIn(editor.state)
  const place = places[at]
  order(editor, { query: null })
  if (place) editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, place.from, place.to)))
  editor.commands.focus(undefined, { scrollIntoView: false })
}
