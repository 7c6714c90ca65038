import { useCallback, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, Fragment, type ReactNode, type Ref } from 'react'
import { flushSync } from 'react-dom'
import { Seats } from './seats.ts'

export type RowsView = {
  /** Brings a row into the picture. */
  show: (index: number) => void
  /** So many stand in one picture. */
  perPicture: () => number
}

type Props<T> = {
  items: readonly T[]
  /** Tells one from another. */
  idOf: (item: T) => string
  /** Of a row, in px: all have one height. */
  height: number
  columns: number
  /** Stays in the page wherever it is scrolled to, so that the focus in it is not lost; -1 for none. */
  keep: number
  view?: Ref<RowsView>
  /** A row without a key of its own is taken over by another item; one with a key is made anew for it. */
  children: (item: T, index: number) => ReactNode
}

/** So many rows are there above and below the picture. */
const spare = 6

/** The rows of a long table within a page, or a part of it, that scrolls: only those near the picture are there, the rest is room. */
export function VirtualRows<T>({ items, idOf, height, columns, keep, view, children }: Props<T>) {
  const { body, picture, show, perPicture } = usePicture(height)
  useImperativeHandle(view, () => ({ show, perPicture }))
  const [seats] = useState(() => new Seats())
  // A list that has become shorter is scrolled back by the page a moment later.
  const first = Math.max(0, Math.min(picture.first, items.length - picture.rows) - spare)
  const there = useMemo(() => {
    const after = Math.min(items.length, first + picture.rows + 2 * spare)
    const near = Array.from({ length: Math.max(0, after - first) }, (_, nth) => first + nth)
    if (keep < 0 || keep >= items.length) return near
    return keep < first ? [keep, ...near] : keep >= after ? [...near, keep] : near
  }, [items, first, picture.rows, keep])
  const places = useMemo(() => {
    const ids = there.flatMap((index) => (items[index] === undefined ? [] : [idOf(items[index])]))
    return seats.of(ids, items[keep] === undefined ? null : idOf(items[keep]))
  }, [seats, there, items, idOf, keep])
  const last = there.at(-1) ?? -1
  return (
    <tbody ref={body}>
      {there.flatMap((index, at) => {
        const item = items[index]
        const skipped = index - (there[at - 1] ?? -1) - 1
        return item === undefined
          ? []
          : [
              skipped > 0 && <Room key={at === 0 ? 'above' : 'between'} {...{ columns, height: skipped * height }} />,
              <Fragment key={places[at]}>{children(item, index)}</Fragment>,
            ]
      })}
      {last < items.length - 1 && <Room key="below" {...{ columns, height: (items.length - 1 - last) * height }} />}
    </tbody>
  )
}

/** Which rows the picture shows: looked up when it is scrolled and when it changes its size, never while rows are drawn. */
function usePicture(height: number) {
  const body = useRef<HTMLTableSectionElement>(null)
  const scroller = useRef<HTMLElement>(null)
  // Until the page is measured a screenful stands there at once.
  const [picture, setPicture] = useState(() => ({ first: 0, rows: Math.ceil(window.innerHeight / height) }))
  useLayoutEffect(() => {
    const found = body.current?.closest<HTMLElement>('.page-body, .import-preview') ?? null
    scroller.current = found
    if (!found) return
    const look = (): void => {
      if (!body.current) return
      const above = found.getBoundingClientRect().top - body.current.getBoundingClientRect().top
      const first = Math.max(0, Math.floor(above / height))
      const rows = Math.ceil(found.clientHeight / height) + 1
      setPicture((now) => (now.first === first && now.rows === rows ? now : { first, rows }))
    }
    // What is scrolled into the picture is there before it is painted.
    const scrolled = (): void => flushSync(look)
    const size = new ResizeObserver(look)
    size.observe(found)
    found.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      size.disconnect()
      found.removeEventListener('scroll', scrolled)
    }
  }, [height])
  const show = useCallback(
    (index: number): void => {
      const [rows, page] = [body.current, scroller.current]
      if (!rows || !page) return
      const top = rows.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop + index * height
      // The head of the table stands over the first row.
      if (top - height < page.scrollTop) page.scrollTop = top - height
      else if (top + height > page.scrollTop + page.clientHeight) page.scrollTop = top + height - page.clientHeight
    },
    [height],
  )
  const perPicture = useCallback((): number => Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 2), [height])
  return { body, picture, show, perPicture }
}

const Room = ({ columns, height }: { columns: number; height: number }) => (
  <tr aria-hidden className="room">
    <td colSpan={columns} style={{ height }} />
  </tr>
)
