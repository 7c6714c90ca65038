import { useEffect, useState } from 'react'
import type { BackupState } from '../../shared/backup.ts'
import { instantMoment, instantTime, sizeOf } from '../format.ts'
import { ask, onDesktop } from '../desktop.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { toast } from '../ui/toasts.ts'
import { useAttempt } from '../ui/useAttempt.ts'
import { Restore } from './Restore.tsx'
import { SecondPlace } from './SecondPlace.tsx'

/** The backups this workspace keeps of itself; one more now, one to carry away, one to go back to. */
export function Backups() {
  const { backups } = useText().keeping
  const locale = useLocale()
  const [state, setState] = useState<BackupState | null>(null)
  const [busy, setBusy] = useState(false)
  const [restoring, setRestoring] = useState<{ name: string | null } | null>(null)
  const { failure, attempt } = useAttempt()
  useEffect(() => {
    const stop = onDesktop('backupStateChanged', setState)
    void ask('backups', { make: false }).then((answer) => {
      if (answer.ok) setState((newer) => newer ?? answer.value)
    })
    return stop
  }, [])
  const make = (): void => {
    setBusy(true)
    const answer = ask('backups', { make: true }).finally(() => setBusy(false))
    attempt(answer, (made) => {
      setState(made)
      if (made.failure === null) toast(backups.made, { about: 'backup' })
    })
  }
  const save = (): void =>
    attempt(ask('saveBackup', {}), ({ path }) =>
      toast(backups.saved(path), { about: 'saved', act: { label: backups.show, run: () => void ask('showSaved', { path }) } }),
    )
  const told = failure ?? state?.failure
  return (
    <section className="backups panel" aria-labelledby="backups-title">
      <header>
        <h2 id="backups-title">{backups.title}</h2>
        <Button onClick={make} aria-busy={busy} disabled={busy}>
          {backups.make}
        </Button>
      </header>
      {told && <ErrorNotice failure={told} />}
      <p className="soft">{backups.body}</p>
      {state?.kept.length === 0 && <p>{backups.none}</p>}
      <ul>
        {state?.kept.map(({ name, at, bytes }) => (
          <li key={name}>
            <time className="numbers" dateTime={at}>
              {instantTime(at, locale)}
            </time>
            <span className="soft numbers">{sizeOf(bytes, locale)}</span>
            <Button look="quiet" aria-label={backups.restoreOf(instantMoment(at, locale))} onClick={() => setRestoring({ name })}>
              {backups.restore}
            </Button>
          </li>
        ))}
      </ul>
      <div className="backups-acts">
        <Button onClick={save}>{backups.save}</Button>
        <Button look="quiet" onClick={() => setRestoring({ name: null })}>
          {backups.fromFile}
        </Button>
      </div>
      {state && <SecondPlace place={state.second} onState={setState} onAttempt={attempt} />}
      <p className="soft">{backups.private}</p>
      {restoring && <Restore name={restoring.name} onClose={() => setRestoring(null)} />}
    </section>
  )
}
