import { BookOpenText } from 'lucide-react'
import { useMemo, useState } from 'react'
import { briefingKind } from '../../shared/briefing/kinds.ts'
import type { Briefing } from '../../shared/register.ts'
import { longDay } from '../format.ts'
import { useMay, useRegister } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import { RecordLink, type RecordColumn } from '../ui/RecordTable.tsx'
import { go } from '../usePlace.ts'
import { Compile } from './Compile.tsx'
import { StandingMark } from './StandingMark.tsx'
import { issueName, numberText } from './useDispatch.ts'

export default function Briefings() {
  const t = useText()
  const briefings = useRegister('briefings')
  const columns = useColumns()
  const may = useMay('draftBriefing')
  const [compiling, setCompiling] = useState(false)
  const { page } = t.briefings
  return (
    <ListPage
      title={page.title}
      count={page.count(briefings.length)}
      records={briefings}
      columns={columns}
      first={{ column: 'number', direction: 'descending' }}
      name={(briefing) => issueName(briefing, t)}
      onOpen={({ id }) => go({ page: 'briefing', id })}
      empty={may ? page.empty : page.emptyForReader}
      beside={<a href={toHash({ page: 'ledger' })}>{t.dispatches.open}</a>}
      {...(may && {
        act: (
          <>
            <Button look="quiet" onClick={() => go({ page: 'house' })}>
              {page.house.open}
            </Button>
            <Button look="primary" icon={<BookOpenText size={16} aria-hidden />} onClick={() => setCompiling(true)}>
              {page.compile}
            </Button>
          </>
        ),
      })}
    >
      {compiling && <Compile onClose={() => setCompiling(false)} />}
    </ListPage>
  )
}

function useColumns(): readonly RecordColumn<Briefing>[] {
  const t = useText()
  const locale = useLocale()
  return useMemo(() => {
    const { page } = t.briefings
    const { fields } = page
    return [
      {
        id: 'number',
        label: fields.number,
        width: '16%',
        // A draft will be the next: it stands before all that are numbered.
        by: (b) => b.issuedAt ?? '9',
        show: (b) => (b.number === null ? <span className="soft">{page.unnumbered}</span> : numberText(b, b.number, t)),
      },
      {
        id: 'masthead',
        label: fields.masthead,
        width: '26%',
        by: (b) => b.masthead,
        show: (b) => <RecordLink place={{ page: 'briefing', id: b.id }}>{b.masthead}</RecordLink>,
      },
      { id: 'date', label: fields.date, width: '17%', by: (b) => b.date, show: (b) => longDay(b.date, locale) },
      { id: 'kind', label: fields.kind, width: '14%', by: (b) => briefingKind.options.indexOf(b.kind), show: (b) => page.kinds[b.kind] },
      { id: 'compiler', label: fields.compiler, width: '16%', by: (b) => b.compiler, show: (b) => b.compiler },
      {
        id: 'state',
        label: fields.state,
        width: '11%',
        by: (b) => b.state,
        show: (b) => <StandingMark briefing={b} />,
      },
    ]
  }, [t, locale])
}
