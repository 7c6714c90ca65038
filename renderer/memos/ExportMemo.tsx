import { Download } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { ask } from '../desktop.ts'
import { useText } from '../text.ts'
import { Aria } from '../ui/Aria.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'

/** The memo as it stands, as a file where the person chooses. */
export function ExportMemo({ memoId, onAttempt }: { memoId: string; onAttempt: Attempt }) {
  const { export: words } = useText().memos
  const save = (format: 'pdf' | 'docx' | 'md'): void =>
    onAttempt(ask('saveMemo', { id: memoId, format }), ({ path }) =>
      toast(words.saved(path), { about: 'saved', act: { label: words.show, run: () => onAttempt(ask('showSaved', { path })) } }),
    )
  return (
    <Aria>
      <MenuTrigger>
        <Button className="button quiet">
          <Download size={16} aria-hidden />
          <span>{words.act}</span>
        </Button>
        <Popover className="popover" placement="bottom end" offset={4}>
          <Menu className="options" aria-label={words.act}>
            {(['pdf', 'docx', 'md'] as const).map((format) => (
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
