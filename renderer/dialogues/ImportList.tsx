import { useMemo, useState } from 'react'
import { longestList, mostAttendees } from '../../shared/commands.ts'
import type { ListRow } from '../../shared/dialogues/attendees.ts'
import type { Failure } from '../../shared/errors.ts'
import type { Dialogue } from '../../shared/register.ts'
import { inPieces } from '../hub/inPieces.ts'
import { useCommand } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'
import { VirtualRows } from '../ui/VirtualRows.tsx'
import type { Checked } from './checkedRows.ts'
import { addAll } from './importing.ts'

export type Import = { fileName: string; list: Checked }
type Props = { dialogue: Dialogue; from: Import; onAttempt: Attempt; onClose: () => void }

const idOf = ({ line }: ListRow): string => String(line)
/** As `--row` says. */
const rowHeight = 36

/** What a file would bring, before it does: each row good or with what is wrong in it. All that is good comes in, or nothing. */
export function ImportList({ dialogue, from, onAttempt, onClose }: Props) {
  const { app, attendees: words } = useText()
  const command = useCommand()
  const [handed, setHanded] = useState<number | null>(null)
  const [stop] = useState(() => new AbortController())
  const close = (): void => {
    stop.abort()
    onClose()
  }
  const rows = useMemo(() => (from.list.is === 'list' ? from.list.rows : []), [from])
  const good = useMemo(() => rows.filter(({ problem }) => problem === null), [rows])
  const bring = async (): Promise<Failure | null> => {
    const people = good.map(({ fields }) => fields)
    setHanded(0)
    const added = await addAll(command, dialogue.id, people, setHanded, stop.signal)
    setHanded(null)
    if (!added.ok) return added.failure.kind === 'cancelled' ? null : added.failure
    const undo = (): void => onAttempt(inPieces(added.value, (ids) => command('removeAttendees', { ids }), mostAttendees))
    toast(words.imported(added.value.length), { act: { label: app.undo, run: undo } })
    return null
  }
  const left = rows.length - good.length
  const act = good.length === 0 ? words.importNone : left === 0 ? words.importAll(good.length) : words.importGood(good.length, left)
  return (
    <FormDialog
      title={words.importTitle(from.fileName)}
      act={act}
      ready={good.length > 0 && good.length <= longestList}
      wide
      onSubmit={bring}
      onClose={close}
    >
      {from.list.is === 'noHead' && <p className="notice">{words.noHead}</p>}
      {good.length > longestList && <p className="notice">{words.tooMany(longestList)}</p>}
      {rows.length > 0 && <Preview rows={rows} />}
      {handed !== null && <progress className="progress-bar" value={handed} max={good.length} aria-label={act} />}
    </FormDialog>
  )
}

/** What is wrong stands first, so that no fault hides below. */
function Preview({ rows }: { rows: readonly ListRow[] }) {
  const { attendees: words } = useText()
  const sorted = useMemo(
    () => [...rows.filter(({ problem }) => problem !== null), ...rows.filter(({ problem }) => problem === null)],
    [rows],
  )
  const { columns, sides } = words.list
  return (
    <div className="import-preview" tabIndex={0}>
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <th>{words.line}</th>
            <th>{columns.name}</th>
            <th>{columns.organisation}</th>
            <th>{columns.title}</th>
            <th>{columns.side}</th>
            <th>{words.state}</th>
          </tr>
        </thead>
        <VirtualRows items={sorted} idOf={idOf} height={rowHeight} columns={6} keep={-1}>
          {({ line, fields, problem }, at) => (
            <tr aria-rowindex={at + 2} className={problem ? 'wrong' : ''}>
              <td className="numbers">{line}</td>
              <td className="cut">{fields.name}</td>
              <td className="cut">{fields.organisation}</td>
              <td className="cut">{fields.title}</td>
              <td>{sides[fields.side]}</td>
              <td>{problem ? words.problems[problem] : words.good}</td>
            </tr>
          )}
        </VirtualRows>
      </table>
    </div>
  )
}
