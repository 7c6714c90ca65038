import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useLayoutEffect, useRef, useState, type FocusEvent, type ReactNode } from 'react'

/** Goes on the entry's `li`: which it is of how many, and how its height is measured. */
export type EntryPlace = {
  'data-index': number
  'aria-posinset': number
  'aria-setsize': number
  ref: (entry: HTMLElement | null) => void
}
type Props<T> = {
  items: readonly T[]
  /** What an entry is taken to be high until it is measured, in px. */
  height: number
  className: string
  children: (item: T, place: EntryPlace) => ReactNode
}

/** A long list within a page that scrolls, of entries of any height: only those near the picture are there, and the one with the focus. */
export function VirtualList<T extends { id: string }>({ items, height, className, children }: Props<T>) {
  const list = useRef<HTMLOListElement>(null)
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [margin, setMargin] = useState(0)
  const [current, setCurrent] = useState<string | null>(null)
  const keep = current === null ? -1 : items.findIndex(({ id }) => id === current)
  const rangeExtractor = useCallback(
    (range: Range): number[] => {
      const inView = defaultRangeExtractor(range)
      return keep < 0 || inView.includes(keep) ? inView : [...inView, keep].sort((a, b) => a - b)
    },
    [keep],
  )
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is compiled, and its functions are not passed on
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: () => height,
    getItemKey: (at) => items[at]?.id ?? at,
    overscan: 6,
    scrollMargin: margin,
    // Until the page is measured a screenful stands there at once.
    initialRect: { width: 0, height: window.innerHeight },
    rangeExtractor,
  })
  useLayoutEffect(() => {
    const found = list.current?.closest<HTMLElement>('.page-body') ?? null
    setScroller(found)
    if (!found || !list.current) return
    setMargin(Math.round(list.current.getBoundingClientRect().top - found.getBoundingClientRect().top + found.scrollTop))
  }, [items])
  const there = rows.getVirtualItems()
  const onFocus = ({ target }: FocusEvent): void => {
    const index = target.closest<HTMLElement>('[data-index]')?.dataset['index']
    setCurrent(items[Number(index)]?.id ?? null)
  }
  let reached = margin
  return (
    <ol className={className} ref={list} onFocus={onFocus}>
      {there.flatMap(({ index, key, start, end }) => {
        const item = items[index]
        const room = start - reached
        reached = end
        return item === undefined
          ? []
          : [
              room > 0 && <Room key={`${String(key)}:room`} height={room} />,
              children(item, { 'data-index': index, 'aria-posinset': index + 1, 'aria-setsize': items.length, ref: rows.measureElement }),
            ]
      })}
      {rows.getTotalSize() + margin > reached && <Room height={rows.getTotalSize() + margin - reached} />}
    </ol>
  )
}

const Room = ({ height }: { height: number }) => <li aria-hidden style={{ height }} />
