import { X } from 'lucide-react'
import { memo, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { newAttendee } from '../../shared/dialogues/attendees.ts'
import {
  attendance,
  inviteWay,
  reply,
  side,
  type Attendee,
  type AttendeeFields,
  type Dialogue,
  type InviteWay,
  vetting,
} from '../../shared/register.ts'
import { instantDay } from '../format.ts'
import { useCommand, useMemberNames } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { IconButton } from '../ui/Button.tsx'
import { CellChoice } from '../ui/CellChoice.tsx'
import { EditableText } from '../ui/EditableText.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'
import { VirtualRows, type RowsView } from '../ui/VirtualRows.tsx'

type Props = { dialogue: Dialogue; attendees: readonly Attendee[]; editable: boolean; onAttempt: Attempt }
type Edit = (changes: Partial<AttendeeFields> & { order?: number }) => void

const idOf = ({ id }: Attendee): string => id
/** As `--row` says. */
const rowHeight = 36

const texts = ['name', 'organisation', 'title', 'phone'] as const
const lastTexts = ['seat', 'note'] as const
const bounds: Partial<Record<keyof AttendeeFields, number>> = { name: 40, title: 100, phone: 40, seat: 20 }

/**
 * Rows to type in: Enter and the arrows go to the cell below or above, Alt with them moves the row. The last row is empty: what
 * is typed there is one more participant with Enter.
 */
export function AttendeeTable({ dialogue, attendees, editable, onAttempt }: Props) {
  const { attendees: words, app } = useText()
  const command = useCommand()
  const { table, view, current, setCurrent, stand } = useCells(attendees)
  const step = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || !(event.target instanceof HTMLElement)) return
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : 0
    const cell = event.target.closest<HTMLElement>('td[data-column]')
    const row = cell?.closest('tr')
    if (by === 0 || !cell || !row) return
    const here = attendees.findIndex(({ id }) => id === row.dataset['attendee'])
    const at = here < 0 ? attendees.length : here
    if (event.altKey && event.key !== 'Enter') {
      event.preventDefault()
      move(at, at + by)
      return
    }
    if (event.target instanceof HTMLSelectElement && event.key !== 'Enter') return
    if (stand(at + by, cell.dataset['column'] ?? '')) event.preventDefault()
  }
  const move = (from: number, to: number): void => {
    const one = attendees[from]
    const beside = attendees[to]
    if (!one || !beside) return
    const beyond = attendees[to + (to > from ? 1 : -1)]
    const order = beyond ? (beside.order + beyond.order) / 2 : beside.order + (to > from ? 1 : -1)
    onAttempt(command('editAttendee', { id: one.id, changes: { order } }))
  }
  const remove = ({ id, name, organisation }: Attendee): void => {
    const undo = (): void => onAttempt(command('restoreAttendees', { ids: [id] }))
    onAttempt(command('removeAttendees', { ids: [id] }), () =>
      toast(words.removed(name || organisation), { act: { label: app.undo, run: undo } }),
    )
  }
  const edit =
    (id: string): Edit =>
    (changes) =>
      onAttempt(command('editAttendee', { id, changes }))
  return (
    <table
      className="agenda-table attendee-table"
      aria-rowcount={attendees.length + 1}
      ref={table}
      onKeyDown={editable ? step : undefined}
      onFocus={({ target }) => setCurrent(target.closest('tr')?.dataset['attendee'] ?? null)}
    >
      <thead>
        <tr aria-rowindex={1}>
          <th className="agenda-number">{words.number}</th>
          {texts.map((column) => (
            <th key={column} className={`attendee-${column}`}>
              {words.list.columns[column]}
            </th>
          ))}
          <th className="attendee-choice">{words.list.columns.side}</th>
          <th className="attendee-vetting">{words.list.columns.vetting}</th>
          <th className="attendee-invited">{words.list.invited}</th>
          <th className="attendee-reply">{words.list.columns.reply}</th>
          <th className="attendee-attendance">{words.list.columns.attendance}</th>
          {lastTexts.map((column) => (
            <th key={column} className={`attendee-${column}`}>
              {words.list.columns[column]}
            </th>
          ))}
          {editable && (
            <th className="attendee-acts">
              <span className="spoken">{words.adding}</span>
            </th>
          )}
        </tr>
      </thead>
      <VirtualRows
        items={attendees}
        idOf={idOf}
        height={rowHeight}
        columns={editable ? 13 : 12}
        keep={attendees.findIndex(({ id }) => id === current)}
        view={view}
      >
        {(attendee, at) => (
          <AttendeeRow
            key={attendee.id}
            attendee={attendee}
            at={at}
            editable={editable}
            onEdit={edit(attendee.id)}
            onInvite={(way) => onAttempt(command('noteInvited', { ids: [attendee.id], way }))}
            onRemove={() => remove(attendee)}
          />
        )}
      </VirtualRows>
      {editable && (
        <tbody>
          <NewRow dialogueId={dialogue.id} onAttempt={onAttempt} />
        </tbody>
      )}
    </table>
  )
}

/** The row that has the focus stays in the page; a cell that is not there yet gets the focus once it is. */
function useCells(attendees: readonly Attendee[]) {
  const table = useRef<HTMLTableElement>(null)
  const view = useRef<RowsView>(null)
  const [current, setCurrent] = useState<string | null>(null)
  const wanted = useRef<{ row: string; column: string } | null>(null)
  const field = (row: string, column: string): HTMLElement | null =>
    table.current?.querySelector<HTMLElement>(`${row} [data-column=${column}] :is(input, select)`) ?? null
  useEffect(() => {
    if (wanted.current === null) return
    const found = field(wanted.current.row, wanted.current.column)
    if (!found) return
    wanted.current = null
    found.focus()
  })
  /** @param at behind the last is the row to add one in; answers whether there is such a cell */
  const stand = (at: number, column: string): boolean => {
    const id = attendees[at]?.id
    if (id === undefined && at !== attendees.length) return false
    const row = id === undefined ? '.new-row' : `[data-attendee="${id}"]`
    const found = field(row, column)
    if (found) found.focus()
    else if (id === undefined) return false
    else {
      wanted.current = { row, column }
      setCurrent(id)
      view.current?.show(at)
    }
    return true
  }
  return { table, view, current, setCurrent, stand }
}

type RowProps = {
  attendee: Attendee
  at: number
  editable: boolean
  onEdit: Edit
  onInvite: (way: InviteWay | null) => void
  onRemove: () => void
}

const AttendeeRow = memo(
  function AttendeeRow({ attendee, at, editable, onEdit, onInvite, onRemove }: RowProps) {
    const { attendees: words } = useText()
    const { list } = words
    const name = attendee.name || attendee.organisation
    const label = (column: keyof typeof list.columns): string => words.cell(name, list.columns[column])
    const cell = (column: (typeof texts | typeof lastTexts)[number]) => (
      <td key={column} data-column={column}>
        <EditableText
          label={label(column)}
          hint=""
          value={attendee[column]}
          disabled={!editable}
          maxLength={bounds[column] ?? 200}
          onCommit={(value) => onEdit({ [column]: value })}
        />
        {column === 'organisation' && attendee.side === 'enterprise' && (
          <Anonymous attendee={attendee} editable={editable} onEdit={onEdit} />
        )}
      </td>
    )
    return (
      <tr data-attendee={attendee.id} aria-rowindex={at + 2}>
        <td className="agenda-number">{at + 1}</td>
        {texts.map(cell)}
        <td data-column="side">
          <CellChoice
            label={label('side')}
            value={attendee.side}
            options={side.options.map((value) => ({ value, label: list.sides[value] }))}
            disabled={!editable}
            onChange={(value) => onEdit({ side: value, ...(value !== 'enterprise' && { anonymous: false }) })}
          />
        </td>
        <td data-column="vetting">
          <Vetted attendee={attendee} editable={editable} onEdit={onEdit} />
        </td>
        <td data-column="invited">
          <Invited attendee={attendee} editable={editable} onInvite={onInvite} />
        </td>
        <td data-column="reply">
          <span className="reply-cell">
            <CellChoice
              label={label('reply')}
              value={attendee.reply}
              options={reply.options.map((value) => ({ value, label: list.replies[value] }))}
              disabled={!editable}
              onChange={(value) => onEdit({ reply: value })}
            />
            {attendee.reply === 'none' && attendee.reminders.length > 0 && (
              <span className="soft">{words.reminded(attendee.reminders.length)}</span>
            )}
            {attendee.reply === 'substitute' && (
              <EditableText
                label={label('substitute')}
                hint={list.columns.substitute}
                value={attendee.substitute}
                disabled={!editable}
                onCommit={(substitute) => onEdit({ substitute })}
              />
            )}
          </span>
        </td>
        <td data-column="attendance">
          <CellChoice
            label={label('attendance')}
            value={attendee.attendance}
            options={attendance.options.map((value) => ({ value, label: list.attendances[value] }))}
            disabled={!editable}
            onChange={(value) => onEdit({ attendance: value })}
          />
        </td>
        {lastTexts.map(cell)}
        {editable && (
          <td className="agenda-acts">
            <span className="row-acts">
              <IconButton label={words.remove(name)} onClick={onRemove}>
                <X size={15} aria-hidden />
              </IconButton>
            </span>
          </td>
        )}
      </tr>
    )
  },
  (before, after) => before.attendee === after.attendee && before.at === after.at && before.editable === after.editable,
)

/** How they were invited, and on being pointed at by whom and when; who was asked again says so in the cell beside it. */
function Invited({ attendee, editable, onInvite }: Pick<RowProps, 'attendee' | 'editable' | 'onInvite'>) {
  const { attendees: words } = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const { invited, name, organisation } = attendee
  const { ways, invited: column } = words.list
  const options = [
    { value: 'none' as const, label: words.notInvited },
    ...inviteWay.options.map((value) => ({ value, label: ways[value] })),
  ]
  return (
    <span title={invited ? words.invitedBy(nameOf(invited.by), instantDay(invited.at, locale), ways[invited.way]) : undefined}>
      <CellChoice
        label={words.cell(name || organisation, column)}
        value={invited?.way ?? 'none'}
        options={options}
        disabled={!editable}
        onChange={(way) => onInvite(way === 'none' ? null : way)}
      />
    </span>
  )
}

/** Whether they may be invited, and on being pointed at who found so and when. */
function Vetted({ attendee, editable, onEdit }: Pick<RowProps, 'attendee' | 'editable' | 'onEdit'>) {
  const { attendees: words } = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const { vetted, name, organisation } = attendee
  return (
    <span title={vetted ? words.vettedBy(nameOf(vetted.by), instantDay(vetted.at, locale)) : undefined}>
      <CellChoice
        label={words.cell(name || organisation, words.list.columns.vetting)}
        value={attendee.vetting}
        options={vetting.options.map((value) => ({ value, label: words.list.vettings[value] }))}
        disabled={!editable}
        onChange={(value) => onEdit({ vetting: value })}
      />
    </span>
  )
}

function Anonymous({ attendee, editable, onEdit }: Pick<RowProps, 'attendee' | 'editable' | 'onEdit'>) {
  const { attendees: words } = useText()
  const { anonymous, code } = attendee
  if (!editable && !anonymous) return null
  return (
    <button
      type="button"
      className={anonymous ? 'anonymous on' : 'anonymous'}
      title={words.anonymousHint}
      aria-pressed={anonymous}
      aria-label={words.cell(attendee.name || attendee.organisation, words.anonymous)}
      disabled={!editable}
      onClick={() => onEdit({ anonymous: !anonymous })}
    >
      {anonymous ? words.code(code) : words.anonymous}
    </button>
  )
}

function NewRow({ dialogueId, onAttempt }: { dialogueId: string; onAttempt: Attempt }) {
  const { attendees: words } = useText()
  const command = useCommand()
  const first = useRef<HTMLInputElement>(null)
  const [fields, setFields] = useState<AttendeeFields>(newAttendee)
  const ready = fields.name.trim() !== '' || fields.organisation.trim() !== ''
  const add = (): void => {
    if (!ready) return
    onAttempt(command('addAttendees', { dialogueId, attendees: [fields] }), () => {
      setFields({ ...newAttendee, side: fields.side })
      first.current?.focus()
    })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !ready) return
    event.preventDefault()
    event.stopPropagation()
    add()
  }
  return (
    <tr className="new-row" onKeyDown={onKeyDown}>
      <td className="agenda-number" aria-hidden>
        +
      </td>
      {texts.map((column) => (
        <td key={column} data-column={column}>
          <input
            ref={column === 'name' ? first : undefined}
            className="editable"
            aria-label={words.cell(words.adding, words.list.columns[column])}
            title={column === 'name' ? words.adding : words.list.columns[column]}
            placeholder={column === 'name' ? words.adding : words.list.columns[column]}
            value={fields[column]}
            maxLength={bounds[column] ?? 200}
            onChange={(event) => setFields({ ...fields, [column]: event.target.value })}
          />
        </td>
      ))}
      <td data-column="side">
        <CellChoice
          label={words.cell(words.adding, words.list.columns.side)}
          value={fields.side}
          options={side.options.map((value) => ({ value, label: words.list.sides[value] }))}
          onChange={(value) => setFields({ ...fields, side: value })}
        />
      </td>
      <td colSpan={7}>
        <button type="button" className="button quiet" disabled={!ready} onClick={add}>
          {words.add}
        </button>
      </td>
    </tr>
  )
}
