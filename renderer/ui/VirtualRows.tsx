import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useImperativeHandle, useLayoutEffect, useRef, useState, type ReactNode, type Ref } from 'react'

export type RowsView = {
  /** Brings a row into the picture. */
  show: (index: number) => void
  /** So many stand in one picture. */
  perPicture: () => number
}

type Props<T> = {
  items: readonly T[]
  /** Of a row, in px: all have one height. */
  height: number
  columns: number
  /** Stays in the page wherever it is scrolled to, so that the focus in it is not lost; -1 for none. */
  keep: number
  view?: Ref<RowsView>
  children: (item: T, index: number) => ReactNode
}

/** The rows of a long table within a page, or a part of it, that scrolls: only those near the picture are there, the rest is room. */
export function VirtualRows<T>({ items, height, columns, keep, view, children }: Props<T>) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [margin, setMargin] = useState(0)
  const rangeExtractor = useCallback(
    (range: Range): number[] => {
      const inView = defaultRangeExtractor(range)
      return keep < 0 || keep >= range.count || inView.includes(keep) ? inView : [...inView, keep].sort((a, b) => a - b)
    },
    [keep],
  )
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is compiled, and its functions are not passed on
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: () => height,
    overscan: 6,
    scrollMargin: margin,
    scrollPaddingStart: height,
    // Until the page is measured a screenful stands there at once.
    initialRect: { width: 0, height: window.innerHeight },
    rangeExtractor,
  })
  useLayoutEffect(() => {
    const found = body.current?.closest<HTMLElement>('.page-body, .import-preview') ?? null
    setScroller(found)
    if (!found || !body.current) return
    setMargin(Math.round(body.current.getBoundingClientRect().top - found.getBoundingClientRect().top + found.scrollTop))
  }, [items])
  useImperativeHandle(view, () => ({
    show: (index) => rows.scrollToIndex(index),
    perPicture: () => Math.max(1, Math.floor((scroller?.clientHeight ?? height) / height) - 2),
  }))
  const there = rows.getVirtualItems()
  const last = there.at(-1)?.index ?? -1
  return (
    <tbody ref={body}>
      {/* Flat, so that a row is told by its own key: it is the same one wherever it stands, and keeps the focus. */}
      {there.flatMap(({ index, key }, at) => {
        const item = items[index]
        const skipped = index - (there[at - 1]?.index ?? -1) - 1
        return item === undefined
          ? []
          : [skipped > 0 && <Room key={`${key}:room`} {...{ columns, height: skipped * height }} />, children(item, index)]
      })}
      {last < items.length - 1 && <Room {...{ columns, height: (items.length - 1 - last) * height }} />}
    </tbody>
  )
}

const Room = ({ columns, height }: { columns: number; height: number }) => (
  <tr aria-hidden className="room">
    <td colSpan={columns} style={{ height }} />
  </tr>
)
