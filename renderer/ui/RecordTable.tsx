import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { toHash, type Place } from '../place.ts'
import { useLocale } from '../text.ts'
import { VirtualRows, type RowsView } from './VirtualRows.tsx'
import { takeWantedRow } from './wantedRow.ts'

export type RecordColumn<T> = {
  id: string
  label: string
  show: (record: T) => ReactNode
  /** What it is sorted by; text compares as the language does. */
  by: (record: T) => string | number
  /** Share of the width. */
  width: string
}
export type Sort = { column: string; direction: 'ascending' | 'descending' }

type Props<T> = {
  label: string
  records: readonly T[]
  /** Of them those that stand there; all where it is left out. */
  shown?: readonly T[]
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

/** As `--row` says. */
const rowHeight = 36

/**
 * A list of records, ten thousand as well as ten: rows of one height, sorted by any column, opened by Enter or a click, walked by
 * arrow keys and letters.
 */
export function RecordTable<T extends { id: string }>({ label, records, shown = records, columns, first, onOpen, name, choice }: Props<T>) {
  const locale = useLocale()
  const [sort, setSort] = useState(first)
  const sorted = useMemo(
    () => inOrder(records, columns.find(({ id }) => id === sort.column)?.by, sort, locale),
    [records, columns, sort, locale],
  )
  // What a filter leaves keeps the order that all have, so that filtering never sorts.
  const rows = useMemo(() => {
    if (shown === records) return sorted
    const among = new Set(shown)
    return sorted.filter((record) => among.has(record))
  }, [sorted, shown, records])
  const { current, setCurrent, onKeyDown, table, view } = useRows({ rows, name, ...(onOpen && { onOpen }), ...(choice && { choice }) })
  const toggle = ({ id }: T): void => choice?.onChoose(toggled(choice.chosen, id))
  const press = (record: T, { target }: MouseEvent): void => {
    if (target instanceof Element && target.closest('a, button, input, select, [role=button]')) return
    if (choice && choice.chosen.size > 0) toggle(record)
    else onOpen?.(record)
  }
  const all = choice !== undefined && rows.length > 0 && rows.every(({ id }) => choice.chosen.has(id))
  return (
    <table
      className="records"
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-multiselectable={choice ? true : undefined}
      ref={table}
      onKeyDown={onKeyDown}
    >
      <thead>
        <tr aria-rowindex={1}>
          {choice && (
            <th className="records-column records-box" scope="col">
              <Box
                label={choice.labelAll}
                checked={all}
                some={!all && rows.some(({ id }) => choice.chosen.has(id))}
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
      <VirtualRows
        items={rows}
        height={rowHeight}
        columns={columns.length + (choice ? 1 : 0)}
        keep={rows.findIndex(({ id }) => id === current)}
        view={view}
      >
        {(record, index) => (
          <tr
            key={record.id}
            className={onOpen ? 'records-row opens' : 'records-row'}
            data-record={record.id}
            aria-rowindex={index + 2}
            aria-selected={choice?.chosen.has(record.id)}
            tabIndex={record.id === (current ?? rows[0]?.id) ? 0 : -1}
            onFocus={() => setCurrent(record.id)}
            onClick={(event) => press(record, event)}
          >
            {choice && (
              <td className="records-cell records-box">
                <Box label={choice.label} checked={choice.chosen.has(record.id)} onChange={() => toggle(record)} inRow />
              </td>
            )}
            {columns.map((column) => (
              <td key={column.id} className="records-cell">
                {column.show(record)}
              </td>
            ))}
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
    const at = rows.findIndex(({ id }) => id === takeWantedRow((wantedId) => rows.some((row) => row.id === wantedId)))
    if (at >= 0) view.current?.show(at)
  }, [rows])
  // Who has gone leaves the first row to be reached by Tab.
  const here = rows.some(({ id }) => id === current) ? current : null

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
    const at = rows.findIndex(({ id }) => id === target.dataset['record'])
    const page = view.current?.perPicture() ?? 10
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    }
    const step = steps[key]
    const record = rows[at]
    if (step !== undefined) {
      const to = stand(step)
      if (shiftKey && choice && record && to) choice.onChoose(new Set([...choice.chosen, record.id, to.id]))
    } else if (key === 'Enter' && record && onOpen) onOpen(record)
    else if (key === ' ' && record && choice) choice.onChoose(toggled(choice.chosen, record.id))
    else if (key === 'a' && (event.ctrlKey || event.metaKey) && choice) choice.onChoose(new Set(rows.map(({ id }) => id)))
    else if (key === 'Escape' && choice && choice.chosen.size > 0) choice.onChoose(new Set())
    else if (key.length === 1 && key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) byLetter(key, at)
    else return
    event.preventDefault()
  }
  return { current: here, setCurrent, onKeyDown, table, view }
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

/** What it is sorted by is asked for once a record; days and numbers need no dictionary to be compared. */
function inOrder<T>(records: readonly T[], by: RecordColumn<T>['by'] | undefined, { direction }: Sort, locale: string): readonly T[] {
  if (!by) return records
  const text = new Intl.Collator(locale, { numeric: true })
  const sign = direction === 'descending' ? -1 : 1
  return records
    .map((record) => ({ record, key: by(record) }))
    .sort((a, b) => sign * compare(a.key, b.key, text))
    .map(({ record }) => record)
}

const day = /^\d{4}-\d\d-\d\d/
function compare(a: string | number, b: string | number, text: Intl.Collator): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [one, other] = [String(a), String(b)]
  if (day.test(one) && day.test(other)) return one < other ? -1 : Number(one > other)
  return text.compare(one, other)
}

/** The name of a record, as the way to it; by keys its row is. */
export const RecordLink = ({ place, children }: { place: Place; children: string }) => (
  <a className="records-link" href={toHash(place)} tabIndex={-1}>
    {children}
  </a>
)
