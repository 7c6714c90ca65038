import { trailTable } from '../../shared/papers/trail.ts'
import type { AuditEntry } from '../../shared/register.ts'
import { ask } from '../desktop.ts'
import { useRegister } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { ExportMenu } from '../ui/ExportMenu.tsx'
import type { Attempt } from '../ui/useAttempt.ts'

/** The record of acts as it stands in the list, in the language of the page. */
export function ExportTrail({ entries, onAttempt }: { entries: readonly AuditEntry[]; onAttempt: Attempt }) {
  const t = useText()
  const { trail: words } = t.keeping
  const members = useRegister('members')
  return (
    <ExportMenu
      {...{ words, onAttempt }}
      label={words.act}
      formats={['xlsx', 'csv']}
      names={words.formats}
      disabled={entries.length === 0}
      save={(format) => ask('saveTrail', { table: trailTable(entries, members, t), format })}
    />
  )
}
