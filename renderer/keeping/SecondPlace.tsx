import type { BackupState, SecondPlace as Place } from '../../shared/backup.ts'
import { ask } from '../desktop.ts'
import { instantMoment } from '../format.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { toast } from '../ui/toasts.ts'
import type { Attempt } from '../ui/useAttempt.ts'

type Props = { place: Place | null; onState: (state: BackupState) => void; onAttempt: Attempt }

/** 第二位置: where copies of the backups lie, how far they have come, and what keeps them from it. */
export function SecondPlace({ place, onState, onAttempt }: Props) {
  const { second: t } = useText().keeping.backups
  const locale = useLocale()
  const choose = (): void => onAttempt(ask('backupPlace', { choose: true }), onState)
  const stop = (): void =>
    onAttempt(ask('backupPlace', { choose: false }), (state) => {
      onState(state)
      toast(t.stopped, { about: 'second place' })
    })
  return (
    <section className="second-place" aria-labelledby="second-place-title">
      <h3 id="second-place-title">{t.title}</h3>
      {place === null ? (
        <>
          <p className="soft">{t.body}</p>
          <Button onClick={choose}>{t.set}</Button>
        </>
      ) : (
        <>
          <p className="second-place-path">{place.path}</p>
          {place.failure ? (
            <ErrorNotice failure={place.failure} />
          ) : (
            <p className="soft numbers" role="status">
              {place.isCopying ? t.copying : place.newest === null ? t.waiting : t.newest(instantMoment(place.newest, locale))}
            </p>
          )}
          <div className="backups-acts">
            <Button onClick={choose}>{t.change}</Button>
            <Button look="quiet" onClick={stop}>
              {t.stop}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
