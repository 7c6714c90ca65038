import { useMemo, type ReactNode } from 'react'
import { useRegisterState } from '../hub/useHub.ts'
import { Empty } from './Empty.tsx'
import { ErrorNotice } from './ErrorNotice.tsx'
import { Page } from './Page.tsx'
import { RecordTable, type RecordChoice, type RecordColumn, type Sort } from './RecordTable.tsx'
import { Waiting } from './Waiting.tsx'

type Props<T> = {
  title: string
  count: string
  records: readonly T[]
  columns: readonly RecordColumn<T>[]
  first: Sort
  name: (record: T) => string
  onOpen?: (record: T) => void
  empty: string
  choice?: RecordChoice
  /** Which of the records pass the filters (all where it is left out), how many do, and what stands there when none does. */
  shown?: { is?: (record: T) => boolean; count: number; none: ReactNode }
  /** Where else one may want to go from here. */
  beside?: ReactNode
  /** The act the page is for. */
  act?: ReactNode
  /** Stands over the list when there is one. */
  above?: ReactNode
  /** Beside the list, or under it where the window is narrow. */
  aside?: ReactNode
  children?: ReactNode
}

/** A page that is one list of the register: never empty because it is still being opened. */
export function ListPage<T extends { id: string }>({
  title,
  count,
  records,
  columns,
  first,
  name,
  onOpen,
  empty,
  choice,
  shown,
  beside,
  act,
  above,
  aside,
  children,
}: Props<T>) {
  const { state, restart } = useRegisterState()
  const isShown = shown?.is
  // The same element as long as nothing of it has changed: what is pressed above a long list does not draw it again.
  const table = useMemo(
    () => (
      <RecordTable
        {...{ label: title, records, columns, first, name }}
        {...(isShown && { isShown })}
        {...(onOpen && { onOpen })}
        {...(choice && { choice })}
      />
    ),
    [title, records, columns, first, name, isShown, onOpen, choice],
  )
  return (
    <Page
      title={title}
      heading={<h1>{title}</h1>}
      beside={
        records.length > 0 && (
          <span className="beside">
            <span className="soft numbers">{count}</span>
            {beside}
          </span>
        )
      }
      acts={records.length > 0 && act}
    >
      {records.length > 0 && above}
      <div className={aside ? 'list beside-it' : 'list'}>
        <div className="panel">
          {records.length > 0 && (shown?.count ?? records.length) > 0 ? (
            table
          ) : records.length > 0 ? (
            shown?.none
          ) : state.is === 'opening' ? (
            <Waiting />
          ) : state.is === 'refused' ? (
            <ErrorNotice failure={state.failure} onRetry={restart} />
          ) : (
            <Empty text={empty}>{act}</Empty>
          )}
        </div>
        {aside && <aside>{aside}</aside>}
      </div>
      {children}
    </Page>
  )
}
