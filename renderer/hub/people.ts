import { useMemo, useSyncExternalStore } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import { z } from 'zod'
import type { View } from './register.ts'

/** Who is at this window, as others see it beside a caret. `color` is the field the caret extension reads. */
export type Me = { id: string; name: string; color: string }

const present = z.object({ user: z.object({ id: z.string(), name: z.string(), color: z.string().catch('#5c6169') }) })

/** Dark enough for white initials (4.5:1) and apart from the accent, which belongs to acts. Six digits: the caret wants them. */
export const inks = ['#2f5d8a', '#3d6b4f', '#7a5230', '#5b4a8a', '#1f6f78', '#8a3f6b', '#55601f', '#4a5568']
export function inkOf(id: string): string {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0
  return inks[sum % inks.length] ?? '#4a5568'
}

/** The people in a document, each once however many windows they have, in the order of their names. */
export function peopleIn(states: Iterable<unknown>): Me[] {
  const people = new Map<string, Me>()
  for (const state of states) {
    const found = present.safeParse(state)
    if (found.success) people.set(found.data.user.id, found.data.user)
  }
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh'))
}

/** Who is here. A caret that moves does not render anything: only comings and goings do. */
export function usePresence(awareness: Awareness | null): Me[] {
  const store = useMemo(() => peopleStore(awareness), [awareness])
  return useSyncExternalStore(store.subscribe, store.snapshot)
}

function peopleStore(awareness: Awareness | null): View<Me[]> {
  const read = (): Me[] => (awareness ? peopleIn(awareness.getStates().values()) : [])
  let people = read()
  const key = (of: Me[]): string => of.map(({ id, name, color }) => `${id}${name}${color}`).join()
  return {
    snapshot: () => people,
    subscribe(changed: () => void) {
      const look = (): void => {
        const now = read()
        if (key(now) === key(people)) return
        people = now
        changed()
      }
      awareness?.on('change', look)
      look()
      return () => awareness?.off('change', look)
    },
  }
}
