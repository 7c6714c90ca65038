import type { Failure } from '../../shared/errors.ts'

/** What the bottom line says of the text, and nothing that is not so. */
export type SaveState =
  | { is: 'opening' }
  | { is: 'saved' }
  | { is: 'saving'; unsaved: number }
  | { is: 'failing'; unsaved: number; failure: Failure }
  | { is: 'interrupted'; unsaved: number }

export type Facts = {
  /** `null` until the first connection stands. */
  connected: boolean | null
  /** Why the hub cannot write, as it said. */
  failing: Failure | null
  /** Local changes without acknowledgement, over all documents. */
  unsaved: number
}

/** SV1 `saved` only if connected, the hub has no trouble writing, and everything is acknowledged. */
export function saveState({ connected, failing, unsaved }: Facts): SaveState {
  if (connected === null && unsaved === 0 && !failing) return { is: 'opening' }
  if (failing) return { is: 'failing', unsaved, failure: failing }
  if (!connected) return { is: 'interrupted', unsaved }
  return unsaved > 0 ? { is: 'saving', unsaved } : { is: 'saved' }
}

const sameState = (a: SaveState, b: SaveState): boolean =>
  a.is === b.is &&
  ('unsaved' in a ? a.unsaved : 0) === ('unsaved' in b ? b.unsaved : 0) &&
  (a.is === 'failing' ? a.failure : null) === (b.is === 'failing' ? b.failure : null)

/**
 * While somebody types, every key is unsaved and saved again within milliseconds. Bad news passes at once; `saved` waits until
 * it has held for `calm` ms, so that the line does not flicker. It errs on the side of caution only.
 */
export function calmly(calm: number, tell: (state: SaveState) => void): { hear: (state: SaveState) => void; stop: () => void } {
  let waiting: ReturnType<typeof setTimeout> | undefined
  let told: SaveState = { is: 'opening' }
  const say = (state: SaveState): void => {
    if (sameState(told, state)) return
    told = state
    tell(state)
  }
  return {
    hear(state) {
      clearTimeout(waiting)
      if (state.is === 'saved' && told.is !== 'opening') waiting = setTimeout(() => say(state), calm)
      else say(state)
    },
    stop: () => clearTimeout(waiting),
  }
}
