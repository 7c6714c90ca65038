import { assertNever } from '../../shared/errors.ts'
import type { Text } from '../../shared/i18n/zh.ts'
import type { SaveState } from '../hub/saveState.ts'
import { usePeopleHere, useSaveState } from '../hub/useHub.ts'
import { useText } from '../text.ts'
import { People } from '../ui/People.tsx'

/** One line that tells the truth about the text in one sentence. */
export function StatusLine({ workspace }: { workspace: string }) {
  const t = useText()
  const state = useSaveState()
  const people = usePeopleHere()
  const urgent = state.is === 'failing' || state.is === 'interrupted'
  return (
    <footer className="status">
      <p className={`saved ${state.is}`} role={urgent ? 'alert' : undefined} data-save={state.is}>
        <span className="saved-shape" aria-hidden />
        {sentence(state, t)}
      </p>
      <span className="status-place soft">{workspace}</span>
      <People people={people} letters={1} />
    </footer>
  )
}

function sentence(state: SaveState, { app, failures }: Text): string {
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
