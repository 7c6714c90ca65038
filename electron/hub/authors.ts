import type { beforeSyncPayload, DirectConnection, Document, Hocuspocus } from '@hocuspocus/server'
import * as Y from 'yjs'
import { documentName, parseName } from '../../shared/documentName.ts'
import { minute, readAuthors, readSpans, readTouched, spansMap, touchedMap, type KeptSpan } from '../../shared/documents/authors.ts'
import type { Durability } from './durability.ts'
import type { Whole } from './schemaGuard.ts'
import type { Visitor } from './visitor.ts'

type Doors = { hocuspocus: () => Hocuspocus<Visitor>; durability: () => Durability; now: () => Date; report: (reason: unknown) => void }
type Last = { by: string; at: number }
/** What is known of one open memo: whose the last letters of each client were, and when each member last touched it. Times in minutes. */
type Known = { clients: Map<number, Last>; touched: Map<string, number>; opened: Promise<Document | null> | null }

/** Letters of the hub's client from `from` on are those that `of` names. */
export type PutBack = { from: number; of: { client: number; clock: number } }

/** So many minutes one span holds at most: how exactly 'when' can be told of a letter. */
const longest = 10
/** A client with more spans than that gets new ones only where the member changes. */
const mostSpans = 500

/**
 * HB24 Who wrote what is stamped as the text goes to disk, in the same write (AU1). It costs each change a look into a map; something
 *      is written once a minute for each member at work, and when a client is new.
 */
export class Authors {
  readonly #doors: Doors
  readonly #known = new WeakMap<Y.Doc, Known>()

  constructor(doors: Doors) {
    this.#doors = doors
  }

  /** `null` where nothing is to be noted, nearly always. What it resolves to is called in the turn in which the change is given to the store. */
  due({ document, documentName: name, context }: beforeSyncPayload<Visitor>, { fresh }: Whole): Promise<() => void> | null {
    if (!name.startsWith('memo/')) return null
    const at = Math.floor(this.#doors.now().getTime() / minute)
    const known = this.#of(document)
    const by = context.memberId
    let firsts: Map<number, number> | null = null
    let client: number | null = null
    for (const { id } of fresh) {
      if (id.client === client) continue
      client = id.client
      const last = known.clients.get(client)
      if (last?.by === by && at - last.at < longest) continue
      firsts ??= new Map()
      if (!firsts.has(client)) firsts.set(client, Math.max(id.clock, Y.getState(document.store, client)))
    }
    if (firsts === null && known.touched.get(by) === at) return null
    const begun: ReadonlyMap<number, number> = firsts ?? new Map()
    return this.#open(document, known).then((authors) => () => {
      if (authors) this.#stamp(authors, known, begun, { by, at })
    })
  }

  /** AU5 Letters of the hub's own client, from one number on each, are those of another's. Not of those of a replica, which notes nobody. */
  keep(document: Document, letters: readonly PutBack[]): void {
    const known = this.#of(document)
    void this.#open(document, known)
      .then((authors) => {
        if (authors) this.#write(authors, () => spansMap(authors).set(...spansOf(authors, document.clientID, letters)))
      })
      .catch(this.#doors.report)
  }

  #of(document: Y.Doc): Known {
    const known = this.#known.get(document) ?? { clients: new Map(), touched: new Map(), opened: null }
    this.#known.set(document, known)
    return known
  }

  #stamp(authors: Document, known: Known, firsts: ReadonlyMap<number, number>, { by, at }: Last): void {
    this.#write(authors, () => {
      for (const [client, from] of firsts) {
        const spans = readSpans(authors, client)
        const [, was, since] = spans.at(-1) ?? []
        const isNew = was !== by || (at - (since ?? at) >= longest && spans.length < mostSpans)
        if (isNew) spansMap(authors).set(String(client), [...spans, [from, by, at]])
      }
      touchedMap(authors).set(by, at)
    })
    for (const client of firsts.keys()) known.clients.set(client, { by, at })
    known.touched.set(by, at)
  }

  #write(authors: Document, change: () => void): void {
    authors.once('update', (update: Uint8Array) => this.#doors.durability().receive(authors, update))
    authors.transact(change, { source: 'local' })
  }

  /** Held open as long as the memo is. Without it the text is written all the same. */
  #open(document: Document, known: Known): Promise<Document | null> {
    known.opened ??= this.#enter(document, known).catch((reason: unknown) => {
      this.#doors.report(reason)
      return null
    })
    return known.opened
  }

  async #enter(document: Document, known: Known): Promise<Document | null> {
    const { hocuspocus, report } = this.#doors
    const parsed = parseName(document.name)
    if (parsed?.kind !== 'memo') return null
    const name = documentName('authors', parsed.id)
    const direct: DirectConnection = await hocuspocus().openDirectConnection(name)
    const authors = hocuspocus().documents.get(name)
    const leave = (): void => void direct.disconnect().catch(report)
    if (!authors || document.isDestroyed) {
      leave()
      return null
    }
    document.once('destroy', leave)
    for (const [by, at] of readTouched(authors)) known.touched.set(by, at)
    // By another node of a cluster, too.
    spansMap(authors).observe(({ keysChanged }) => keysChanged.forEach((key) => known.clients.delete(Number(key))))
    return authors
  }
}

function spansOf(authors: Y.Doc, client: number, letters: readonly PutBack[]): [string, KeptSpan[]] {
  const noted = readAuthors(authors)
  const spans = readSpans(authors, client)
  for (const { from, of } of letters) {
    const span = noted.of(of.client, of.clock)
    const [by, at] = [span?.by ?? null, Math.floor((span?.at ?? 0) / minute)]
    const [, was, since] = spans.at(-1) ?? []
    if (was !== by || since !== at) spans.push([from, by, at])
  }
  return [String(client), spans]
}
