import { setTimeout } from 'node:timers/promises'
import type { Connection, Hocuspocus } from '@hocuspocus/server'
import type { Visitor } from './visitor.ts'

export const connectionsOf = (hocuspocus: Hocuspocus<Visitor>): Connection[] =>
  [...hocuspocus.documents.values()].flatMap((document) => document.getConnections())

/** So long may folding take when the hub stops, in ms; what is not folded is read update by update next time. */
const foldingTime = 3_000

/** Resolves when nothing is open any more, or the time is up. */
export async function unloaded(hocuspocus: Hocuspocus<Visitor>): Promise<void> {
  const end = performance.now() + foldingTime
  while (hocuspocus.getDocumentsCount() > 0 && performance.now() < end) await setTimeout(5)
}
