import { Download } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { mostFollowed } from '../../shared/desktop.ts'
import type { Recommendation } from '../../shared/register.ts'
import { ask } from '../desktop.ts'
import { useText } from '../text.ts'
import { Aria } from '../ui/Aria.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'

type Props = { records: readonly Recommendation[]; /** What was asked for, in words. */ scope: string; onAttempt: Attempt }

/** The ledger of the records that stand in the list, what is due first at its head. */
export function ExportLedger({ records, scope, onAttempt }: Props) {
  const { ledger: words } = useText().recommendations
  const save = (format: 'pdf' | 'xlsx'): void => {
    const due = ({ due, submittedAt }: Recommendation): string => `${due ?? '9'} ${submittedAt}`
    const ids = [...records].sort((a, b) => (due(a) < due(b) ? -1 : 1)).map(({ id }) => id)
    onAttempt(ask('saveFollowUp', { ids: ids.slice(0, mostFollowed), scope, format }), ({ path }) =>
      toast(words.saved(path), { about: 'saved', act: { label: words.show, run: () => onAttempt(ask('showSaved', { path })) } }),
    )
  }
  return (
    <Aria>
      <MenuTrigger>
        <Button className="button" isDisabled={records.length === 0}>
          <Download size={16} aria-hidden />
          <span>{words.act}</span>
        </Button>
        <Popover className="popover" placement="bottom end" offset={4}>
          <Menu className="options" aria-label={words.act}>
            {(['pdf', 'xlsx'] as const).map((format) => (
              <MenuItem key={format} className="option" onAction={() => save(format)}>
                {words.formats[format]}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </Aria>
  )
}
