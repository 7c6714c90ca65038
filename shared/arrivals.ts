import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { z } from 'zod'
import { adriftIn, takeIn, type Adrift } from './documents/adrift.ts'
import { memoBody } from './documents/memo.ts'
import { sync, unseenIn } from './unseen.ts'

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

const bytes = z.union([z.instanceof(Uint8Array), z.instanceof(ArrayBuffer).transform((buffer) => new Uint8Array(buffer))])

/** AD1 where a copy of a memo hears of others: letters that are on their way when their line is taken apart elsewhere. */
export function watchArrivals({ provider, everybodys, keep }: Options): void {
  const { document } = provider
  let said: Y.Transaction['deleteSet'] | null = null
  provider.on('message', ({ event }) => {
    said = document.store.clients.size === 0 ? null : deletedBy(event.data)
  })
  document.on('afterTransaction', (transaction: Y.Transaction) => {
    if (said === null || transaction.origin !== provider) return
    unseenIn(document).note(transaction, said)
    if (!everybodys && Y.getState(document.store, document.clientID) === 0) return
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

/** AD2 What a provider is about to send: its `send` is asked to send `args.encoder` as it is. */
export function withoutUnseen(document: Y.Doc, args: unknown): unknown {
  const asked = encoded.safeParse(args)
  if (!asked.success) return args
  const encoder = encoding.createEncoder()
  encoding.writeUint8Array(encoder, unseenIn(document).leftOut(encoding.toUint8Array(asked.data.encoder)))
  return { encoder }
}
const encoded = z.object({ encoder: z.instanceof(encoding.Encoder) })

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
