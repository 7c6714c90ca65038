import { isTransactionOrigin, type beforeSyncPayload, type Connection, type Document, type Extension } from '@hocuspocus/server'
import * as Y from 'yjs'
import { parseName } from '../../shared/documentName.ts'
import { adriftIn, itemsIn, takeIn, type Adrift } from '../../shared/documents/adrift.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import type { Durability } from './durability.ts'
import type { Whole } from './schemaGuard.ts'
import type { Decoded } from './update.ts'
import type { Visitor } from './visitor.ts'

/** AD1 at the hub: letters that are here already when somebody who has not seen them takes their line apart. After durability in the list. */
export function adriftKept(durability: Durability, readings: WeakMap<beforeSyncPayload, Whole>): Extension<Visitor> {
  const said = new WeakMap<Connection, Decoded['ds']>()
  return {
    extensionName: 'adrift',
    beforeSync(payload) {
      const reading = readings.get(payload)
      if (reading) said.set(payload.connection, reading.ds)
      return Promise.resolve()
    },
    afterLoadDocument({ document, documentName }) {
      if (parseName(documentName)?.kind !== 'memo') return Promise.resolve()
      let takesLines = false
      document.on('afterTransaction', (transaction: Y.Transaction) => {
        takesLines = deletesTypes(transaction)
        const origin: unknown = transaction.origin
        const names = isTransactionOrigin(origin) && origin.source === 'connection' ? said.get(origin.connection) : undefined
        if (names) keepAtHub(durability, document, adriftIn(transaction, names, memoBody(document)))
      })
      // At once and alone: sent together with letters that came too late for their line, it would name them as if they had been seen.
      document.on('update', () => {
        if (takesLines) document.flush()
      })
      return Promise.resolve()
    },
  }
}

function deletesTypes({ deleteSet, doc }: Y.Transaction): boolean {
  for (const [client, ranges] of deleteSet.clients)
    for (const { clock, len } of ranges)
      if (itemsIn(doc, client, clock, clock + len).some(({ content }) => content instanceof Y.ContentType)) return true
  return false
}

/** Shown with what took them away, while nothing can be frozen in between, and on disk with what comes next. */
export function keepAtHub(durability: Durability, document: Document, letters: readonly Adrift[]): void {
  if (letters.length === 0) return
  const origin = { source: 'local' as const }
  const take = (update: Uint8Array, from: unknown): void => {
    if (from !== origin) return
    document.off('update', take)
    durability.receive(document, update)
  }
  document.on('update', take)
  document.transact(() => takeIn(memoBody(document), letters), origin)
}
