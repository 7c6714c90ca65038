import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { z } from 'zod'

/** Which fragments of a document others have their caret in. One look at the awareness a change, however many cells ask. */
export type Visitors = {
  has: (fragment: Y.XmlFragment) => boolean
  subscribe: (fragment: Y.XmlFragment, changed: () => void) => () => void
}

const known = new WeakMap<Awareness, Visitors>()

export function visitorsOf(awareness: Awareness): Visitors {
  const visitors = known.get(awareness) ?? watchVisitors(awareness)
  known.set(awareness, visitors)
  return visitors
}

function watchVisitors(awareness: Awareness): Visitors {
  const listeners = new Map<Y.XmlFragment, Set<() => void>>()
  let visited = visitedBy(awareness)
  awareness.on('change', ({ added, updated, removed }: Changes) => {
    if ([...added, ...updated, ...removed].every((client) => client === awareness.clientID)) return
    const before = visited
    visited = visitedBy(awareness)
    for (const [fragment, told] of listeners) if (before.has(fragment) !== visited.has(fragment)) for (const changed of told) changed()
  })
  return {
    has: (fragment) => visited.has(fragment),
    subscribe(fragment, changed) {
      const told = listeners.get(fragment) ?? new Set()
      listeners.set(fragment, told.add(changed))
      return () => {
        told.delete(changed)
        if (told.size === 0) listeners.delete(fragment)
      }
    },
  }
}

type Changes = { added: number[]; updated: number[]; removed: number[] }
const stateRule = z.object({ cursor: z.object({ anchor: z.unknown() }) })

function visitedBy(awareness: Awareness): Set<Y.XmlFragment> {
  const visited = new Set<Y.XmlFragment>()
  for (const [client, state] of awareness.getStates()) {
    const caret = client === awareness.clientID ? undefined : stateRule.safeParse(state)
    const fragment = caret?.success ? fragmentAt(caret.data.cursor.anchor, awareness.doc) : undefined
    if (fragment) visited.add(fragment)
  }
  return visited
}

function fragmentAt(anchor: unknown, doc: Y.Doc): Y.XmlFragment | undefined {
  const position = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(anchor), doc)
  let at: unknown = position?.type
  while (at instanceof Y.XmlElement || at instanceof Y.XmlText) at = at.parent
  return at instanceof Y.XmlFragment ? at : undefined
}
