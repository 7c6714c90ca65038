import { useMemo, useState } from 'react'
import { followUpStatus, type Recommendation } from '../../shared/register.ts'
import { issueName } from '../briefings/useDispatch.ts'
import { HelpButton } from '../guide/HelpButton.tsx'
import { useMay, useRegister } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import { Mark } from '../ui/Mark.tsx'
import { RecordLink, type RecordColumn, type Sort } from '../ui/RecordTable.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { go } from '../usePlace.ts'
import { Bulk } from './Bulk.tsx'
import { Due } from './Due.tsx'
import { ExportLedger } from './ExportLedger.tsx'
import { everything } from './filters.ts'
import { Filters } from './Filters.tsx'
import { shapeOf } from './shapes.ts'
import { useAsked } from './useAsked.ts'
import { Views } from './Views.tsx'
import './recommendations.css'

/** Everything that has gone out and is followed until it is closed. */
export default function Recommendations() {
  const t = useText()
  const words = t.recommendations
  const records = useRegister('recommendations')
  const may = useMay('followUp')
  const columns = useColumns()
  const { asked, onAsk, records: sifted, isShown, shown, counts } = useAsked(records)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(nobody)
  const { choose, chooseAll } = words.bulk
  const choice = useMemo(() => ({ chosen, onChoose: setChosen, label: choose, labelAll: chooseAll }), [chosen, choose, chooseAll])
  const { failure, attempt } = useAttempt()
  const scope = words.ledger.scope([asked.filter === 'all' ? '' : words.filters[asked.filter], asked.lead, asked.text].filter(Boolean))
  const chosenShown = useMemo(() => (chosen.size === 0 ? [] : shown.filter(({ id }) => chosen.has(id))), [shown, chosen])
  return (
    <ListPage
      title={words.title}
      count={words.count(records.length)}
      records={sifted}
      columns={columns}
      first={first}
      name={nameOf}
      onOpen={open}
      empty={words.empty}
      beside={
        <>
          <Views at="recommendations" />
          <HelpButton of="followUp" />
        </>
      }
      {...(may && { choice })}
      shown={{
        ...(isShown && { is: isShown }),
        count: shown.length,
        none: (
          <Empty text={words.filters.none}>
            <Button onClick={() => onAsk(everything)}>{words.filters.clear}</Button>
          </Empty>
        ),
      }}
      {...(records.length > 0 && {
        act: <ExportLedger records={chosenShown.length > 0 ? chosenShown : shown} scope={scope} onAttempt={attempt} />,
      })}
      above={
        <>
          {failure && <ErrorNotice failure={failure} labels={words.fields} />}
          {chosenShown.length > 0 ? (
            <Bulk records={chosenShown} onDone={() => setChosen(nobody)} onAttempt={attempt} />
          ) : (
            <Filters {...{ records, asked, onAsk, counts }} />
          )}
        </>
      }
    />
  )
}

const nobody: ReadonlySet<string> = new Set()
const first: Sort = { column: 'due', direction: 'ascending' }
const nameOf = ({ measure }: Recommendation): string => measure
const open = ({ id }: Recommendation): void => go({ page: 'recommendation', id })

function useColumns(): readonly RecordColumn<Recommendation>[] {
  const t = useText()
  const briefings = useRegister('briefings')
  const dialogues = useRegister('dialogues')
  return useMemo(() => {
    const { fields, statuses, closed } = t.recommendations
    const meetings = new Map(dialogues.map(({ id, title }) => [id, title]))
    const issues = new Map(briefings.map((one) => [one.id, one.number ? issueName(one, t) : '']))
    const from = ({ briefingId, dialogueId }: Recommendation): string =>
      (dialogueId === null ? issues.get(briefingId ?? '') : meetings.get(dialogueId)) ?? ''
    return [
      {
        id: 'measure',
        label: fields.measure,
        width: 'auto',
        by: (r) => r.measure,
        show: (r) => <RecordLink place={{ page: 'recommendation', id: r.id }}>{r.measure}</RecordLink>,
      },
      { id: 'lead', label: fields.lead, width: '15%', by: (r) => r.lead, show: (r) => r.lead },
      // What names no day stands after all that do.
      { id: 'due', label: fields.due, width: 'var(--due-column)', by: (r) => r.due ?? '9999-99-99', show: (r) => <Due record={r} /> },
      {
        id: 'status',
        label: fields.status,
        width: 'var(--status-column)',
        by: (r) => (r.closed ? followUpStatus.options.length : followUpStatus.options.indexOf(r.status)),
        show: (r) => <Mark shape={shapeOf(r)}>{r.closed ? closed : statuses[r.status]}</Mark>,
      },
      { id: 'briefing', label: fields.briefing, width: '17%', by: from, show: from },
    ]
  }, [t, briefings, dialogues])
}
