import type { Editor } from '@tiptap/core'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Thread } from '../../../shared/documents/talk.ts'
import { rangesOf } from '../../editor/comments/comments.ts'
import { between, cardsThere, placed, reach } from './stack.ts'

/** Heights are looked at again when typing rests, in ms. */
const rest = 120
/** What a card is taken to be high until it has been there, in px. */
const usualHeight = 72

/** All cards in their order, as they stood when they were last placed. */
type Stack = { keys: readonly string[]; tops: readonly number[]; heights: readonly number[]; below: number }
const nothing: Stack = { keys: [], tops: [], heights: [], below: 0 }
const nobody: ReadonlySet<string> = new Set()

/**
 * Cards in the order of their words, each as high as they are or pushed down by the one above; the chosen one stands exactly at its
 * words and pushes those above it up. Threads whose words are gone come last. Of many only those near the picture are put on the page
 * (`there`), and those in which somebody writes.
 */
export function useAligned(editor: Editor, threads: readonly Thread[], begun: string | null, chosen: string | null) {
  const column = useRef<HTMLOListElement>(null)
  const keys = useMemo(() => [...threads.map(({ key }) => key), ...(begun ? [begun] : [])], [threads, begun])
  const inText = useOrder(editor)
  const { ordered, lost } = useMemo(() => {
    const own = new Set(keys)
    const there = inText.filter((key) => own.has(key))
    const found = new Set(there)
    const gone = keys.filter((key) => !found.has(key))
    return { ordered: [...there, ...gone], lost: new Set(gone) }
  }, [keys, inText])
  const [near, setNear] = useState(nobody)
  const there = useMemo(() => cardsThere(ordered, near, chosen), [ordered, near, chosen])
  const stack = useRef(nothing)
  const known = useRef(new Map<string, number>())

  const look = useCallback(() => {
    const list = column.current
    const desk = list?.closest('.desk')
    if (!list || !desk) return
    const { keys: all, tops, heights, below } = stack.current
    const from = desk.scrollTop - below - desk.clientHeight
    const found = new Set(between(tops, heights, from, from + 3 * desk.clientHeight).flatMap((at) => all[at] ?? []))
    for (const card of list.children)
      if (card instanceof HTMLElement && card.querySelector('textarea')) found.add(card.dataset['card'] ?? '')
    setNear((before) => (before.size === found.size && [...found].every((key) => before.has(key)) ? before : found))
  }, [])

  const align = useCallback(() => {
    const list = column.current
    if (!list || editor.isDestroyed) return
    if (ordered.length === 0) {
      // To read where nothing stands would have the whole text laid out for it.
      list.style.minHeight = ''
      stack.current = nothing
      return
    }
    const cards = new Map<string, HTMLElement>()
    for (const card of list.children) if (card instanceof HTMLElement) cards.set(card.dataset['card'] ?? '', card)
    // All is read before anything is set, so that the page is laid out once.
    const { top } = list.getBoundingClientRect()
    const desk = list.closest('.desk')
    const below = desk ? top - desk.getBoundingClientRect().top + desk.scrollTop : 0
    const wanted = topsOf(editor)
    for (const [key, card] of cards) known.current.set(key, card.offsetHeight)
    const heights = ordered.map((key) => known.current.get(key) ?? usualHeight)
    const wants = ordered.map((key) => {
      const at = wanted(key)
      return at === null ? null : at - top
    })
    const tops = placed(wants, heights, chosen === null ? -1 : ordered.indexOf(chosen))
    stack.current = { keys: ordered, tops, heights, below }
    ordered.forEach((key, at) => cards.get(key)?.style.setProperty('top', `${String(tops[at] ?? 0)}px`))
    list.style.minHeight = `${String(reach(tops, heights))}px`
    look()
  }, [editor, chosen, ordered, look])

  useLayoutEffect(align, [align, there, threads])
  useEffect(() => {
    if (editor.isDestroyed) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = (): void => {
      clearTimeout(timer)
      timer = setTimeout(align, rest)
    }
    let ranges = rangesOf(editor.state)
    // Others' carets come as transactions too, and move nothing.
    const onTransaction = (): void => {
      const now = rangesOf(editor.state)
      if (now !== ranges) later()
      ranges = now
    }
    editor.on('transaction', onTransaction)
    const sizes = new ResizeObserver(later)
    sizes.observe(editor.view.dom)
    for (const card of column.current?.children ?? []) sizes.observe(card)
    return () => {
      clearTimeout(timer)
      editor.off('transaction', onTransaction)
      sizes.disconnect()
    }
  }, [editor, align, there])
  useEffect(() => {
    const desk = column.current?.closest('.desk')
    desk?.addEventListener('scroll', look, { passive: true })
    return () => desk?.removeEventListener('scroll', look)
  }, [look])

  return { column, ordered, there, lost }
}

/** Threads in the order of their words; a key of typing that moves them all changes nothing here. */
function useOrder(editor: Editor): readonly string[] {
  const subscribe = useCallback(
    (changed: () => void) => {
      editor.on('transaction', changed)
      return () => void editor.off('transaction', changed)
    },
    [editor],
  )
  const order = useMemo(() => orderOf(editor), [editor])
  return useSyncExternalStore(subscribe, order)
}

function orderOf(editor: Editor): () => readonly string[] {
  let held: readonly string[] = []
  return () => (held = orderIn(rangesOf(editor.state), held))
}

/** The same as before if it still is: a key moves the words of all threads, and seldom past each other. */
export function orderIn(ranges: ReadonlyMap<string, { from: number }>, before: readonly string[]): readonly string[] {
  let last = -1
  const isSame =
    before.length === ranges.size &&
    before.every((key) => {
      const from = ranges.get(key)?.from ?? -1
      const follows = from >= last && from >= 0
      last = from
      return follows
    })
  return isSame ? before : [...ranges].sort(([, a], [, b]) => a.from - b.from).map(([key]) => key)
}

/** Where the words of threads stand in the window, by their marks in the text; `null` where they are not in it. */
function topsOf(editor: Editor): (thread: string) => number | null {
  const { dom } = editor.view
  const first = new Map<string, Element>()
  for (const mark of dom.querySelectorAll<HTMLElement>('[data-thread]')) {
    const thread = mark.dataset['thread'] ?? ''
    if (!first.has(thread)) first.set(thread, mark)
  }
  const blocks = new Map<Element, DOMRect>()
  return (thread) => {
    const mark = first.get(thread)
    const range = rangesOf(editor.state).get(thread)
    if (!mark) return range ? topOf(editor, range.from) : null
    let block = mark
    while (block.parentElement && block.parentElement !== dom) block = block.parentElement
    let box = blocks.get(block)
    if (!box) blocks.set(block, (box = block.getBoundingClientRect()))
    return isOff(box) ? box.top : mark.getBoundingClientRect().top
  }
}

/** Of words off the screen only their block is laid out: its height will do. */
const isOff = ({ top, bottom }: DOMRect): boolean => bottom < 0 || top > window.innerHeight

function topOf({ view, state }: Editor, pos: number): number {
  const $pos = state.doc.resolve(pos)
  const block = view.nodeDOM($pos.depth > 0 ? $pos.before(1) : pos)
  if (!(block instanceof HTMLElement)) return 0
  const box = block.getBoundingClientRect()
  return isOff(box) ? box.top : view.coordsAtPos(pos).top
}
