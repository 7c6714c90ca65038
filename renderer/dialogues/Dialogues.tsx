import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Dialogue } from '../../shared/register.ts'
import { dialogueState } from '../../shared/register.ts'
import { wallMoment } from '../format.ts'
import { useMay, useRegister } from '../hub/useHub.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { ListPage } from '../ui/ListPage.tsx'
import { Mark } from '../ui/Mark.tsx'
import { RecordLink, type RecordColumn } from '../ui/RecordTable.tsx'
import { go } from '../usePlace.ts'
import { Cadence } from './Cadence.tsx'
import { CreateDialogue } from './CreateDialogue.tsx'
import { shapeOf } from './states.ts'
import { Views } from './Views.tsx'

export default function Dialogues() {
  const t = useText()
  const dialogues = useRegister('dialogues')
  const columns = useColumns()
  const may = useMay('createDialogue')
  const [creating, setCreating] = useState(false)
  return (
    <ListPage
      title={t.dialogues.title}
      count={t.dialogues.count(dialogues.length)}
      records={dialogues}
      columns={columns}
      first={{ column: 'startsAt', direction: 'descending' }}
      name={({ title }) => title}
      onOpen={({ id }) => go({ page: 'dialogue', id })}
      empty={may ? t.dialogues.empty : t.dialogues.emptyForReader}
      beside={<Views at="dialogues" />}
      above={<Cadence dialogues={dialogues} />}
      {...(may && {
        act: (
          <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setCreating(true)}>
            {t.dialogues.create}
          </Button>
        ),
      })}
    >
      {creating && <CreateDialogue onClose={() => setCreating(false)} />}
    </ListPage>
  )
}

function useColumns(): readonly RecordColumn<Dialogue>[] {
  const t = useText()
  const locale = useLocale()
  return useMemo(() => {
    const { fields, kinds, states } = t.dialogues
    return [
      { id: 'startsAt', label: fields.startsAt, width: '25%', by: (d) => d.startsAt, show: (d) => wallMoment(d.startsAt, locale) },
      {
        id: 'title',
        label: fields.title,
        width: '30%',
        by: (d) => d.title,
        show: (d) => <RecordLink place={{ page: 'dialogue', id: d.id }}>{d.title}</RecordLink>,
      },
      { id: 'kind', label: fields.kind, width: '14%', by: (d) => kinds[d.kind], show: (d) => kinds[d.kind] },
      { id: 'venue', label: fields.venue, width: '19%', by: (d) => d.venue, show: (d) => d.venue },
      {
        id: 'state',
        label: fields.state,
        width: '12%',
        by: (d) => dialogueState.options.indexOf(d.state),
        show: (d) => <Mark shape={shapeOf(d.state)}>{states[d.state]}</Mark>,
      },
    ]
  }, [t, locale])
}
