import { mostFollowed } from '../../shared/desktop.ts'
import type { Recommendation } from '../../shared/register.ts'
import { ask } from '../desktop.ts'
import { useText } from '../text.ts'
import { ExportMenu } from '../ui/ExportMenu.tsx'
import type { Attempt } from '../ui/useAttempt.ts'

type Props = { records: readonly Recommendation[]; /** What was asked for, in words. */ scope: string; onAttempt: Attempt }

/** The ledger of the records that stand in the list, what is due first at its head. */
export function ExportLedger({ records, scope, onAttempt }: Props) {
  const { ledger: words } = useText().recommendations
  const idsInOrder = (): string[] => {
    const due = ({ due, submittedAt }: Recommendation): string => `${due ?? '9'} ${submittedAt}`
    return [...records]
      .sort((a, b) => (due(a) < due(b) ? -1 : 1))
      .map(({ id }) => id)
      .slice(0, mostFollowed)
  }
  return (
    <ExportMenu
      {...{ words, onAttempt }}
      label={words.act}
      formats={['pdf', 'xlsx']}
      names={words.formats}
      disabled={records.length === 0}
      save={(format) => ask('saveFollowUp', { ids: idsInOrder(), scope, format })}
    />
  )
}
