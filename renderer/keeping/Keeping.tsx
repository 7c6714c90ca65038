import { actOf } from '../../shared/papers/trail.ts'
import { useCallback, useMemo, useState } from 'react'
import type { AuditEntry } from '../../shared/register.ts'
import { instantMoment } from '../format.ts'
import { useIsLocal, useMay, useMemberNames, useTrail } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import type { RecordColumn } from '../ui/RecordTable.tsx'
import { Backups } from './Backups.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { ExportTrail } from './ExportTrail.tsx'
import { TrailFilters } from './TrailFilters.tsx'
import { passes, wholeTrail } from './trail.ts'
import { Whole } from './Whole.tsx'
import './keeping.css'

/** What was done in the workspace, by whom; at the host, for the secretariat, also how it is kept. */
export default function Keeping() {
  const { keeping } = useText()
  const trail = useTrail()
  const isLocal = useIsLocal()
  const maySecure = useMay('inviteMember')
  const columns = useColumns()
  const [filter, setFilter] = useState(wholeTrail)
  const { failure, attempt } = useAttempt()
  const entries = useMemo(() => trail.map((entry, index) => ({ ...entry, id: String(index) })), [trail])
  const isShown = useCallback((entry: Entry) => passes(entry, filter), [filter])
  const shown = useMemo(() => entries.filter(isShown), [entries, isShown])
  return (
    <ListPage
      title={keeping.title}
      count={keeping.count(entries.length)}
      records={entries}
      columns={columns}
      first={{ column: 'at', direction: 'descending' }}
      name={({ title }) => title}
      empty={keeping.empty}
      shown={{
        is: isShown,
        count: shown.length,
        none: (
          <Empty text={keeping.none}>
            <Button onClick={() => setFilter(wholeTrail)}>{keeping.clear}</Button>
          </Empty>
        ),
      }}
      above={
        <>
          {failure && <ErrorNotice failure={failure} />}
          <TrailFilters trail={trail} filter={filter} onFilter={setFilter} />
        </>
      }
      aside={
        maySecure && (
          <>
            {isLocal && <Backups />}
            <Whole />
          </>
        )
      }
      {...(entries.length > 0 && { act: <ExportTrail entries={shown} onAttempt={attempt} /> })}
    />
  )
}

type Entry = AuditEntry & { id: string }

function useColumns(): readonly RecordColumn<Entry>[] {
  const t = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  return useMemo(() => {
    const { columns } = t.keeping
    return [
      { id: 'act', label: columns.act, width: '21%', by: ({ command }) => actOf(command, t), show: ({ command }) => actOf(command, t) },
      { id: 'about', label: columns.about, width: '34%', by: ({ title }) => title, show: ({ title }) => title },
      { id: 'who', label: columns.who, width: '13%', by: ({ by }) => nameOf(by), show: ({ by }) => nameOf(by) },
      {
        id: 'at',
        label: columns.at,
        width: '32%',
        // Of one instant the later line came later.
        by: ({ at, id }) => `${at} ${id.padStart(9, '0')}`,
        show: ({ at }) => <time className="numbers">{instantMoment(at, locale)}</time>,
      },
    ]
  }, [t, locale, nameOf])
}
