import { Suspense, useEffect, useMemo, useState } from 'react'
import type { Person, Session } from '../../shared/desktop.ts'
import type { Failure } from '../../shared/errors.ts'
import { ask, onDesktop } from '../desktop.ts'
import { DropToVerify } from '../briefings/Verify.tsx'
import { Guide } from '../guide/Guide.tsx'
import { Hub } from '../hub/hub.ts'
import { inkOf } from '../hub/people.ts'
import { DeskContext } from '../hub/useHub.ts'
import { LinkNotice } from '../joined/LinkNotice.tsx'
import { toHash, type Place } from '../place.ts'
import { useRememberOpened } from '../search/useOpened.ts'
import { useText } from '../text.ts'
import { usePlace } from '../usePlace.ts'
import { IconButton } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Mishap } from '../ui/Mishap.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { X } from 'lucide-react'
import { ExportProgress } from './ExportProgress.tsx'
import { fetchPages, PageAt } from './pages.tsx'
import { Rail } from './Rail.tsx'
import { StatusLine } from './StatusLine.tsx'
import { useConcerns } from './useConcerns.ts'

type Props = { session: Session; open: NonNullable<Session['open']>; person: Person }

/** The desk: rail, the place one is at, and the line that says whether the text is safe. */
export function Shell({ session, open, person }: Props) {
  const place = usePlace()
  const hub = useHubOf(open.memberId, person.name)
  const { role, workspace } = open
  const { kind } = workspace
  const desk = useMemo(() => ({ hub, role, kind }), [hub, role, kind])
  useEffect(fetchPages, [])
  // What a meeting room looks at shows the meeting and nothing else.
  const isBare = place.page === 'meeting'
  return (
    <DeskContext value={desk}>
      <div className={isBare ? 'shell bare' : 'shell'}>
        {!isBare && <Rail place={place} workspace={workspace.name} organisation={person.organisation} local={workspace.kind === 'local'} />}
        <div className="work">
          <LinkNotice first={open.link} />
          <Notices told={session.notices} onRetry={() => hub.reconnect()} />
          <Mishap key={toHash(place.page === 'memo' ? { page: 'memo', id: place.id } : place)}>
            <Suspense fallback={<Waiting />}>
              <PageAt place={place} />
            </Suspense>
          </Mishap>
        </div>
        {!isBare && <StatusLine workspace={workspace.name} link={open.link} />}
        <Guide />
        <Concerns />
        <Remembering place={place} />
        <DropToVerify />
        <ExportProgress />
        <Toasts />
      </div>
    </DeskContext>
  )
}

/** Shows nothing: the system does. */
function Concerns() {
  useConcerns()
  return null
}

/** Shows nothing either. */
function Remembering({ place }: { place: Place }) {
  useRememberOpened(place)
  return null
}

/** One hub a workspace and member; this component is made anew for another. */
function useHubOf(id: string, name: string): Hub {
  const [hub] = useState(() => new Hub({ id, name, color: inkOf(id) }))
  useEffect(() => {
    const stops = [
      onDesktop('hubRestarted', () => hub.reconnect()),
      hub.onUnsaved((changes) => void ask('reportUnsaved', { changes })),
      readAhead(hub),
    ]
    hub.connect()
    return () => {
      for (const stop of stops) stop()
      hub.destroy()
    }
  }, [hub])
  return hub
}

/** Once the register is there. */
function readAhead({ register, registerDocument }: Hub): () => void {
  let stop = (): void => undefined
  const leave = registerDocument.subscribe(() => {
    if (registerDocument.state.is !== 'open') return
    leave()
    stop = register.readAhead()
  })
  return () => {
    leave()
    stop()
  }
}

/** Trying again changes nothing about these. */
const onlyTold: ReadonlySet<Failure['kind']> = new Set<Failure['kind']>(['fileUnreadable', 'noKeyring', 'portTaken', 'keyUnreadable'])

/** What the person should be told of, until they have read it: a file set aside, a hub that does not start. */
function Notices({ told, onRetry }: { told: readonly Failure[]; onRetry: () => void }) {
  const t = useText()
  const unread = new Map(told.map((failure) => [JSON.stringify(failure), failure]))
  const [read, setRead] = useState<readonly string[]>([])
  // What has gone and comes again is news.
  const [before, setBefore] = useState(told)
  if (before !== told) {
    setBefore(told)
    setRead(read.filter((notice) => unread.has(notice)))
  }
  for (const notice of read) unread.delete(notice)
  return [...unread].map(([notice, failure]) => (
    <div className="notice-row" key={notice}>
      <ErrorNotice failure={failure} {...(!onlyTold.has(failure.kind) && { onRetry })} />
      <IconButton label={t.app.close} onClick={() => setRead([...read, notice])}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  ))
}
