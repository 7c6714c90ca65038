import { useMemo, useState } from 'react'
import { followUpStatus, type Recommendation } from '../../shared/register.ts'
import { today } from '../format.ts'
import { HelpButton } from '../guide/HelpButton.tsx'
import { useMay, useRegister } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import { Mark } from '../ui/Mark.tsx'
import { RecordLink, type RecordColumn } from '../ui/RecordTable.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { go } from '../usePlace.ts'
import { Bulk } from './Bulk.tsx'
import { Due } from './Due.tsx'
import { ExportLedger } from './ExportLedger.tsx'
import { everything, isAsked } from './filters.ts'
import { Filters } from './Filters.tsx'
import { shapeOf } from './shapes.ts'
import { Views } from './Views.tsx'
import './recommendations.css'

/** Everything that has gone out and is followed until it is closed. */
export default function Recommendations() {
  const t = useText()
  const words = t.recommendations
  const records = useRegister('recommendations')
  const may = useMay('followUp')
  const columns = useColumns()
  const [asked, setAsked] = useState(everything)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const shown = useMemo(() => {
    const now = today()
    return records.filter((record) => isAsked(record, asked, now))
  }, [records, asked])
  const { failure, attempt } = useAttempt()
  const scope = words.ledger.scope([asked.filter === 'all' ? '' : words.filters[asked.filter], asked.lead, asked.text].filter(Boolean))
  const chosenShown = shown.filter(({ id }) => chosen.has(id))
  return (
    <ListPage
      title={words.title}
      count={words.count(records.length)}
      records={records}
      columns={columns}
      first={{ column: 'due', direction: 'ascending' }}
      name={({ measure }) => measure}
      onOpen={({ id }) => go({ page: 'recommendation', id })}
      empty={words.empty}
      beside={
        <>
          <Views at="recommendations" />
          <HelpButton of="followUp" />
        </>
      }
      {...(may && { choice: { chosen, onChoose: setChosen, label: words.bulk.choose, labelAll: words.bulk.chooseAll } })}
      shown={{
        records: shown,
        none: (
          <Empty text={words.filters.none}>
            <Button onClick={() => setAsked(everything)}>{words.filters.clear}</Button>
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
            <Bulk records={chosenShown} onDone={() => setChosen(new Set())} />
          ) : (
            <Filters records={records} asked={asked} onAsk={setAsked} />
          )}
        </>
      }
    />
  )
}

function useColumns(): readonly RecordColumn<Recommendation>[] {
  const t = useText()
  const briefings = useRegister('briefings')
  const dialogues = useRegister('dialogues')
  return useMemo(() => {
    const { fields, statuses, closed } = t.recommendations
    const { page } = t.briefings
    const from = ({ briefingId, dialogueId }: Recommendation): string => {
      if (dialogueId !== null) return dialogues.find(({ id }) => id === dialogueId)?.title ?? ''
      const found = briefings.find(({ id }) => id === briefingId)
      return found?.number ? `${found.masthead} ${page.number(found.number)}` : ''
    }
    return [
      {
        id: 'measure',
        label: fields.measure,
        width: '34%',
        by: (r) => r.measure,
        show: (r) => <RecordLink place={{ page: 'recommendation', id: r.id }}>{r.measure}</RecordLink>,
      },
      { id: 'lead', label: fields.lead, width: '16%', by: (r) => r.lead, show: (r) => r.lead },
      // What names no day stands after all that do.
      { id: 'due', label: fields.due, width: '19%', by: (r) => r.due ?? '9', show: (r) => <Due record={r} /> },
      {
        id: 'status',
        label: fields.status,
        width: '10%',
        by: (r) => (r.closed ? followUpStatus.options.length : followUpStatus.options.indexOf(r.status)),
        show: (r) => <Mark shape={shapeOf(r)}>{r.closed ? closed : statuses[r.status]}</Mark>,
      },
      { id: 'briefing', label: fields.briefing, width: '21%', by: from, show: from },
    ]
  }, [t, briefings, dialogues])
}
