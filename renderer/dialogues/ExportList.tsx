import type { DialogueList } from '../../shared/dialogues/tables.ts'
import type { Dialogue } from '../../shared/register.ts'
import { ask } from '../desktop.ts'
import { useText } from '../text.ts'
import { ExportMenu } from '../ui/ExportMenu.tsx'
import type { Attempt } from '../ui/useAttempt.ts'

type Props = { dialogue: Dialogue; list: DialogueList; label: string; onAttempt: Attempt }

/** Writes a list of a dialogue as a workbook or as text, where the person chooses. */
export function ExportList({ dialogue, list, label, onAttempt }: Props) {
  const t = useText()
  return (
    <ExportMenu
      {...{ label, onAttempt }}
      words={{ saved: t.attendees.exported, show: t.dialogues.papers.show }}
      formats={['xlsx', 'csv']}
      names={t.attendees.formats}
      save={(format) => ask('saveList', { id: dialogue.id, list, format })}
    />
  )
}
