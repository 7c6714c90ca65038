import type { Editor } from '@tiptap/core'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { Thread } from '../../../shared/documents/talk.ts'
import { rangesOf } from '../../editor/comments/comments.ts'

const gap = 8
/** Heights are looked at again when typing rests, in ms. */
const rest = 120

/**
 * Cards in the order of their words, each as high as they are or pushed down by the one above; the chosen one stands exactly at its
 * words and pushes those above it up. Threads whose words are gone come last.
 */
export function useAligned(editor: Editor, threads: readonly Thread[], begun: string | null, chosen: string | null) {
  const column = useRef<HTMLOListElement>(null)
  const keys = useMemo(() => [...threads.map(({ key }) => key), ...(begun ? [begun] : [])], [threads, begun])
  const inText = useOrder(editor)
  const { ordered, lost } = useMemo(() => {
    const there = inText.filter((key) => keys.includes(key))
    const gone = keys.filter((key) => !inText.includes(key))
    return { ordered: [...there, ...gone], lost: new Set(gone) }
  }, [keys, inText])

  const align = useCallback(() => {
    const list = column.current
    if (!list || editor.isDestroyed) return
    const top = list.getBoundingClientRect().top
    const ranges = rangesOf(editor.state)
    const cards = [...list.querySelectorAll<HTMLElement>('[data-card]')]
    const wanted = cards.map((card) => {
      const range = ranges.get(card.dataset['card'] ?? '')
      return range ? topOf(editor, range.from) - top : null
    })
    const heights = cards.map((card) => card.offsetHeight)
    const at = cards.findIndex((card) => card.dataset['card'] === chosen)
    const tops = placed(wanted, heights, at)
    cards.forEach((card, index) => (card.style.top = `${tops[index] ?? 0}px`))
    list.style.minHeight = `${Math.max(0, ...tops.map((one, index) => one + (heights[index] ?? 0))) + gap}px`
  }, [editor, chosen])

  useLayoutEffect(align, [align, ordered, threads])
  useEffect(() => {
    if (editor.isDestroyed) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = (): void => {
      clearTimeout(timer)
      timer = setTimeout(align, rest)
    }
    editor.on('transaction', later)
    const sizes = new ResizeObserver(later)
    sizes.observe(editor.view.dom)
    for (const card of column.current?.children ?? []) sizes.observe(card)
    return () => {
      clearTimeout(timer)
      editor.off('transaction', later)
      sizes.disconnect()
    }
  }, [editor, align, ordered])

  return { column, ordered, lost }
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

/** Of words off the screen only their block is laid out: its height will do. */
function topOf({ view, state }: Editor, pos: number): number {
  const $pos = state.doc.resolve(pos)
  const block = view.nodeDOM($pos.depth > 0 ? $pos.before(1) : pos)
  if (!(block instanceof HTMLElement)) return 0
  const { top, bottom } = block.getBoundingClientRect()
  return bottom < 0 || top > window.innerHeight ? top : view.coordsAtPos(pos).top
}

function placed(wanted: readonly (number | null)[], heights: readonly number[], chosen: number): number[] {
  const tops: number[] = []
  let free = 0
  wanted.forEach((want, index) => {
    tops[index] = Math.max(free, index === chosen && want !== null ? want : (want ?? free))
    free = (tops[index] ?? 0) + (heights[index] ?? 0) + gap
  })
  const want = wanted[chosen]
  if (want === undefined || want === null) return tops
  let limit = Math.max(0, want)
  tops[chosen] = limit
  for (let index = chosen - 1; index >= 0; index--) {
    tops[index] = Math.min(tops[index] ?? 0, limit - gap - (heights[index] ?? 0))
    limit = tops[index] ?? 0
  }
  free = (tops[chosen] ?? 0) + (heights[chosen] ?? 0) + gap
  for (let index = chosen + 1; index < tops.length; index++) {
    tops[index] = Math.max(free, wanted[index] ?? free)
    free = (tops[index] ?? 0) + (heights[index] ?? 0) + gap
  }
  return tops
}
