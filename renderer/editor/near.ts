import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { z } from 'zod'
import { takeSelection } from './selection.ts'

/** A text of more blocks than this is long: about 60 pages. */
const longText = 300
/** So many blocks before and behind what is on the screen, and the caret, are near. */
const margin = 60
/** They are reckoned anew when so few are left, or so many have come together, as when all was replaced. */
const [least, most] = [20, 12 * margin]

/** Places in the text, at borders of blocks. */
const stretch = z.object({ from: z.number(), to: z.number() })
type Stretch = z.infer<typeof stretch>
type Near = { screen: Stretch | null; marks: DecorationSet; count: number }

const key = new PluginKey<Near>('near')
const nothing: Near = { screen: null, marks: DecorationSet.empty, count: 0 }

/**
 * Marks a long text as `long` and its blocks about the screen, the caret and the other end of the selection as `near`, for
 * `sheet.css` to leave all others out. Chromium asks each block that may come to the screen (`content-visibility: auto`) where it
 * is, 2 µs a block whenever something was laid out: of the work of a key at 500 pages a third (Chromium 130; T6 of performance.md).
 *
 * What is left out keeps its height, its place in the text and its letters for finding, copying and saving. For the keys it is not
 * there: so what is about the caret is always near, and those that go to either end are our own (jumps.ts). A screen reader cannot see it
 * either: while one is in use nothing is left out.
 */
export const NearBlocks = Extension.create({
  name: 'near',
  addProseMirrorPlugins() {
    return [
      new Plugin<Near>({
        key,
        state: {
          init: (_, state) => marked(state, null),
          apply(tr, before, old, now) {
            if (now.doc.childCount <= longText) return nothing
            const told = stretch.safeParse(tr.getMeta(key)).data
            if (told) return marked(now, told)
            const screen = before.screen && { from: tr.mapping.map(before.screen.from, -1), to: tr.mapping.map(before.screen.to, 1) }
            const marks = tr.docChanged ? before.marks.map(tr.mapping, now.doc) : before.marks
            const were = hands(old)
            const isWhole = now.doc.childCount === old.doc.childCount && marks.find().length === before.count
            return isWhole && hands(now).every((at, end) => at === were[end] || isAmid(marks, now.doc, at, at))
              ? { screen, marks, count: before.count }
              : marked(now, screen)
          },
        },
        props: {
          decorations: (state) => key.getState(state)?.marks,
          attributes: ({ doc }): Record<string, string> => (doc.childCount > longText ? { class: 'long' } : {}),
        },
        view: watchScreen,
      }),
    ]
  },
})

/** The blocks that the two ends of the selection are in. */
const hands = ({ doc, selection: { $anchor, $head } }: EditorState): number[] =>
  [$anchor, $head].map(($end) => Math.min($end.index(0), doc.childCount - 1))

function marked(state: EditorState, screen: Stretch | null): Near {
  const { doc } = state
  if (doc.childCount <= longText) return nothing
  const ends = hands(state)
  const near: Decoration[] = []
  doc.forEach((block, at, index) => {
    const isOnScreen = screen && at >= screen.from && at < screen.to
    if (isOnScreen || ends.some((end) => Math.abs(end - index) <= margin))
      near.push(Decoration.node(at, at + block.nodeSize, { class: 'near' }))
  })
  return { screen, marks: DecorationSet.create(doc, near), count: near.length }
}

/** Whether these blocks are marked, and enough about them. */
function isAmid(marks: DecorationSet, doc: Node, from: number, to: number): boolean {
  const [first, last] = [Math.max(0, from - least), Math.min(doc.childCount - 1, to + least)]
  let at = 0
  for (let block = 0; block <= last; block++) {
    if (block >= first && marks.find(at, at + 1).length === 0) return false
    at += doc.child(block).nodeSize
  }
  return true
}

/** Tells the text which blocks are on the screen: when the desk is scrolled, and when it or the text has another size. */
function watchScreen(view: EditorView): { destroy(): void } {
  const desk = view.dom.closest('.desk')
  if (!desk) return { destroy: () => undefined }
  const look = (): void => {
    const { doc } = view.state
    if (doc.childCount <= longText) return
    const room = desk.getBoundingClientRect()
    const blocks = view.dom.children
    const first = firstOf(blocks, ({ bottom }) => bottom > room.top)
    const last = firstOf(blocks, ({ bottom }) => bottom >= room.bottom)
    const [from, to] = [indexOf(view, blocks[first]), indexOf(view, blocks[last])]
    const { marks, count } = key.getState(view.state) ?? nothing
    if (count <= most && isAmid(marks, doc, from, to)) return
    takeSelection(view)
    view.dispatch(view.state.tr.setMeta(key, placesOf(doc, from - margin, to + margin)).setMeta('addToHistory', false))
  }
  const sizes = new ResizeObserver(look)
  sizes.observe(desk)
  sizes.observe(view.dom)
  desk.addEventListener('scroll', look, { passive: true })
  return {
    destroy() {
      sizes.disconnect()
      desk.removeEventListener('scroll', look)
    },
  }
}

/** The first block that is so, of blocks one below the other; the last where none is. */
function firstOf(blocks: HTMLCollection, isSo: (box: DOMRect) => boolean): number {
  let [low, high] = [0, blocks.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    const block = blocks[middle]
    if (block && isSo(block.getBoundingClientRect())) high = middle
    else low = middle + 1
  }
  return low
}

function indexOf(view: EditorView, block: Element | undefined): number {
  const { doc } = view.state
  return block ? Math.min(doc.resolve(view.posAtDOM(block, 0)).index(0), doc.childCount - 1) : 0
}

function placesOf(doc: Node, first: number, last: number): Stretch {
  const places = { from: 0, to: doc.content.size }
  doc.forEach((block, at, index) => {
    if (index === first) places.from = at
    if (index === last) places.to = at + block.nodeSize
  })
  return places
}
