import { GripVertical, Plus, X } from 'lucide-react'
import { memo, type KeyboardEvent, type PointerEvent } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { agendaFragment, type AgendaItem, type AgendaText } from '../../shared/documents/agenda.ts'
import { LineEditor } from '../editor/LineEditor.tsx'
import { useMe } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { IconButton } from '../ui/Button.tsx'
import { ItemTime } from './ItemTime.tsx'
import { MinutesField } from './MinutesField.tsx'
import { ResponderField } from './ResponderField.tsx'

export type Column = AgendaText | 'responder' | 'minutes'
type Props = {
  item: AgendaItem
  map: Y.Map<unknown>
  awareness: Awareness
  at: number
  /** Of its slot: numbers and texts, so that the row is rendered only where they change. */
  from: string
  to: string
  gap: number
  /** Minutes past the planned end of the meeting; 0 for none. */
  overrun: number
  /** Where else its speaker is at the time, a string a line; empty for nowhere. */
  clash: string
  editable: boolean
  dragging: boolean
  dropMark: 'above' | 'below' | null
  acts: RowActs
}
/** The same object for every row and for as long as the table is there: only `at` tells the row. */
export type RowActs = {
  add: (after: string) => void
  remove: (at: number) => void
  move: (from: number, to: number) => void
  /** To the cell above or below. */
  step: (at: number, column: Column, by: 1 | -1) => void
  minutes: (id: string, minutes: number) => void
  fix: (id: string, at: string) => void
  answer: (id: string, unit: string) => void
  grab: (event: PointerEvent<HTMLElement>, at: number) => void
}

const texts: readonly AgendaText[] = ['segment', 'content', 'speaker']

export const AgendaRow = memo(function AgendaRow(props: Props) {
  const { item, map, awareness, at, from, to, gap, overrun, clash, editable, dragging, dropMark, acts } = props
  const { agenda } = useText().dialogues
  const me = useMe()
  const place = at + 1
  const text = (column: AgendaText) => (
    <td key={column} className={`agenda-${column}`} data-column={column}>
      <LineEditor
        fragment={agendaFragment(map, column)}
        awareness={awareness}
        person={{ name: me.name, colour: me.color }}
        editable={editable}
        label={agenda.cell(place, agenda[column])}
        onEnter={() => acts.add(item.id)}
        onArrow={(direction) => acts.step(at, column, direction === 'up' ? -1 : 1)}
      />
      {column === 'speaker' && clash !== '' && <span className="item-clash speaker-clash">{clash}</span>}
    </td>
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!editable || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    event.stopPropagation()
    acts.move(at, event.key === 'ArrowUp' ? at - 1 : at + 1)
  }
  return (
    <tr
      data-item={item.id}
      className={[dragging && 'dragging', dropMark && `drop-${dropMark}`].filter(Boolean).join(' ')}
      onKeyDownCapture={onKeyDown}
    >
      <td className="agenda-number">{place}</td>
      <td className="agenda-time">
        <ItemTime
          time={{ from, to, gap }}
          fixedAt={item.fixedAt}
          editable={editable}
          place={place}
          onFix={(fixed) => acts.fix(item.id, fixed)}
        />
        {overrun > 0 && <span className="item-clash">{agenda.overrun(overrun)}</span>}
      </td>
      {texts.map(text)}
      <td className="agenda-responder" data-column="responder">
        <ResponderField
          label={agenda.cell(place, agenda.responder)}
          value={item.responder}
          disabled={!editable}
          onCommit={(unit) => acts.answer(item.id, unit)}
          onEnter={() => acts.add(item.id)}
          onArrow={(by) => acts.step(at, 'responder', by)}
        />
      </td>
      {text('papers')}
      <td className="agenda-minutes" data-column="minutes">
        <MinutesField
          label={agenda.cell(place, agenda.minutes)}
          value={item.minutes}
          disabled={!editable}
          onCommit={(minutes) => acts.minutes(item.id, minutes)}
          onEnter={() => acts.add(item.id)}
        />
      </td>
      {editable && <Acts {...props} />}
    </tr>
  )
})

function Acts({ item, at, acts }: Props) {
  const { agenda } = useText().dialogues
  const name = item.content || item.segment || agenda.item(at + 1)
  return (
    <td className="agenda-acts">
      <span className="row-acts">
        <IconButton label={agenda.addBelow} onClick={() => acts.add(item.id)}>
          <Plus size={15} aria-hidden />
        </IconButton>
        <IconButton label={agenda.removeNamed(name)} onClick={() => acts.remove(at)}>
          <X size={15} aria-hidden />
        </IconButton>
        <button
          type="button"
          className="button icon grip"
          aria-label={agenda.move(name)}
          title={agenda.moveHint}
          onPointerDown={(event) => acts.grab(event, at)}
        >
          <GripVertical size={15} aria-hidden />
        </button>
      </span>
    </td>
  )
}
