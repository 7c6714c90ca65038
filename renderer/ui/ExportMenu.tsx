import { Download } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import type { Result } from '../../shared/errors.ts'
import { Aria } from './Aria.tsx'
import { saySaved, type SavedWords } from './saySaved.ts'
import type { Attempt } from './useAttempt.ts'

type Props<Format extends string> = {
  /** What the button says. */
  label: string
  /** In the order of the menu. */
  formats: readonly Format[]
  names: Readonly<Record<Format, string>>
  words: SavedWords
  look?: 'plain' | 'quiet'
  disabled?: boolean
  save: (format: Format) => Promise<Result<{ path: string }>>
  /** What else can be done with it besides a file, behind the formats. */
  others?: readonly { label: string; run: () => void }[]
  onAttempt: Attempt
}

/** Something as a file, in the format that is chosen, where the person chooses. */
export function ExportMenu<Format extends string>(props: Props<Format>) {
  const { label, formats, names, words, save, onAttempt, look = 'plain', disabled = false, others = [] } = props
  return (
    <Aria>
      <MenuTrigger>
        <Button className={`button ${look}`} isDisabled={disabled}>
          <Download size={16} aria-hidden />
          <span>{label}</span>
        </Button>
        <Popover className="popover" placement="bottom end" offset={4}>
          <Menu className="options" aria-label={label}>
            {formats.map((format) => (
              <MenuItem key={format} className="option" onAction={() => onAttempt(save(format), saySaved(words, onAttempt))}>
                {names[format]}
              </MenuItem>
            ))}
            {others.map((other) => (
              <MenuItem key={other.label} className="option" onAction={other.run}>
                {other.label}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </Aria>
  )
}
