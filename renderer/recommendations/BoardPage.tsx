import { useEffect, useMemo, useRef, useState, type DragEvent, type KeyboardEvent } from 'react'
import { laneOf, lanes, statusIn, type Lane } from '../../shared/board.ts'
import type { Recommendation } from '../../shared/register.ts'
import { HelpButton } from '../guide/HelpButton.tsx'
import { useCommand, useMay, useRegister, useRegisterState } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useText } from '../text.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Page } from '../ui/Page.tsx'
import { toast } from '../ui/toasts.ts'
import { useAttempt } from '../ui/useAttempt.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { go } from '../usePlace.ts'
import { Due } from './Due.tsx'
import { Filters } from './Filters.tsx'
import { shapeOf } from './shapes.ts'
import { useAsked } from './useAsked.ts'
import { Views } from './Views.tsx'
import './board.css'

/** So many cards stand in a lane at first, and so many more each time that more are asked for. */
const step = 60
const few: Record<Lane, number> = { pending: step, received: step, underway: step, answered: step, outcome: step, closed: step }

/** Records by status: walked by arrow keys, moved on with Alt and an arrow or by the mouse, opened by Enter. */
export default function BoardPage() {
  const t = useText()
  const words = t.recommendations
  const records = useRegister('recommendations')
  const { state } = useRegisterState()
  const { asked, onAsk, shown, counts } = useAsked(records)
  const { failure, move } = useMove()
  const may = useMay('followUp')
  const board = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState<string | null>(null)
  // A card that was moved by keys is another element in its new lane: the focus goes along; and to the first of more cards.
  const wanted = useRef<string | null>(null)
  useEffect(() => {
    const { activeElement } = document
    if (wanted.current === null || (activeElement !== document.body && !activeElement?.hasAttribute('data-more'))) return
    const card = board.current?.querySelector<HTMLElement>(`[data-card="${wanted.current}"]`)
    wanted.current = null
    card?.focus()
  })
  const columns = useMemo(
    () => lanes.map((lane) => ({ lane, records: shown.filter((record) => laneOf(record) === lane).sort(byDue) })),
    [shown],
  )
  const [most, setMost] = useState(few)
  const first = columns.flatMap((column) => column.records.slice(0, 1))[0]?.id
  const here = columns.some(({ lane, records: cards }) => cards.slice(0, most[lane]).some(({ id }) => id === current)) ? current : first
  const showMore = (lane: Lane, next: Recommendation | undefined): void => {
    wanted.current = next?.id ?? null
    setMost({ ...most, [lane]: most[lane] + step })
  }
  return (
    <Page
      title={words.views.board}
      heading={<h1>{words.title}</h1>}
      beside={
        <span className="beside">
          <span className="soft numbers">{words.count(records.length)}</span>
          <Views at="board" />
          <HelpButton of="followUp" />
        </span>
      }
    >
      {failure && <ErrorNotice failure={failure} labels={words.fields} />}
      {records.length === 0 ? (
        state.is === 'opening' ? (
          <Waiting />
        ) : (
          <Empty text={words.empty} />
        )
      ) : (
        <>
          <Filters {...{ records, asked, onAsk, counts }} />
          <div
            className="board"
            ref={board}
            onKeyDown={(event) =>
              walk(event, board.current, (id, to) => {
                if (!may) return
                wanted.current = id
                move(records, id, to)
              })
            }
          >
            {columns.map(({ lane, records: cards }) => (
              <section
                key={lane}
                className="lane"
                aria-label={words.lanes[lane]}
                data-lane={lane}
                {...(may && dropping((id) => move(records, id, lane)))}
              >
                <h2>
                  {words.lanes[lane]} <span className="soft numbers">{cards.length}</span>
                </h2>
                <ul>
                  {cards.slice(0, most[lane]).map((record) => (
                    <Card
                      key={record.id}
                      record={record}
                      movable={may && record.closed === null}
                      here={record.id === here}
                      onStand={setCurrent}
                    />
                  ))}
                </ul>
                {cards.length > most[lane] && (
                  <button type="button" className="button quiet" data-more onClick={() => showMore(lane, cards[most[lane]])}>
                    {words.boardMore(Math.min(step, cards.length - most[lane]), cards.length - most[lane])}
                  </button>
                )}
              </section>
            ))}
          </div>
          {may && <p className="soft board-hint">{words.boardHint}</p>}
        </>
      )}
    </Page>
  )
}

const byDue = (a: Recommendation, b: Recommendation): number => {
  const [one, other] = [a.due ?? '9', b.due ?? '9']
  return one < other ? -1 : Number(one > other)
}

/** Puts a record into another lane, and back again when that is asked for. */
function useMove() {
  const t = useText().recommendations
  const { undo } = useText().app
  const command = useCommand()
  const { failure, attempt } = useAttempt()
  const move = (records: readonly Recommendation[], id: string, lane: Lane): void => {
    const record = records.find((one) => one.id === id)
    const status = statusIn(lane)
    if (!record || record.closed !== null || laneOf(record) === lane) return
    // An outcome is chosen, and closing asked for, where the whole record is in view.
    if (status === null) {
      go({ page: 'recommendation', id })
      return
    }
    const { receivedOn, answeredOn } = record
    attempt(command('followUp', { ids: [id], changes: { status } }), () =>
      toast(t.bulk.statusSet(1, t.statuses[status]), {
        act: {
          label: undo,
          run: () => attempt(command('followUp', { ids: [id], changes: { status: record.status, receivedOn, answeredOn } })),
        },
      }),
    )
  }
  return { failure, move }
}

type CardProps = { record: Recommendation; movable: boolean; here: boolean; onStand: (id: string) => void }

function Card({ record, movable, here, onStand }: CardProps) {
  const t = useText().recommendations
  const { id, measure, lead, closed, status } = record
  return (
    <li className="card" draggable={movable} onDragStart={({ dataTransfer }) => dataTransfer.setData(dragged, id)}>
      <a
        href={toHash({ page: 'recommendation', id })}
        title={measure}
        data-card={id}
        tabIndex={here ? 0 : -1}
        onFocus={() => onStand(id)}
        draggable={false}
      >
        {measure}
      </a>
      <p className="soft">{lead}</p>
      <p>
        <Due record={record} />
      </p>
      {(closed !== null || laneOf(record) === 'outcome') && <Mark shape={shapeOf(record)}>{t.statuses[status]}</Mark>}
    </li>
  )
}

const dragged = 'application/x-yice-record'
const dropping = (onDrop: (id: string) => void) => ({
  onDragOver: (event: DragEvent) => {
    if (event.dataTransfer.types.includes(dragged)) event.preventDefault()
  },
  onDrop: (event: DragEvent) => {
    const id = event.dataTransfer.getData(dragged)
    event.preventDefault()
    if (id !== '') onDrop(id)
  },
})

/** Up and down within a lane, left and right to the card beside; with Alt the card goes along. */
function walk(event: KeyboardEvent<HTMLElement>, board: HTMLElement | null, onMove: (id: string, lane: Lane) => void): void {
  const card = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-card]') : null
  const id = card?.dataset['card']
  if (!board || !card || id === undefined) return
  const columns = [...board.querySelectorAll<HTMLElement>('[data-lane]')]
  const cards = columns.map((lane) => [...lane.querySelectorAll<HTMLElement>('[data-card]')])
  const column = cards.findIndex((lane) => lane.includes(card))
  const row = cards[column]?.indexOf(card) ?? 0
  const side = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
  if (event.altKey && side !== 0) {
    const lane = lanes[column + side]
    if (lane) onMove(id, lane)
  } else if (side !== 0) {
    const beside = side < 0 ? cards.slice(0, column).reverse() : cards.slice(column + 1)
    const next = beside.find((lane) => lane.length > 0)
    next?.[Math.min(row, next.length - 1)]?.focus()
  } else if (event.key === 'ArrowDown') cards[column]?.[row + 1]?.focus()
  else if (event.key === 'ArrowUp') cards[column]?.[row - 1]?.focus()
  else if (event.key === 'Home') cards[column]?.[0]?.focus()
  else if (event.key === 'End') cards[column]?.at(-1)?.focus()
  else return
  event.preventDefault()
}
