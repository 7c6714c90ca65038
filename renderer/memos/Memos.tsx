import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { memoStage, type Memo } from '../../shared/register.ts'
import { instantDay } from '../format.ts'
import { useMay, useMemberNames, useRegister } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import { Mark } from '../ui/Mark.tsx'
import { RecordLink, type RecordColumn } from '../ui/RecordTable.tsx'
import { go } from '../usePlace.ts'
import { CreateMemo } from './CreateMemo.tsx'
import { shapeOf } from './stages.ts'

export default function Memos() {
  const t = useText()
  const memos = useRegister('memos')
  const columns = useColumns()
  const may = useMay('createMemo')
  const [creating, setCreating] = useState(false)
  return (
    <ListPage
      title={t.memos.title}
      count={t.memos.count(memos.length)}
      records={memos}
      columns={columns}
      first={{ column: 'createdAt', direction: 'descending' }}
      name={({ title }) => title}
      onOpen={({ id }) => go({ page: 'memo', id })}
      empty={may ? t.memos.empty : t.memos.emptyForReader}
      {...(may && {
        act: (
          <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setCreating(true)}>
            {t.memos.create}
          </Button>
        ),
      })}
    >
      {creating && <CreateMemo onClose={() => setCreating(false)} />}
    </ListPage>
  )
}

function useColumns(): readonly RecordColumn<Memo>[] {
  const t = useText()
  const locale = useLocale()
  const nameOf = useMemberNames()
  const dialogues = useRegister('dialogues')
  return useMemo(() => {
    const { fields, stages, drafterCount } = t.memos
    const drafters = (memo: Memo): string => drafterCount(memo.drafters.map(nameOf))
    const from = (memo: Memo): string => dialogues.find(({ id }) => id === memo.dialogueId)?.title ?? ''
    return [
      {
        id: 'title',
        label: fields.title,
        width: '32%',
        by: (m) => m.title,
        show: (m) => <RecordLink place={{ page: 'memo', id: m.id }}>{m.title}</RecordLink>,
      },
      {
        id: 'stage',
        label: fields.stage,
        width: '16%',
        by: (m) => memoStage.options.indexOf(m.stage),
        show: (m) => <Mark shape={shapeOf(m.stage)}>{stages[m.stage]}</Mark>,
      },
      { id: 'drafters', label: fields.drafters, width: '15%', by: drafters, show: drafters },
      { id: 'dialogueId', label: fields.dialogueId, width: '20%', by: from, show: from },
      { id: 'createdAt', label: fields.createdAt, width: '17%', by: (m) => m.createdAt, show: (m) => instantDay(m.createdAt, locale) },
    ]
  }, [t, locale, nameOf, dialogues])
}
