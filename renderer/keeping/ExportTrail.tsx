import { Download } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { trailTable } from '../../shared/papers/trail.ts'
import type { AuditEntry } from '../../shared/register.ts'
import { ask } from '../desktop.ts'
import { useRegister } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { Aria } from '../ui/Aria.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'

/** The record of acts as it stands in the list, in the language of the page. */
export function ExportTrail({ entries, onAttempt }: { entries: readonly AuditEntry[]; onAttempt: Attempt }) {
  const t = useText()
  const { trail: words } = t.keeping
  const members = useRegister('members')
  const save = (format: 'xlsx' | 'csv'): void => {
    onAttempt(ask('saveTrail', { table: trailTable(entries, members, t), format }), ({ path }) =>
      toast(words.saved(path), { about: 'saved', act: { label: words.show, run: () => onAttempt(ask('showSaved', { path })) } }),
    )
  }
  return (
    <Aria>
      <MenuTrigger>
        <Button className="button" isDisabled={entries.length === 0}>
          <Download size={16} aria-hidden />
          <span>{words.act}</span>
        </Button>
        <Popover className="popover" placement="bottom end" offset={4}>
          <Menu className="options" aria-label={words.act}>
            {(['xlsx', 'csv'] as const).map((format) => (
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
