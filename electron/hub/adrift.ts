import { isTransactionOrigin, type beforeSyncPayload, type Connection, type Document, type Extension } from '@hocuspocus/server'
import type * as Y from 'yjs'
import { parseName } from '../../shared/documentName.ts'
import { adriftIn, takeIn, type Adrift } from '../../shared/documents/adrift.ts'
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
      document.on('afterTransaction', (transaction: Y.Transaction) => {
        const origin: unknown = transaction.origin
        const names = isTransactionOrigin(origin) && origin.source === 'connection' ? said.get(origin.connection) : undefined
        if (names) keepAtHub(durability, document, adriftIn(transaction, names, memoBody(document)))
      })
      return Promise.resolve()
    },
  }
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
