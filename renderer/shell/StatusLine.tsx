import { lazy, Suspense, useState } from 'react'
import { assertNever } from '../../shared/errors.ts'
import type { Text } from '../../shared/i18n/zh.ts'
import type { Link } from '../../shared/joined.ts'
import { since } from '../format.ts'
import type { SaveState } from '../hub/saveState.ts'
import { usePeopleHere, useSaveState } from '../hub/useHub.ts'
import { useLink } from '../joined/useLink.ts'
import { useLocale, useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { People } from '../ui/People.tsx'

const MoveHost = lazy(() => import('../joined/MoveHost.tsx'))

/** One line that tells the truth about the text in one sentence: first whether it is safe here, then whether the host has it. */
export function StatusLine({ workspace, link: first }: { workspace: string; link: Link | null }) {
  const t = useText()
  const state = useSaveState()
  const link = useLink(first)
  const people = usePeopleHere()
  const urgent = state.is === 'failing' || state.is === 'interrupted'
  return (
    <footer className="status">
      {state.is === 'saved' && link ? (
        <LinkState link={link} />
      ) : (
        <p className={`saved ${state.is}`} role={urgent ? 'alert' : undefined} data-save={state.is}>
          <span className="saved-shape" aria-hidden />
          {saveSentence(state, t)}
        </p>
      )}
      <span className="status-place soft" title={workspace}>
        {workspace}
      </span>
      <People people={people} letters={1} />
    </footer>
  )
}

function LinkState({ link }: { link: Link }) {
  const { failures, members } = useText()
  const locale = useLocale()
  const [moving, setMoving] = useState(false)
  const sentence = linkSentence(link, members.link)
  const away = link.state === 'offline' || link.state === 'refused'
  return (
    <>
      <p className={`saved ${link.state}`} role="status" data-save="saved" data-link={link.state} data-waiting={link.waiting}>
        <span className="saved-shape" aria-hidden />
        <span title={link.failure ? failures(link.failure) : sentence}>{sentence}</span>
        {away && <span className="soft">{members.link.since(since(link.since, locale))}</span>}
      </p>
      {link.state === 'offline' && (
        <Button look="quiet" onClick={() => setMoving(true)}>
          {members.link.move}
        </Button>
      )}
      {moving && (
        <Suspense>
          <MoveHost onClose={() => setMoving(false)} />
        </Suspense>
      )}
    </>
  )
}

function linkSentence({ state, waiting }: Link, text: Text['members']['link']): string {
  switch (state) {
    case 'connected':
      return waiting > 0 ? text.sending(waiting) : text.synced
    case 'connecting':
      return text.connecting
    case 'offline':
      return text.offline(waiting)
    case 'refused':
      return text.refused
    default:
      return assertNever(state)
  }
}

function saveSentence(state: SaveState, { app, failures }: Text): string {
  switch (state.is) {
    case 'opening':
      return app.saveState.opening
    case 'saved':
      return app.saveState.saved
    case 'saving':
      return app.saveState.saving
    case 'failing':
      return failures(state.failure)
    case 'interrupted':
      return state.unsaved > 0 ? app.saveState.interruptedUnsaved(state.unsaved) : app.saveState.interrupted
    default:
      return assertNever(state)
  }
}
