import { Download } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import type { DialogueList } from '../../shared/dialogues/tables.ts'
import type { Dialogue } from '../../shared/register.ts'
import { ask } from '../desktop.ts'
import { useText } from '../text.ts'
import { Aria } from '../ui/Aria.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'

type Props = { dialogue: Dialogue; list: DialogueList; label: string; onAttempt: Attempt }

/** Writes a list of a dialogue as a workbook or as text, where the person chooses. */
export function ExportList({ dialogue, list, label, onAttempt }: Props) {
  const t = useText()
  const { papers } = t.dialogues
  const save = (format: 'xlsx' | 'csv'): void =>
    onAttempt(ask('saveList', { id: dialogue.id, list, format }), (value) =>
      toast(t.attendees.exported(value.path), {
        about: 'saved',
        act: { label: papers.show, run: () => onAttempt(ask('showSaved', value)) },
      }),
    )
  return (
    <Aria>
      <MenuTrigger>
        <Button className="button plain">
          <Download size={16} aria-hidden />
          <span>{label}</span>
        </Button>
        <Popover className="popover" placement="bottom end" offset={4}>
          <Menu className="options" aria-label={label}>
            {(['xlsx', 'csv'] as const).map((format) => (
              <MenuItem key={format} className="option" onAction={() => save(format)}>
                {t.attendees.formats[format]}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </Aria>
  )
}
