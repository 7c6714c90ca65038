import { lazy, Suspense, use, useCallback, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { ask } from '../desktop.ts'
import { show } from '../guide/asked.ts'
import { useMe, useRole } from '../hub/useHub.ts'
import { SpeechContext, useText } from '../text.ts'
import { Aria } from '../ui/Aria.tsx'
import { Person } from '../ui/People.tsx'
import { go } from '../usePlace.ts'

const PreferencesDialog = lazy(() => import('./PreferencesDialog.tsx'))
const ExportBundle = lazy(async () => ({ default: (await import('../bundles/ExportBundle.tsx')).ExportBundle }))
const ImportBundle = lazy(async () => ({ default: (await import('../bundles/ImportBundle.tsx')).ImportBundle }))

type Props = { workspace: string; organisation: string; /** It lives on this machine. */ local: boolean }

/** Who I am and where; a second window, what is kept, another workspace, the other language. */
export default function PersonMenu({ workspace, organisation, local }: Props) {
  const t = useText()
  const me = useMe()
  const role = useRole()
  const { language, prefer } = use(SpeechContext)
  const [asking, setAsking] = useState<'export' | 'import' | 'preferences' | null>(null)
  const done = useCallback(() => setAsking(null), [])
  const acts = {
    newWindow: () => void ask('openWindow', { place: window.location.hash || '#/' }),
    preferences: () => setAsking('preferences'),
    help: () => show({ guide: 'help', of: null }),
    keys: () => show({ guide: 'keys' }),
    tour: () => show({ guide: 'tour' }),
    keeping: () => go({ page: 'keeping' }),
    switchWorkspace: () => void ask('closeWorkspace', {}),
    language: () => prefer({ language: language === 'zh' ? 'en' : 'zh' }),
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
            {(['newWindow', 'keeping', 'switchWorkspace', 'preferences', 'help', 'keys', 'tour', 'language'] as const).map((act) => (
              <MenuItem key={act} className="option" onAction={acts[act]}>
                {t.app.person[act]}
              </MenuItem>
            ))}
            <MenuItem className="option" onAction={() => setAsking('export')}>
              {t.bundles.export}
            </MenuItem>
            {local && role === 'secretariat' && (
              <MenuItem className="option" onAction={() => setAsking('import')}>
                {t.bundles.import}
              </MenuItem>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      <Suspense>
        {asking === 'preferences' && <PreferencesDialog onClose={done} />}
        {asking === 'export' && <ExportBundle onClose={done} />}
        {asking === 'import' && <ImportBundle onClose={done} />}
      </Suspense>
    </Aria>
  )
}
