import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

type Deleted = Y.Transaction['deleteSet']
type Range = { clock: number; len: number }
/** By client, in their order and apart, as Yjs keeps a set of deletions. */
type Ranges = Map<number, Range[]>

/**
 * Letters that were dead when they came to a copy, because their line had been taken apart in it, and that nobody said to have deleted.
 *
 * AD2 A copy does not name them among what it deleted when it brings a handshake: it never had them. Yjs would, and whoever has them
 *     still would take it for seen: a line that broke after they came in, and before the rest of the handshake went out, cost them.
 *     Without being named they go with their line all the same, and are put back (AD1).
 */
export class Unseen {
  readonly #ids: Ranges = new Map()

  /** After a change that came from elsewhere. `said`: what it names as deleted itself. */
  note({ doc, beforeState, afterState }: Y.Transaction, said: Deleted): void {
    for (const [client, after] of afterState) {
      const before = beforeState.get(client) ?? 0
      if (after <= before) continue
      const unsaid = without(deadIn(doc, client, before, after), said.clients.get(client))
      // What comes later has greater numbers.
      if (unsaid.length > 0) this.#ids.set(client, [...(this.#ids.get(client) ?? []), ...unsaid])
    }
  }

  /** A message of the protocol on its way out; only the answer of a handshake tells of all deletions. */
  leftOut(frame: Uint8Array): Uint8Array {
    if (this.#ids.size === 0) return frame
    const decoder = decoding.createDecoder(frame)
    const name = decoding.readVarString(decoder)
    const type = decoding.readVarUint(decoder)
    if ((type !== sync.message && type !== sync.reply) || decoding.readVarUint(decoder) !== sync.step2) return frame
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, name)
    encoding.writeVarUint(encoder, type)
    encoding.writeVarUint(encoder, sync.step2)
    encoding.writeVarUint8Array(encoder, this.#from(decoding.readVarUint8Array(decoder)))
    return encoding.toUint8Array(encoder)
  }

  /** An update ends with what it deletes. */
  #from(update: Uint8Array): Uint8Array {
    const { clients } = Y.decodeUpdate(update).ds
    const structs = update.subarray(0, update.byteLength - bytesOf(clients).byteLength)
    const kept = bytesOf(new Map([...clients].map(([client, ranges]) => [client, without(ranges, this.#ids.get(client))])))
    const joined = new Uint8Array(structs.byteLength + kept.byteLength)
    joined.set(structs)
    joined.set(kept, structs.byteLength)
    return joined
  }
}

/** As the wire numbers messages: Hocuspocus' Sync and SyncReply; of y-protocols' own the two that carry an update. */
export const sync = { message: 0, reply: 4, step2: 1, update: 2 }

const known = new WeakMap<Y.Doc, Unseen>()
/** What one copy has never had alive. */
export function unseenIn(doc: Y.Doc): Unseen {
  const found = known.get(doc) ?? new Unseen()
  known.set(doc, found)
  return found
}

function deadIn(doc: Y.Doc, client: number, from: number, to: number): Range[] {
  const structs = doc.store.clients.get(client) ?? []
  const found: Range[] = []
  for (let at = Y.findIndexSS(structs, from); at < structs.length; at++) {
    const struct = structs[at]
    if (!struct || struct.id.clock >= to) break
    const clock = Math.max(from, struct.id.clock)
    if (struct.deleted) found.push({ clock, len: struct.id.clock + struct.length - clock })
  }
  return found
}

const without = (ranges: readonly Range[], holes: readonly Range[] = []): Range[] => ranges.flatMap((range) => cut(range, holes))

function cut({ clock, len }: Range, holes: readonly Range[]): Range[] {
  const rest: Range[] = []
  const end = clock + len
  let at = clock
  for (const hole of holes) {
    if (hole.clock >= end) break
    if (hole.clock > at) rest.push({ clock: at, len: hole.clock - at })
    at = Math.max(at, hole.clock + hole.len)
  }
  if (at < end) rest.push({ clock: at, len: end - at })
  return rest
}

/** As Yjs writes it in an update of its first version: the greatest client first. */
function bytesOf(deleted: ReadonlyMap<number, readonly Range[]>): Uint8Array {
  const encoder = encoding.createEncoder()
  const clients = [...deleted].filter(([, ranges]) => ranges.length > 0).sort(([a], [b]) => b - a)
  encoding.writeVarUint(encoder, clients.length)
  for (const [client, ranges] of clients) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length)
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarUint(encoder, len)
    }
  }
  return encoding.toUint8Array(encoder)
}
