import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { DialogFrame } from '../ui/DialogFrame.tsx'
import { keyGroups } from './keys.ts'
import './guide.css'

export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const { app, desk } = useText()
  const { keys: t } = desk
  return (
    <DialogFrame title={t.title} wide onClose={onClose}>
      <div className="keys" tabIndex={0} role="group" aria-label={t.title}>
        {keyGroups.map(({ group, acts }) => (
          <section key={group}>
            <h3>{t.groups[group]}</h3>
            <dl>
              {acts.map(([act, ...keys]) => (
                <div key={act}>
                  <dt>{t.acts[act]}</dt>
                  <dd>
                    {keys.map((one) => (
                      <kbd key={one}>{one}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="dialog-acts">
        <Button onClick={onClose}>{app.close}</Button>
      </div>
    </DialogFrame>
  )
}
