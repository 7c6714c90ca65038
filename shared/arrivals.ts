import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { z } from 'zod'
import { adriftIn, takeIn, type Adrift } from './documents/adrift.ts'
import { memoBody } from './documents/memo.ts'

/** What a provider of Hocuspocus is asked for here. */
type Arriving = {
  document: Y.Doc
  on(event: 'message', listener: (message: { event: { data: unknown } }) => void): unknown
}
type Options = {
  provider: Arriving
  /** Whether all letters are looked after, or only those written in this copy. */
  everybodys: boolean
  keep: (letters: readonly Adrift[]) => void
}

/** As the wire numbers messages: Hocuspocus' Sync and SyncReply; of y-protocols' own the two that carry an update. */
const sync = { message: 0, reply: 4, step2: 1, update: 2 }
const bytes = z.union([z.instanceof(Uint8Array), z.instanceof(ArrayBuffer).transform((buffer) => new Uint8Array(buffer))])

/** AD1 where a copy of a memo hears of others: letters that are on their way when their line is taken apart elsewhere. */
export function watchArrivals({ provider, everybodys, keep }: Options): void {
  const { document } = provider
  let said: Y.Transaction['deleteSet'] | null = null
  provider.on('message', ({ event }) => {
    const isNew = everybodys ? document.store.clients.size === 0 : Y.getState(document.store, document.clientID) === 0
    said = isNew ? null : deletedBy(event.data)
  })
  document.on('afterTransaction', (transaction: Y.Transaction) => {
    if (said === null || transaction.origin !== provider) return
    const letters = adriftIn(transaction, said, memoBody(document), everybodys ? undefined : document.clientID)
    if (letters.length > 0) keep(letters)
  })
}

/** The same for a window: what it wrote itself is put back as it would write it. */
export const watchOwnArrivals = (provider: Arriving): void =>
  watchArrivals({
    provider,
    everybodys: false,
    keep: (letters) => provider.document.transact(() => takeIn(memoBody(provider.document), letters), 'adrift'),
  })

function deletedBy(data: unknown): Y.Transaction['deleteSet'] | null {
  const frame = bytes.safeParse(data)
  if (!frame.success) return null
  const decoder = decoding.createDecoder(frame.data)
  decoding.readVarString(decoder)
  const type = decoding.readVarUint(decoder)
  if (type !== sync.message && type !== sync.reply) return null
  const step = decoding.readVarUint(decoder)
  if (step !== sync.step2 && step !== sync.update) return null
  return Y.decodeUpdate(decoding.readVarUint8Array(decoder)).ds
}
