import { setTimeout } from 'node:timers/promises'
import { Hocuspocus, type Connection, type Document } from '@hocuspocus/server'
import type { Visitor } from './visitor.ts'

/**
 * HB20 There is one document of a name. Hocuspocus 4.7 unloads by name, and after a storing once more a moment later: that call would
 *      drop the document which has been opened meanwhile, and who has it open would go on in a text that nobody else sees.
 */
export class OpenDocuments extends Hocuspocus<Visitor> {
  override async unloadDocument(document: Document): Promise<void> {
    if (this.documents.get(document.name) === document) await super.unloadDocument(document)
  }
}

export const connectionsOf = (hocuspocus: Hocuspocus<Visitor>): Connection[] =>
  [...hocuspocus.documents.values()].flatMap((document) => document.getConnections())

/** So long may folding take when the hub stops, in ms; what is not folded is read update by update next time. */
const foldingTime = 3_000

/** Resolves when nothing is open any more, or the time is up. */
export async function unloaded(hocuspocus: Hocuspocus<Visitor>): Promise<void> {
  const end = performance.now() + foldingTime
  while (hocuspocus.getDocumentsCount() > 0 && performance.now() < end) await setTimeout(5)
}
