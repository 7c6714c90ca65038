import { useState, type ReactNode } from 'react'
import { toHash, type Place } from '../place.ts'
import { useText } from '../text.ts'

type StationProps = { name: string; day?: string | null; reached?: boolean; here?: boolean; children?: ReactNode }

/** One stop of the line, with what stands there. */
export function Station({ name, day = null, reached = true, here = false, children }: StationProps) {
  const { waiting } = useText().recommendations.line
  return (
    <li className={`${reached ? 'reached' : 'ahead'}${here ? ' here' : ''}`} aria-current={here ? 'step' : undefined}>
      <span className="station-name">{name}</span>
      <span className="soft numbers">{day ?? (reached ? '' : waiting)}</span>
      {children && <div>{children}</div>}
    </li>
  )
}

/** So many stand there before the rest is asked for. */
const most = 6

type StopsProps<T> = {
  name: string
  records: readonly T[]
  dayOf: (record: T) => string | null
  here: boolean
  children: (record: T) => ReactNode
}

/** A stop with as many records as there are; with one of them its day stands beside the name. */
export function Stops<T extends { id: string }>({ name, records, dayOf, here, children }: StopsProps<T>) {
  const { line } = useText().recommendations
  const [all, setAll] = useState(false)
  const [only, ...others] = records
  if (!only) return null
  if (others.length === 0)
    return (
      <Station name={name} day={dayOf(only)} here={here}>
        {children(only)}
      </Station>
    )
  const shown = all ? records : records.slice(0, most)
  return (
    <Station name={name} day={String(records.length)} here={here}>
      <ul>
        {shown.map((record) => (
          <li key={record.id}>{children(record)}</li>
        ))}
      </ul>
      {shown.length < records.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          {line.more(records.length - shown.length)}
        </button>
      )}
    </Station>
  )
}

type WayProps = { place: Place; here?: boolean; children: string }

/** Where one goes on from here; what the walk began with is named and not left. */
export const Way = ({ place, here = false, children }: WayProps) =>
  here ? (
    <strong tabIndex={0} data-stop>
      {children}
    </strong>
  ) : (
    <a className="link" href={toHash(place)} data-stop>
      {children}
    </a>
  )
