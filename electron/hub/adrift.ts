import { isTransactionOrigin, type beforeSyncPayload, type Connection, type Document, type Extension } from '@hocuspocus/server'
import * as Y from 'yjs'
import { parseName } from '../../shared/documentName.ts'
import { adriftIn, itemsIn, takeIn, type Adrift } from '../../shared/documents/adrift.ts'
import { memoBody } from '../../shared/documents/memo.ts'
import { unseenIn } from '../../shared/unseen.ts'
import type { Authors, PutBack } from './authors.ts'
import type { Durability } from './durability.ts'
import type { Whole } from './schemaGuard.ts'
import { Twins, type Said } from './twins.ts'
import type { Visitor } from './visitor.ts'

type Doors = {
  durability: Durability
  readings: WeakMap<beforeSyncPayload, Whole>
  /** Where it is noted whose the letters are that are put back; a replica notes nobody. */
  authors?: Pick<Authors, 'keep'>
}

/** As y-protocols numbers them: SyncStep1 asks for what it lacks and says what it has, SyncStep2 answers. */
const step = { asks: 0, answers: 1 }

/**
 * AD1 at the hub: letters that are here already when somebody who has not seen them takes their line apart. After durability in the list.
 * What others make of a line at the same time is looked after here, too: twins.ts.
 */
export function adriftKept({ durability, readings, authors }: Doors): Extension<Visitor> {
  const said = new WeakMap<Connection, Said>()
  const has = new WeakMap<Connection, Map<number, number>>()
  return {
    extensionName: 'adrift',
    beforeSync(payload) {
      const { type, connection, document } = payload
      const reading = readings.get(payload)
      const seen = type === step.answers ? (has.get(connection) ?? new Map<number, number>()) : null
      if (reading) said.set(connection, { deleted: reading.ds, seen })
      if (type === step.asks) {
        has.set(connection, Y.decodeStateVector(payload.payload))
        answersWithoutUnseen(connection, document)
      }
      return Promise.resolve()
    },
    afterLoadDocument({ document, documentName }) {
      if (parseName(documentName)?.kind !== 'memo') return Promise.resolve()
      const twins = new Twins(memoBody(document))
      let takesLines = false
      document.on('afterTransaction', (transaction: Y.Transaction) => {
        takesLines = deletesTypes(transaction)
        const origin: unknown = transaction.origin
        const names = isTransactionOrigin(origin) && origin.source === 'connection' ? said.get(origin.connection) : undefined
        if (!names) return
        unseenIn(document).note(transaction, names.deleted)
        const letters = adriftIn(transaction, names.deleted, memoBody(document))
        const twice = twins.in(transaction, names)
        keepAtHub({ durability, document, letters, twice, ...(authors && { authors }) })
      })
      // At once and alone: sent together with letters that came too late for their line, it would name them as if they had been seen.
      document.on('update', () => {
        if (takesLines) document.flush()
      })
      return Promise.resolve()
    },
  }
}

const answering = new WeakSet<Connection>()
/** AD2 at the hub, which has no place of its own to look at what goes out. */
function answersWithoutUnseen(connection: Connection, document: Document): void {
  if (answering.has(connection)) return
  answering.add(connection)
  const send = connection.send.bind(connection)
  connection.send = (message) => send(unseenIn(document).leftOut(message))
}

function deletesTypes({ deleteSet, doc }: Y.Transaction): boolean {
  for (const [client, ranges] of deleteSet.clients)
    for (const { clock, len } of ranges)
      if (itemsIn(doc, client, clock, clock + len).some(({ content }) => content instanceof Y.ContentType)) return true
  return false
}

type Keeping = {
  durability: Durability
  document: Document
  letters: readonly Adrift[]
  /** Blocks that stand a second time. */
  twice?: readonly Y.XmlElement[]
  authors?: Pick<Authors, 'keep'>
}

/** Shown with what took them away, while nothing can be frozen in between, and on disk with what comes next. */
export function keepAtHub({ durability, document, letters, twice = [], authors }: Keeping): void {
  if (letters.length === 0 && twice.length === 0) return
  const origin = { source: 'local' as const }
  const take = (update: Uint8Array, from: unknown): void => {
    if (from !== origin) return
    document.off('update', take)
    durability.receive(document, update)
  }
  document.on('update', take)
  const body = memoBody(document)
  const back: PutBack[] = []
  document.transact(() => {
    for (const run of letters) {
      const from = Y.getState(document.store, document.clientID)
      takeIn(body, [run])
      back.push(...whoseFrom(document, from, run))
    }
    for (const block of twice) body.delete(body.toArray().indexOf(block), 1)
  }, origin)
  if (back.length > 0) authors?.keep(document, back)
}

/** A run is one string of letters. */
function whoseFrom(document: Document, from: number, { of }: Adrift): PutBack[] {
  const items = itemsIn(document, document.clientID, from, Y.getState(document.store, document.clientID))
  let at = items.find(({ content }) => content instanceof Y.ContentString)?.id.clock
  if (at === undefined) return []
  const back: PutBack[] = []
  for (const { client, clock, length } of of) {
    back.push({ from: at, of: { client, clock } })
    at += length
  }
  return back
}
