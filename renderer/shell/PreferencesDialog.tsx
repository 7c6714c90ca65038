import { use } from 'react'
import { preferences as known } from '../../shared/desktop.ts'
import { SpeechContext } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { DialogFrame } from '../ui/DialogFrame.tsx'
import './desk.css'

/** Preferences: kept on this machine for all workspaces, and seen at once. */
export default function PreferencesDialog({ onClose }: { onClose: () => void }) {
  const { text, preferences, prefer } = use(SpeechContext)
  const t = text.desk.preferences
  return (
    <DialogFrame title={t.title} onClose={onClose}>
      <div className="preferences">
        <Few
          label={t.theme}
          name="theme"
          value={preferences.theme}
          options={known.shape.theme.options}
          words={t.themes}
          onChoose={(theme) => prefer({ theme })}
        />
        <Few
          label={t.size}
          name="size"
          value={preferences.size}
          options={known.shape.size.options}
          words={t.sizes}
          onChoose={(size) => prefer({ size })}
        />
        <Few
          label={t.language}
          name="language"
          value={preferences.language}
          options={known.shape.language.options}
          words={t.languages}
          onChoose={(language) => prefer({ language })}
        />
        <label className="preference-switch">
          <input type="checkbox" checked={preferences.notify} onChange={(event) => prefer({ notify: event.target.checked })} />
          <span>
            {t.notify}
            <small className="soft">{t.notifyHint}</small>
          </span>
        </label>
        <label className="preference-switch">
          <input type="checkbox" checked={preferences.remember} onChange={(event) => prefer({ remember: event.target.checked })} />
          <span>
            {t.remember}
            <small className="soft">{t.rememberHint}</small>
          </span>
        </label>
      </div>
      <div className="dialog-acts">
        <Button onClick={onClose}>{text.app.close}</Button>
      </div>
    </DialogFrame>
  )
}

type FewProps<V extends string> = {
  label: string
  name: string
  value: V
  options: readonly V[]
  words: Readonly<Record<V, string>>
  onChoose: (value: V) => void
}

/** One out of a few, all of them seen. */
const Few = <V extends string>({ label, name, value, options, words, onChoose }: FewProps<V>) => (
  <fieldset className="preference">
    <legend>{label}</legend>
    {options.map((one) => (
      <label key={one}>
        <input type="radio" name={name} checked={one === value} onChange={() => onChoose(one)} />
        {words[one]}
      </label>
    ))}
  </fieldset>
)
