import { useMemo, useSyncExternalStore } from 'react'
import { parsePlace, toHash, type Place } from './place.ts'

const subscribe = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}
const currentHash = (): string => window.location.hash

export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, currentHash)
  return useMemo(() => parsePlace(hash), [hash])
}

/** A new entry in the window's history: back leads to where the person was. */
export function go(place: Place): void {
  window.location.hash = toHash(place)
}

/** Leaves a place that is no more, without an entry that back would lead to. */
export function leaveFor(place: Place): void {
  window.history.replaceState(null, '', toHash(place))
  window.dispatchEvent(new HashChangeEvent('hashchange'))
}
