import * as Y from 'yjs'

export type Struct = Y.Item | Y.GC | Y.Skip
/** An update as a document will see it. */
export type Reading =
  /** It builds on changes that the document does not have: applying it would leave it pending (reliability.md, finding 3). */
  | { is: 'pending' }
  /**
   * The structs the document does not have yet, in an order in which each finds what it builds on; `news` also if it deletes
   * what the document still shows. Every handshake repeats all deletions, so most of them bring no news. `ds`: what it deletes.
   */
  | { is: 'whole'; fresh: Struct[]; news: boolean; ds: Decoded['ds'] }

/** What the decoder of Yjs makes of V1 bytes; V2 has bombs and never crosses the wire. @throws on bytes that are no update */
export type Decoded = ReturnType<typeof Y.decodeUpdate>
export const decode = (update: Uint8Array): Decoded => Y.decodeUpdate(update)

type Queue = { structs: Struct[]; next: number; state: number }

/**
 * Reads an update against the document without touching it. Runs through the structs once, the way Yjs integrates them: those
 * of one client in order, each after what it refers to. Linear in their number whatever the update says.
 */
export function read(doc: Y.Doc, { structs, ds }: Decoded): Reading {
  const queues = queuesOf(doc, structs)
  const known = (client: number): number => queues.get(client)?.state ?? Y.getState(doc.store, client)
  const waiting = new Waiting()
  const fresh: Struct[] = []
  const ready = [...queues.values()]
  for (let queue = ready.pop(); queue; queue = ready.pop()) {
    for (let struct = queue.structs[queue.next]; struct; struct = queue.structs[++queue.next]) {
      const missing = missingOf(struct, known, queue.state)
      if (missing) {
        waiting.add(missing, queue)
        break
      }
      const end = struct.id.clock + struct.length
      if (end <= queue.state) continue
      fresh.push(struct)
      queue.state = end
      waiting.free(struct.id.client, end, ready)
    }
  }
  if (waiting.size > 0 || deletesUnknown(ds, known)) return { is: 'pending' }
  return { is: 'whole', fresh, news: fresh.length > 0 || deletesNew(doc, ds), ds }
}

/** Queues that wait for a clock of a client; those of one client lie with the nearest clock last. */
class Waiting {
  size = 0
  readonly #clients = new Map<number, { clock: number; queue: Queue }[]>()

  add({ client, clock }: Y.ID, queue: Queue): void {
    const others = this.#clients.get(client) ?? []
    let low = 0
    let high = others.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((others[middle]?.clock ?? 0) > clock) low = middle + 1
      else high = middle
    }
    others.splice(low, 0, { clock, queue })
    this.#clients.set(client, others)
    this.size += 1
  }

  free(client: number, state: number, ready: Queue[]): void {
    const others = this.#clients.get(client)
    for (let last = others?.at(-1); others && last && last.clock < state; last = others.at(-1)) {
      others.pop()
      this.size -= 1
      ready.push(last.queue)
    }
  }
}

function queuesOf(doc: Y.Doc, structs: readonly Struct[]): Map<number, Queue> {
  const queues = new Map<number, Queue>()
  for (const struct of structs) {
    const { client } = struct.id
    const queue = queues.get(client)
    if (queue) queue.structs.push(struct)
    else queues.set(client, { structs: [struct], next: 0, state: Y.getState(doc.store, client) })
  }
  return queues
}

/** The first thing a struct refers to that is not there; a gap before it counts, and so does one that the sender left itself. */
function missingOf(struct: Struct, known: (client: number) => number, state: number): Y.ID | null {
  if (struct instanceof Y.Skip || struct.id.clock > state) return Y.createID(struct.id.client, Number.MAX_SAFE_INTEGER)
  if (!(struct instanceof Y.Item)) return null
  const parent = struct.parent instanceof Y.ID ? struct.parent : null
  for (const reference of [struct.origin, struct.rightOrigin, parent])
    if (reference && reference.clock >= known(reference.client)) return reference
  return null
}

function deletesUnknown(ds: Decoded['ds'], known: (client: number) => number): boolean {
  for (const [client, ranges] of ds.clients) for (const { clock, len } of ranges) if (clock + len > known(client)) return true
  return false
}

/** Whether anything is deleted that the document still shows. Stops at the first such thing, and at ranges out of order. */
function deletesNew(doc: Y.Doc, ds: Decoded['ds']): boolean {
  for (const [client, ranges] of ds.clients) {
    const structs = doc.store.clients.get(client) ?? []
    let reached = 0
    for (const { clock, len } of ranges) {
      if (clock < reached) return true
      reached = clock + len
      if (len > 0 && showsAny(structs, clock, reached)) return true
    }
  }
  return false
}

function showsAny(structs: (Y.Item | Y.GC)[], from: number, to: number): boolean {
  for (let index = Y.findIndexSS(structs, from); index < structs.length; index++) {
    const struct = structs[index]
    if (!struct || struct.id.clock >= to) return false
    if (!struct.deleted) return true
  }
  return false
}
