import { mostAttendees } from '../../shared/commands.ts'
import type { ListRow, ReadList } from '../../shared/dialogues/attendees.ts'
import type { Failure } from '../../shared/errors.ts'
import type { Dialogue } from '../../shared/register.ts'
import { useCommand } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { toast } from '../ui/toasts.ts'

export type Import = { fileName: string; list: ReadList }
type Props = { dialogue: Dialogue; from: Import; onClose: () => void }

/** Rows shown: what is wrong stands first, so that no fault hides below. */
const mostShown = 200

/** What a file would bring, before it does: each row good or with what is wrong in it. */
export function ImportList({ dialogue, from, onClose }: Props) {
  const { attendees: words } = useText()
  const command = useCommand()
  const rows = from.list.is === 'list' ? from.list.rows : []
  const good = rows.filter(({ problem }) => problem === null)
  const bring = async (): Promise<Failure | null> => {
    const answer = await command('addAttendees', { dialogueId: dialogue.id, attendees: good.map(({ fields }) => fields) })
    if (!answer.ok) return answer.failure
    toast(words.imported(answer.value.ids.length))
    return null
  }
  const left = rows.length - good.length
  const act = good.length === 0 ? words.importNone : left === 0 ? words.importAll(good.length) : words.importGood(good.length, left)
  return (
    <FormDialog
      title={words.importTitle(from.fileName)}
      act={act}
      ready={good.length > 0 && good.length <= mostAttendees}
      wide
      onSubmit={bring}
      onClose={onClose}
    >
      {from.list.is === 'noHead' && <p className="notice">{words.noHead}</p>}
      {good.length > mostAttendees && <p className="notice">{words.tooMany(mostAttendees)}</p>}
      {rows.length > 0 && <Preview rows={rows} />}
    </FormDialog>
  )
}

function Preview({ rows }: { rows: readonly ListRow[] }) {
  const { attendees: words } = useText()
  const shown = [...rows].sort((a, b) => Number(a.problem === null) - Number(b.problem === null)).slice(0, mostShown)
  const { columns, sides } = words.list
  return (
    <div className="import-preview" tabIndex={0}>
      <table>
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
        <tbody>
          {shown.map(({ line, fields, problem }) => (
            <tr key={line} className={problem ? 'wrong' : ''}>
              <td className="numbers">{line}</td>
              <td>{fields.name}</td>
              <td>{fields.organisation}</td>
              <td>{fields.title}</td>
              <td>{sides[fields.side]}</td>
              <td>{problem ? words.problems[problem] : words.good}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
