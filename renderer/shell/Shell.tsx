import { Suspense, useEffect, useMemo, useState } from 'react'
import type { Person, Session } from '../../shared/desktop.ts'
import type { Failure } from '../../shared/errors.ts'
import { ask, onDesktop } from '../desktop.ts'
import { Hub } from '../hub/hub.ts'
import { inkOf } from '../hub/people.ts'
import { DeskContext } from '../hub/useHub.ts'
import { toHash } from '../place.ts'
import { useText } from '../text.ts'
import { usePlace } from '../usePlace.ts'
import { IconButton } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Mishap } from '../ui/Mishap.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { X } from 'lucide-react'
import { fetchPages, PageAt } from './pages.tsx'
import { Rail } from './Rail.tsx'
import { StatusLine } from './StatusLine.tsx'

type Props = { session: Session; open: NonNullable<Session['open']>; person: Person }

/** The desk: rail, the place one is at, and the line that says whether the text is safe. */
export function Shell({ session, open, person }: Props) {
  const place = usePlace()
  const hub = useHubOf(open.memberId, person.name)
  const { role, workspace } = open
  const desk = useMemo(() => ({ hub, role }), [hub, role])
  useEffect(fetchPages, [])
  return (
    <DeskContext value={desk}>
      <div className="shell">
        <Rail place={place} workspace={workspace.name} organisation={person.organisation} />
        <div className="work">
          <Notices first={session.notices} onRetry={() => hub.reconnect()} />
          <Mishap key={toHash(place)}>
            <Suspense fallback={<Waiting />}>
              <PageAt place={place} />
            </Suspense>
          </Mishap>
        </div>
        <StatusLine workspace={workspace.name} />
        <Toasts />
      </div>
    </DeskContext>
  )
}

/** One hub a workspace and member; this component is made anew for another. */
function useHubOf(id: string, name: string): Hub {
  const [hub] = useState(() => new Hub({ id, name, color: inkOf(id) }))
  useEffect(() => {
    const stops = [onDesktop('hubRestarted', () => hub.reconnect()), hub.onUnsaved((changes) => void ask('reportUnsaved', { changes }))]
    hub.connect()
    return () => {
      for (const stop of stops) stop()
      hub.destroy()
    }
  }, [hub])
  return hub
}

/** What the person should be told of, until they have read it: a file set aside, a hub that does not start. */
function Notices({ first, onRetry }: { first: readonly Failure[]; onRetry: () => void }) {
  const t = useText()
  const [notices, setNotices] = useState(first)
  useEffect(
    () => onDesktop('hubFailed', (failure) => setNotices((before) => [failure, ...before.filter(({ kind }) => kind !== failure.kind)])),
    [],
  )
  useEffect(() => onDesktop('hubRestarted', () => setNotices((before) => before.filter(({ kind }) => kind === 'fileUnreadable'))), [])
  return notices.map((failure, at) => (
    <div className="notice-row" key={`${failure.kind}${at}`}>
      <ErrorNotice failure={failure} {...(failure.kind !== 'fileUnreadable' && { onRetry })} />
      <IconButton label={t.app.close} onClick={() => setNotices(notices.filter((one) => one !== failure))}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  ))
}
