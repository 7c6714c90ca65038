import { useMemo, useState, type ReactNode } from 'react'
import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox'
import { Collection } from 'react-aria-components/Collection'
import { Cell, Column, Row, Table, TableBody, TableHeader, type SortDescriptor } from 'react-aria-components/Table'
import { toHash, type Place } from '../place.ts'
import { useLocale } from '../text.ts'
import { Aria } from './Aria.tsx'

export type RecordColumn<T> = {
  id: string
  label: string
  show: (record: T) => ReactNode
  /** What it is sorted by; text compares as the language does. */
  by: (record: T) => string | number
  /** Share of the width. */
  width: string
}

type Props<T> = {
  label: string
  records: readonly T[]
  columns: readonly RecordColumn<T>[]
  first: SortDescriptor
  onOpen?: (record: T) => void
  /** What the row is called for those who hear it. */
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

/** A list of records: rows of one height, sorted by any column, opened by Enter or a click, walked by arrow keys and letters. */
export function RecordTable<T extends { id: string }>({ label, records, columns, first, onOpen, name, choice }: Props<T>) {
  const locale = useLocale()
  const [sort, setSort] = useState(first)
  const sorted = useMemo(() => {
    const by = columns.find((column) => column.id === sort.column)?.by
    const text = new Intl.Collator(locale, { numeric: true })
    const sign = sort.direction === 'descending' ? -1 : 1
    return by ? [...records].sort((a, b) => sign * compare(by(a), by(b), text)) : [...records]
  }, [records, columns, sort, locale])
  return (
    <Aria>
      <Table
        className="records"
        aria-label={label}
        sortDescriptor={sort}
        onSortChange={setSort}
        {...(choice && {
          selectionMode: 'multiple',
          selectionBehavior: 'toggle',
          selectedKeys: choice.chosen,
          onSelectionChange: (keys) => choice.onChoose(new Set(keys === 'all' ? records.map(({ id }) => id) : [...keys].map(String))),
        })}
        {...(onOpen && {
          onRowAction: (key) => {
            const record = records.find(({ id }) => id === key)
            if (record) onOpen(record)
          },
        })}
      >
        <TableHeader>
          {choice && (
            <Column className="records-column records-box" width={40}>
              <CheckboxField slot="selection" aria-label={choice.labelAll}>
                <CheckboxButton className="box" />
              </CheckboxField>
            </Column>
          )}
          <Collection items={columns.map((column) => ({ ...column, isFirst: column === columns[0] }))}>
            {(column) => (
              <Column className="records-column" id={column.id} allowsSorting isRowHeader={column.isFirst} style={{ width: column.width }}>
                {({ sortDirection }) => (
                  <span className="records-label">
                    {column.label}
                    <span className={`records-sort ${sortDirection ?? ''}`} aria-hidden />
                  </span>
                )}
              </Column>
            )}
          </Collection>
        </TableHeader>
        <TableBody items={sorted} dependencies={[columns, choice !== undefined]}>
          {(record) => (
            <Row className="records-row" textValue={name(record)}>
              {choice && (
                <Cell className="records-cell records-box">
                  <CheckboxField slot="selection" aria-label={choice.label}>
                    <CheckboxButton className="box" />
                  </CheckboxField>
                </Cell>
              )}
              <Collection items={columns}>{(column) => <Cell className="records-cell">{column.show(record)}</Cell>}</Collection>
            </Row>
          )}
        </TableBody>
      </Table>
    </Aria>
  )
}

const compare = (a: string | number, b: string | number, text: Intl.Collator): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : text.compare(String(a), String(b))

/** The name of a record, as the way to it. */
export const RecordLink = ({ place, children }: { place: Place; children: string }) => (
  <a className="records-link" href={toHash(place)}>
    {children}
  </a>
)
