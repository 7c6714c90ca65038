import { Plus } from 'lucide-react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { nameOf } from '../../shared/dialogues/attendees.ts'
import { chairClashes, clashesOf, overruns } from '../../shared/dialogues/clashes.ts'
import { agendaItems, lasts, slots, type AgendaItem } from '../../shared/documents/agenda.ts'
import type { Dialogue } from '../../shared/register.ts'
import { useRegister } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { toast } from '../ui/toasts.ts'
import { AgendaRow, type RowActs } from './AgendaRow.tsx'
import { focusCell } from './cells.ts'
import type { AgendaEdits } from './useAgenda.ts'
import { useOtherAgendas } from './useOtherAgendas.ts'
import { useReorder } from './useReorder.ts'

type Props = {
  dialogue: Dialogue
  doc: Y.Doc
  awareness: Awareness
  editable: boolean
  agenda: AgendaEdits
  /** The first item, when it was just added. */ begun: string | null
}

const timing = ({ id, minutes, fixedAt }: AgendaItem): string => `${id} ${String(minutes)} ${fixedAt}`
const speaking = (item: AgendaItem): string => `${timing(item)} ${item.speaker}`

/** The items as they were when what `says` tells of them last changed: what follows from that alone is not reckoned with every letter. */
function useKept(items: readonly AgendaItem[], says: (item: AgendaItem) => string): readonly AgendaItem[] {
  const [kept, keep] = useState(items)
  const same = (one: AgendaItem, other: AgendaItem | undefined): boolean =>
    one === other || (other !== undefined && says(one) === says(other))
  if (kept.length === items.length && kept.every((one, at) => same(one, items[at]))) return kept
  keep(items)
  return items
}

const none: ReturnType<typeof clashesOf> = new Map()

/** The agenda as a table, times following from the durations. Enter adds a row below, Alt+↑ and Alt+↓ move it. */
export function AgendaTable({ dialogue, doc, awareness, editable, agenda, begun }: Props) {
  const t = useText()
  const { agenda: words } = t.dialogues
  const table = useRef<HTMLTableElement>(null)
  useEffect(() => focusCell(table.current, begun ?? undefined, 'segment'), [begun])
  const [said, say] = useState('')
  const { items } = agenda
  const timed = useKept(items, timing)
  const spoken = useKept(items, speaking)
  const times = useMemo(() => slots(dialogue.startsAt, timed), [dialogue.startsAt, timed])
  const late = useMemo(() => overruns(dialogue.startsAt, dialogue.endsAt ?? '', timed), [dialogue.startsAt, dialogue.endsAt, timed])
  const others = useOtherAgendas(dialogue)
  const people = useRegister('attendees')
  const clashes = useMemo(() => {
    if (others.length === 0) return none
    const ids = new Set([dialogue.id, ...others.map(({ id }) => id)])
    const names = people.flatMap((one) => (ids.has(one.dialogueId) ? [nameOf(one)] : []))
    return clashesOf({ ...dialogue, items: spoken }, others, [...names, dialogue.chair])
  }, [dialogue, spoken, others, people])
  const chairs = useMemo(() => chairClashes({ ...dialogue, items: timed }, others), [dialogue, timed, others])
  const nameAt = (at: number): string => items[at]?.content || items[at]?.segment || words.item(at + 1)

  const move = (from: number, to: number): void => {
    const item = items[from]
    if (!item || to < 0 || to >= items.length || to === from) return
    const before = items[from - 1]?.id ?? null
    agenda.move(item.id, items[to > from ? to : to - 1]?.id ?? null)
    say(words.moved(nameAt(from), to + 1))
    toast(words.moved(nameAt(from), to + 1), {
      about: `agenda/${dialogue.id}`,
      act: { label: t.app.undo, run: () => agenda.move(item.id, before) },
    })
  }
  const reorder = useReorder(table, move)
  const add = (after: string | null): void => focusCell(table.current, agenda.add(after), 'segment')
  const remove = (at: number): void => {
    const item = items[at]
    if (!item) return
    const { undo, forget } = agenda.remove(item.id)
    toast(words.removed(nameAt(at)), { act: { label: t.app.undo, run: undo }, onGone: forget })
    focusCell(table.current, (items[at + 1] ?? items[at - 1])?.id, 'segment')
  }
  const acts = useSteadyActs({
    add,
    remove,
    move,
    step: (at, column, by) => focusCell(table.current, items[at + by]?.id, column),
    minutes: agenda.setMinutes,
    fix: agenda.fixTime,
    answer: agenda.setResponder,
    grab: reorder.grab,
  })

  return (
    <>
      <table className="agenda-table" ref={table}>
        <Head editable={editable} />
        <tbody>
          {items.map((item, at) => {
            const map = agendaItems(doc).get(item.id)
            const time = times[at]
            return (
              map &&
              time && (
                <AgendaRow
                  key={item.id}
                  item={item}
                  map={map}
                  awareness={awareness}
                  at={at}
                  from={time.from}
                  to={time.to}
                  gap={time.gap}
                  overrun={late.get(item.id) ?? 0}
                  clash={(clashes.get(item.id) ?? [])
                    .map(({ person, title, from, to }) => words.speaksElsewhere(person, title, from, to))
                    .join('\n')}
                  editable={editable}
                  dragging={reorder.from === at}
                  dropMark={reorder.to === at && reorder.from !== at ? (at > (reorder.from ?? at) ? 'below' : 'above') : null}
                  acts={acts}
                />
              )
            )
          })}
        </tbody>
      </table>
      <footer className="agenda-foot">
        {editable && (
          <Button icon={<Plus size={16} aria-hidden />} onClick={() => add(items.at(-1)?.id ?? null)}>
            {words.add}
          </Button>
        )}
        {chairs.map(({ person, title, from, to }) => (
          <span key={title} className="item-clash">
            {words.chairsElsewhere(person, title, from, to)}
          </span>
        ))}
        <p className="numbers">
          {late.size > 0 && <span className="item-clash">{words.overrun(Math.max(...late.values()))}</span>}
          <span>{words.items(items.length)}</span>
          <span>{words.total(lasts(dialogue.startsAt, timed))}</span>
          <strong>{words.range(dialogue.startsAt.slice(11, 16), times.at(-1)?.to ?? '')}</strong>
        </p>
      </footer>
      <p className="spoken" role="status">
        {said}
      </p>
    </>
  )
}

function Head({ editable }: { editable: boolean }) {
  const { agenda } = useText().dialogues
  return (
    <thead>
      <tr>
        <th className="agenda-number">{agenda.number}</th>
        <th className="agenda-time">{agenda.time}</th>
        <th className="agenda-segment">{agenda.segment}</th>
        <th className="agenda-content">{agenda.content}</th>
        <th className="agenda-speaker">{agenda.speaker}</th>
        <th className="agenda-responder">{agenda.responder}</th>
        <th className="agenda-papers">{agenda.papers}</th>
        <th className="agenda-minutes">{agenda.minutes}</th>
        {editable && (
          <th className="agenda-acts">
            <span className="spoken">{agenda.acts}</span>
          </th>
        )}
      </tr>
    </thead>
  )
}

/** The acts of the newest rendering behind an object that stays the same: a row is rendered for what it shows only. */
function useSteadyActs(acts: RowActs): RowActs {
  const newest = useRef(acts)
  useLayoutEffect(() => {
    newest.current = acts
  })
  return useMemo(
    () => ({
      add: (after) => newest.current.add(after),
      remove: (at) => newest.current.remove(at),
      move: (from, to) => newest.current.move(from, to),
      step: (at, column, by) => newest.current.step(at, column, by),
      minutes: (id, minutes) => newest.current.minutes(id, minutes),
      fix: (id, time) => newest.current.fix(id, time),
      answer: (id, unit) => newest.current.answer(id, unit),
      grab: (event, at) => newest.current.grab(event, at),
    }),
    [],
  )
}
