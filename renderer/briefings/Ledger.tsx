import { useCallback, useMemo, useState } from 'react'
import { numberLine } from '../../shared/briefing/compose.ts'
import { kindRules } from '../../shared/briefing/kinds.ts'
import { emptyDispatch, type Briefing, type Dispatch } from '../../shared/register.ts'
import { ask } from '../desktop.ts'
import { instantDay, instantMoment } from '../format.ts'
import { useMemberNames, useRegister } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import { Mark } from '../ui/Mark.tsx'
import { RecordLink, type RecordColumn } from '../ui/RecordTable.tsx'
import { saySaved } from '../ui/saySaved.ts'
import { useAttempt } from '../ui/useAttempt.ts'
import { go } from '../usePlace.ts'
import { issueName, standingOf, type Standing } from './useDispatch.ts'
import { Verify } from './Verify.tsx'

type Row = { id: string; briefing: Briefing; record: Dispatch; texts: string; recipients: string; by: string }

const shapes = { standing: 'done', withdrawn: 'open', replaced: 'open' } as const satisfies Record<Standing, string>
const standings: readonly Standing[] = ['standing', 'withdrawn', 'replaced']

/** The register of issues: everything that was issued, from which texts, by whom, to whom, and how its files are told from others. */
export default function Ledger() {
  const t = useText()
  const words = t.dispatches
  const rows = useRows()
  const columns = useColumns()
  const { failure, attempt } = useAttempt()
  const [sought, setSought] = useState('')
  const [standing, setStanding] = useState<Standing | null>(null)
  const [verifying, setVerifying] = useState(false)
  const isShown = useCallback(
    (row: Row) => (standing === null || standingOf(row.record) === standing) && says(row, sought.trim()),
    [standing, sought],
  )
  const shown = useMemo(() => rows.filter(isShown), [rows, isShown])
  const table = useTable(shown)
  const save = (): void => attempt(ask('saveLedger', { table }), saySaved({ saved: words.exported, show: t.briefings.page.show }, attempt))
  return (
    <ListPage
      title={words.title}
      count={words.count(rows.length)}
      records={rows}
      columns={columns}
      first={{ column: 'issued', direction: 'descending' }}
      name={({ briefing }) => issueName(briefing, t)}
      onOpen={({ id }) => go({ page: 'briefing', id })}
      empty={words.empty}
      act={
        <>
          <Button onClick={() => setVerifying(true)}>{words.verify}</Button>
          {rows.length > 0 && (
            <Button look="primary" disabled={shown.length === 0} onClick={save}>
              {words.export}
            </Button>
          )}
        </>
      }
      above={
        <div className="filters" role="group" aria-label={words.fields.state}>
          <input
            className="input ledger-search"
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            value={sought}
            onChange={(event) => setSought(event.target.value)}
          />
          {standings.map((one) => (
            <button
              key={one}
              type="button"
              className="filter"
              aria-pressed={standing === one}
              onClick={() => setStanding(standing === one ? null : one)}
            >
              {words.states[one]}
              <span className="numbers">{rows.filter(({ record }) => standingOf(record) === one).length}</span>
            </button>
          ))}
        </div>
      }
      shown={{
        is: isShown,
        count: shown.length,
        none: (
          <Empty text={words.none}>
            <Button
              onClick={() => {
                setSought('')
                setStanding(null)
              }}
            >
              {words.clear}
            </Button>
          </Empty>
        ),
      }}
    >
      {failure && <ErrorNotice failure={failure} />}
      {verifying && <Verify onClose={() => setVerifying(false)} />}
    </ListPage>
  )
}

function useRows(): readonly Row[] {
  const t = useText()
  const briefings = useRegister('briefings')
  const dispatches = useRegister('dispatches')
  const memos = useRegister('memos')
  const dialogues = useRegister('dialogues')
  const nameOf = useMemberNames()
  return useMemo(() => {
    const records = new Map(dispatches.map((one) => [one.id, one]))
    const titles = new Map([...memos, ...dialogues].map(({ id, title }) => [id, title]))
    return briefings
      .filter(({ state }) => state === 'issued')
      .map((briefing) => ({
        id: briefing.id,
        briefing,
        record: records.get(briefing.id) ?? emptyDispatch(briefing.id),
        texts: briefing.items.map(({ id }) => titles.get(id) ?? t.app.unnamed).join('；'),
        recipients: [briefing.to, briefing.copyTo, briefing.report, briefing.send, briefing.distribute].filter(Boolean).join('；'),
        by: briefing.issuedBy === null ? '' : nameOf(briefing.issuedBy),
      }))
  }, [t, briefings, dispatches, memos, dialogues, nameOf])
}

/** Letters and documents have a number with 代字 and year, and none over all. */
const isCounted = ({ kind }: Briefing): boolean => kindRules[kind].numbering === 'serial'

const says = ({ briefing, record, texts, recipients, by }: Row, sought: string): boolean =>
  [briefing.masthead, numberLine(briefing), texts, recipients, by, ...record.files.map(({ hash }) => hash)]
    .join('\n')
    .toLowerCase()
    .includes(sought.toLowerCase())

function useColumns(): readonly RecordColumn<Row>[] {
  const t = useText()
  const locale = useLocale()
  return useMemo(() => {
    const { fields, states, file, range } = t.dispatches
    return [
      {
        id: 'masthead',
        label: fields.masthead,
        width: '20%',
        by: ({ briefing }) => `${briefing.masthead} ${briefing.number ?? 0}`,
        show: ({ id, briefing }) => <RecordLink place={{ page: 'briefing', id }}>{issueName(briefing, t)}</RecordLink>,
      },
      { id: 'texts', label: fields.texts, width: '19%', by: (r) => r.texts, show: (r) => r.texts },
      {
        id: 'issued',
        label: fields.issued,
        width: '24%',
        by: ({ briefing }) => briefing.issuedAt ?? '',
        show: ({ briefing, by }) => `${briefing.issuedAt === null ? '' : instantDay(briefing.issuedAt, locale)} ${by}`,
      },
      { id: 'recipients', label: fields.recipients, width: '15%', by: (r) => r.recipients, show: (r) => r.recipients },
      {
        id: 'files',
        label: fields.files,
        width: '12%',
        by: ({ record }) => record.files.length,
        show: ({ record: { files, copies } }) => {
          const last = copies.at(-1)
          if (last) return <span className="numbers">{range(1, last.last)}</span>
          return files[0] && <code title={files[0].hash}>{file(files[0].hash)}</code>
        },
      },
      {
        id: 'state',
        label: fields.state,
        width: '10%',
        by: ({ record }) => standings.indexOf(standingOf(record)),
        show: ({ record }) => <Mark shape={shapes[standingOf(record)]}>{states[standingOf(record)]}</Mark>,
      },
    ]
  }, [t, locale])
}

function useTable(rows: readonly Row[]): string[][] {
  const t = useText()
  const locale = useLocale()
  const { columns, states, range } = t.dispatches
  return [
    [...columns],
    ...rows.map(({ briefing, record, texts, recipients, by }) => [
      isCounted(briefing) ? String(briefing.number ?? '') : numberLine(briefing),
      isCounted(briefing) ? String(briefing.total ?? '') : '',
      briefing.masthead,
      briefing.date,
      texts,
      briefing.versions.map(({ hash }) => hash).join('\n'),
      by,
      briefing.issuedAt === null ? '' : instantMoment(briefing.issuedAt, locale),
      recipients,
      record.copies.map(({ first, last, to }) => `${range(first, last)} ${to}`.trim()).join('\n'),
      record.files
        .slice(0, 100)
        .map(({ hash }) => hash)
        .join('\n'),
      states[standingOf(record)],
      record.withdrawn?.reason ?? '',
    ]),
  ]
}
