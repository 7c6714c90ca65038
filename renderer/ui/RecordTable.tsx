import { useEffect, useMemo, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { toHash, type Place } from '../place.ts'
import { useLocale } from '../text.ts'
import { Order } from './order.ts'
import { VirtualRows, type RowsView } from './VirtualRows.tsx'
import { takeWantedRow } from './wantedRow.ts'

export type RecordColumn<T> = {
  id: string
  label: string
  show: (record: T) => ReactNode
  /** What it is sorted by; text compares as the language does. */
  by: (record: T) => string | number
  /** Of the column, as CSS has it; `auto` is what the others leave. */
  width: string
}
export type Sort = { column: string; direction: 'ascending' | 'descending' }

type Props<T> = {
  label: string
  records: readonly T[]
  /** Which of them stand there; all where it is left out. */
  isShown?: (record: T) => boolean
  columns: readonly RecordColumn<T>[]
  first: Sort
  onOpen?: (record: T) => void
  /** What the row is called: letters typed lead to it. */
  name: (record: T) => string
  /** Rows can be chosen, by a box or with Space. */
  choice?: RecordChoice
}

export type RecordChoice = {
  chosen: ReadonlySet<string>
  onChoose: (ids: ReadonlySet<string>) => void
  /** What the boxes are called. */
  label: string
  labelAll: string
}

const idOf = ({ id }: { id: string }): string => id
/** As `--row` says. */
const rowHeight = 36

/**
 * A list of records, ten thousand as well as ten: rows of one height, sorted by any column, opened by Enter or a click, walked by
 * arrow keys and letters.
 */
export function RecordTable<T extends { id: string }>({ label, records, isShown, columns, first, onOpen, name, choice }: Props<T>) {
  const locale = useLocale()
  const [sort, setSort] = useState(first)
  const [order] = useState(() => new Order<T>())
  const sorted = useMemo(() => {
    const by = columns.find(({ id }) => id === sort.column)?.by
    return by ? order.of(records, { by, direction: sort.direction, locale }) : records
  }, [order, records, columns, sort, locale])
  // What a filter leaves keeps the order that all have, so that filtering never sorts.
  const rows = useMemo(() => (isShown ? sorted.filter(isShown) : sorted), [sorted, isShown])
  const { current, at, setCurrent, onKeyDown, table, view } = useRows({ rows, name, ...(onOpen && { onOpen }), ...(choice && { choice }) })
  const cellsOf = useMemo(() => drawnOnce<T>(columns), [columns])
  const press = ({ target }: MouseEvent): void => {
    if (!(target instanceof Element) || target.closest('a, button, input, select, [role=button]')) return
    const id = rowOf(target)
    const record = rows.find((row) => row.id === id)
    if (!record) return
    if (choice && choice.chosen.size > 0) choice.onChoose(toggled(choice.chosen, record.id))
    else onOpen?.(record)
  }
  const stand = ({ target }: FocusEvent): void => {
    const id = rowOf(target)
    if (id !== undefined) setCurrent(id)
  }
  const some = choice !== undefined && choice.chosen.size > 0 && rows.some(({ id }) => choice.chosen.has(id))
  const all = some && rows.every(({ id }) => choice.chosen.has(id))
  return (
    <table
      className="records"
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-multiselectable={choice ? true : undefined}
      ref={table}
      onKeyDown={onKeyDown}
      onFocus={stand}
      onClick={press}
    >
      <thead>
        <tr aria-rowindex={1}>
          {choice && (
            <th className="records-column records-box" scope="col">
              <Box
                label={choice.labelAll}
                checked={all}
                some={some && !all}
                onChange={() => choice.onChoose(new Set(all ? [] : rows.map(({ id }) => id)))}
              />
            </th>
          )}
          {columns.map((column) => (
            <th
              key={column.id}
              className="records-column"
              scope="col"
              aria-sort={column.id === sort.column ? sort.direction : undefined}
              style={{ width: column.width }}
            >
              <button type="button" className="records-label" onClick={() => setSort(next(sort, column.id))}>
                {column.label}
                <span className={`records-sort ${column.id === sort.column ? sort.direction : ''}`} aria-hidden />
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <VirtualRows items={rows} idOf={idOf} height={rowHeight} columns={columns.length + (choice ? 1 : 0)} keep={at} view={view}>
        {(record, index) => (
          <tr
            className={onOpen ? 'records-row opens' : 'records-row'}
            data-record={record.id}
            aria-rowindex={index + 2}
            aria-selected={choice?.chosen.has(record.id)}
            tabIndex={record.id === (current ?? rows[0]?.id) ? 0 : -1}
          >
            {choice && (
              <td className="records-cell records-box">
                <Box
                  label={choice.label}
                  checked={choice.chosen.has(record.id)}
                  onChange={() => choice.onChoose(toggled(choice.chosen, record.id))}
                  inRow
                />
              </td>
            )}
            {cellsOf(record)}
          </tr>
        )}
      </VirtualRows>
    </table>
  )
}

type Rows<T> = { rows: readonly T[]; name: (record: T) => string; onOpen?: (record: T) => void; choice?: RecordChoice }

/** One row of a list has the focus; keys move it, and it stays with its record when others change the list. */
function useRows<T extends { id: string }>({ rows, name, onOpen, choice }: Rows<T>) {
  const [current, setCurrent] = useState<string | null>(null)
  const table = useRef<HTMLTableElement>(null)
  const view = useRef<RowsView>(null)
  const wanted = useRef<string | null>(null)
  const typed = useRef({ letters: '', at: 0 })
  useEffect(() => {
    if (wanted.current === null) return
    const row = table.current?.querySelector<HTMLElement>(`[data-record="${wanted.current}"]`)
    wanted.current = null
    row?.focus({ preventScroll: true })
  })
  useEffect(() => {
    const id = takeWantedRow((wantedId) => rows.some((row) => row.id === wantedId))
    if (id !== null) view.current?.show(rows.findIndex((row) => row.id === id))
  }, [rows])
  const at = useMemo(() => (current === null ? -1 : rows.findIndex(({ id }) => id === current)), [rows, current])

  const stand = (index: number): T | undefined => {
    const to = Math.min(Math.max(index, 0), rows.length - 1)
    const record = rows[to]
    if (!record) return undefined
    wanted.current = record.id
    setCurrent(record.id)
    view.current?.show(to)
    return record
  }
  const byLetter = (letter: string, from: number): void => {
    const now = performance.now()
    typed.current = { letters: now - typed.current.at < 800 ? typed.current.letters + letter : letter, at: now }
    const { letters } = typed.current
    const after = letters.length > 1 ? from : from + 1
    const order = [...rows.keys()].map((at) => (after + at) % rows.length)
    const found = order.find((at) => rows[at] && name(rows[at]).toLowerCase().startsWith(letters.toLowerCase()))
    if (found !== undefined) stand(found)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const { target, key, shiftKey } = event
    if (!(target instanceof HTMLElement) || target.dataset['record'] === undefined) return
    const from = rows.findIndex(({ id }) => id === target.dataset['record'])
    const page = view.current?.perPicture() ?? 10
    const steps: Record<string, number> = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      PageDown: from + page,
      PageUp: from - page,
      Home: 0,
      End: rows.length - 1,
    }
    const step = steps[key]
    const record = rows[from]
    if (step !== undefined) {
      const to = stand(step)
      if (shiftKey && choice && record && to) choice.onChoose(new Set([...choice.chosen, record.id, to.id]))
    } else if (key === 'Enter' && record && onOpen) onOpen(record)
    else if (key === ' ' && record && choice) choice.onChoose(toggled(choice.chosen, record.id))
    else if (key === 'a' && (event.ctrlKey || event.metaKey) && choice) choice.onChoose(new Set(rows.map(({ id }) => id)))
    else if (key === 'Escape' && choice && choice.chosen.size > 0) choice.onChoose(new Set())
    else if (key.length === 1 && key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) byLetter(key, from)
    else return
    event.preventDefault()
  }
  // Who has gone leaves the first row to be reached by Tab.
  return { current: at < 0 ? null : current, at, setCurrent, onKeyDown, table, view }
}

type BoxProps = { label: string; checked: boolean; some?: boolean; onChange: () => void; inRow?: boolean }

const Box = ({ label, checked, some = false, onChange, inRow = false }: BoxProps) => (
  <input
    type="checkbox"
    className="box"
    aria-label={label}
    checked={checked}
    tabIndex={inRow ? -1 : 0}
    ref={(box) => {
      if (box) box.indeterminate = some
    }}
    onChange={onChange}
  />
)

const next = ({ column, direction }: Sort, pressed: string): Sort => ({
  column: pressed,
  direction: column === pressed && direction === 'ascending' ? 'descending' : 'ascending',
})

function toggled(ids: ReadonlySet<string>, id: string): Set<string> {
  const changed = new Set(ids)
  if (!changed.delete(id)) changed.add(id)
  return changed
}

/** Cells stay the same elements until their record changes: a row that scrolls along is not drawn again. */
function drawnOnce<T extends object>(columns: readonly RecordColumn<T>[]): (record: T) => ReactNode {
  const drawn = new WeakMap<T, ReactNode>()
  return (record) => {
    const known = drawn.get(record)
    if (known !== undefined) return known
    const cells = columns.map((column) => {
      const shown = column.show(record)
      // Words that do not fit end in “…” and are told whole by the pointer.
      return (
        <td key={column.id} className="records-cell" title={typeof shown === 'string' ? shown : undefined}>
          {shown}
        </td>
      )
    })
    drawn.set(record, cells)
    return cells
  }
}

/** One answer for all rows, by what stands on each: a list makes no functions for every row. */
const rowOf = (target: Element): string | undefined => target.closest<HTMLElement>('[data-record]')?.dataset['record']

/** The name of a record, as the way to it; by keys its row is. */
export const RecordLink = ({ place, children }: { place: Place; children: string }) => (
  <a className="records-link" href={toHash(place)} title={children} tabIndex={-1}>
    {children}
  </a>
)
