import { use } from 'react'
import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { ask } from '../desktop.ts'
import { useMe, useRole } from '../hub/useHub.ts'
import { SpeechContext, useText } from '../text.ts'
import { Aria } from '../ui/Aria.tsx'
import { Person } from '../ui/People.tsx'

/** Who I am and where; a second window, another workspace, the other language. */
export default function PersonMenu({ workspace, organisation }: { workspace: string; organisation: string }) {
  const t = useText()
  const me = useMe()
  const role = useRole()
  const { language, speak } = use(SpeechContext)
  const acts = {
    newWindow: () => void ask('openWindow', { place: window.location.hash || '#/' }),
    switchWorkspace: () => void ask('closeWorkspace', {}),
    language: () => speak(language === 'zh' ? 'en' : 'zh'),
  }
  return (
    <Aria>
      <MenuTrigger>
        <Button className="me" aria-label={t.app.person.menu}>
          <Person person={me} />
        </Button>
        <Popover className="popover" placement="right bottom" offset={6}>
          <div className="me-card">
            <strong>{me.name}</strong>
            <span className="soft">{[organisation, t.app.roles[role]].filter(Boolean).join(' · ')}</span>
            <span className="soft">{workspace}</span>
          </div>
          <Menu className="options" aria-label={t.app.person.menu}>
            {(['newWindow', 'switchWorkspace', 'language'] as const).map((act) => (
              <MenuItem key={act} className="option" onAction={acts[act]}>
                {t.app.person[act]}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </Aria>
  )
}
