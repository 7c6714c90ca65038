import type { beforeSyncPayload, Connection, Document, Extension, Hocuspocus, TransactionOrigin } from '@hocuspocus/server'
import * as Y from 'yjs'
import { parseName, type DocumentName } from '../../shared/documentName.ts'
import { Refusal } from '../../shared/errors.ts'
import { Closed } from './closed.ts'
import type { Gate } from './gate.ts'
import { checkNumber, type Whole } from './schemaGuard.ts'
import type { DocumentStore, StoredDocument } from './store/documentStore.ts'
import type { Trouble } from './trouble.ts'
import { turn } from './turn.ts'
import type { Visitor } from './visitor.ts'

/** So many updates behind a state make a document worth folding; a load applies at most about so many. */
const longTail = 200

/** How long to wait with what the disk has refused, in ms. */
const payAgain = 2_000
type Owed = { updates: Uint8Array[]; paying: Promise<void> | null }

type Parts = {
  hocuspocus: () => Hocuspocus<Visitor>
  store: DocumentStore
  gate: Gate
  trouble: Trouble
  readings: WeakMap<beforeSyncPayload, Whole>
  /** Notes who wrote what: what comes of it is called in the turn of the write. A replica leaves that to its host. */
  authors?: { due: (payload: beforeSyncPayload<Visitor>, reading: Whole) => Promise<() => void> | null }
  /** Where the store is, for the sentences people read. */
  path: string
  /** Others write to the store too: what a document holds is then counted by what is read of it. */
  isShared?: boolean
  report: (reason: unknown) => void
}

/**
 * HB8 Acknowledged means on disk. `beforeSync` is awaited before Hocuspocus applies an update and acknowledges it; the append
 *     happens here. What fails to be written is neither applied nor acknowledged: the document is closed for that connection
 *     as `storeFailing`, the window keeps the change and brings it again when it attaches.
 */
export class Durability {
  readonly #parts: Parts
  readonly #leaving = new WeakMap<Connection, () => void>()
  /** What is shown already and not yet on disk, in its order. */
  readonly #owed = new WeakMap<Y.Doc, Owed>()
  /** How many updates the document in memory holds of those on disk: what a fold may replace. */
  readonly #through = new WeakMap<Y.Doc, number>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get extension(): Extension<Visitor> {
    return {
      extensionName: 'durability',
      connected: ({ connection, documentName }) => this.#greet(connection, nameOf(documentName)),
      onLoadDocument: ({ document, documentName }) => this.#load(document, nameOf(documentName)),
      beforeSync: (payload) => this.#keep(payload),
      afterHandleMessage: ({ connection }) => this.#landed(connection),
      onStoreDocument: ({ document, documentName }) => this.#fold(document, nameOf(documentName)),
    }
  }

  /** Reads a document that nobody has open, or the open one. @throws Refusal `storeDamaged` */
  async read(name: DocumentName): Promise<Y.Doc> {
    const open = this.#parts.hocuspocus().documents.get(name)
    if (open) return open
    const doc = new Y.Doc()
    await this.#fill(doc, name)
    return doc
  }

  /** The first content of a document that nobody can have open yet. @throws Refusal of the store */
  seed(name: DocumentName, update: Uint8Array): Promise<void> {
    return this.#append(name, update)
  }

  /**
   * A change of the hub's own to a document it has open: on disk first, all or nothing, then shown. What comes in several updates is
   * sent as so many messages, so that nobody has to take it all in at once. @throws Refusal of the store
   */
  async commit(document: Document, updates: readonly Uint8Array[]): Promise<void> {
    const leave = await this.#parts.gate.enter(nameOf(document.name))
    try {
      await this.commitHeld(document, ...updates)
    } finally {
      leave()
    }
  }

  /**
   * HB16 What has come in by another door (the uplink of a replica) is shown already: it goes to disk at once, again and again
   *      while the disk refuses it, and before whatever comes after it and may build on it.
   */
  receive(document: Document, update: Uint8Array): void {
    const owed = this.#owed.get(document) ?? { updates: [], paying: null }
    this.#owed.set(document, owed)
    owed.updates.push(update)
    void this.#pay(document, owed).catch((reason: unknown) => {
      if (reason instanceof Refusal) setTimeout(() => void this.received(document).catch(() => undefined), payAgain)
      else this.#parts.report(reason)
    })
  }

  /** Resolves when everything received is on disk. @throws Refusal of the store */
  async received(document: Document): Promise<void> {
    const owed = this.#owed.get(document)
    if (owed) await this.#pay(document, owed)
  }

  #pay(document: Document, owed: Owed): Promise<void> {
    const pay = async (): Promise<void> => {
      for (let update = owed.updates[0]; update; update = owed.updates[0]) {
        await this.#append(nameOf(document.name), update)
        owed.updates.shift()
        this.#count(document)
      }
    }
    owed.paying ??= pay().finally(() => (owed.paying = null))
    return owed.paying
  }

  /** The same, for whoever holds the document. */
  async commitHeld(document: Document, ...updates: readonly Uint8Array[]): Promise<void> {
    const [first, ...others] = updates
    if (!first) return
    await this.#append(nameOf(document.name), others.length === 0 ? first : Y.mergeUpdates([...updates]))
    Y.applyUpdate(document, first, { source: 'local' })
    for (const update of others) {
      document.flush()
      await turn()
      Y.applyUpdate(document, update, { source: 'local' })
    }
    this.#count(document)
  }

  /** Changes a document of text as the hub, open or not. Only for whoever holds it. @throws Refusal of the store */
  async rewriteHeld(name: DocumentName, change: (doc: Y.Doc) => void): Promise<void> {
    await this.#withOpen(name, (document) => this.commitHeld(document, updateBy(document, change)))
  }

  /** The same with a change that was made elsewhere and has been examined. */
  async mergeHeld(name: DocumentName, update: Uint8Array): Promise<void> {
    await this.#withOpen(name, (document) => this.commitHeld(document, update))
  }

  async #withOpen(name: DocumentName, work: (document: Document) => Promise<void>): Promise<void> {
    const direct = await this.#parts.hocuspocus().openDirectConnection(name)
    try {
      const document = this.#parts.hocuspocus().documents.get(name)
      if (!document) throw new TypeError(`${name} is not open`)
      await work(document)
    } finally {
      await direct.disconnect()
    }
  }

  /** The open documents, and up to which update each is whole. */
  open(): Map<DocumentName, number> {
    const open = [...this.#parts.hocuspocus().documents.values()]
    return new Map(open.map((document) => [nameOf(document.name), this.#through.get(document) ?? 0]))
  }

  /** What other nodes have written to a document. */
  follow(name: DocumentName, { state, updates, through }: StoredDocument): void {
    const document = this.#parts.hocuspocus().documents.get(name)
    if (!document || through <= (this.#through.get(document) ?? 0)) return
    if (applies(document, state ? [state, ...updates] : updates, { source: 'redis' })) this.#through.set(document, through)
    else this.#parts.report(new TypeError('What others have written does not fit'))
  }

  /** A tail that was left long by a fall is folded when somebody comes, not only when somebody writes. */
  async #greet(connection: Connection, name: DocumentName): Promise<void> {
    const trouble = name === 'register' ? this.#parts.trouble.now : null
    if (trouble) connection.sendStateless(JSON.stringify(trouble))
    await this.#fold(connection.document, name)
  }

  async #load(document: Document, name: DocumentName): Promise<void> {
    try {
      await this.#fill(document, name)
      checkNumber(document, name)
    } catch (reason) {
      document.destroy()
      throw reason instanceof Refusal ? new Closed(reason.failure) : reason
    }
  }

  async #fill(doc: Y.Doc, name: DocumentName): Promise<void> {
    const { state, updates, through } = await this.#parts.store.load(name)
    if (!applies(doc, state ? [state, ...updates] : updates))
      throw new Refusal({ kind: 'storeDamaged', path: this.#parts.path, document: name })
    this.#through.set(doc, through)
  }

  async #keep(payload: beforeSyncPayload<Visitor>): Promise<void> {
    const { connection, document } = payload
    const reading = this.#parts.readings.get(payload)
    if (!reading?.news) {
      this.#stillOpen(connection, document)
      return
    }
    // Mostly nothing is due, and then nothing is waited for.
    const due = this.#parts.authors?.due(payload, reading) ?? null
    const stamp = due && (await due)
    const leave = await this.#parts.gate.enter(nameOf(payload.documentName))
    try {
      this.#stillOpen(connection, document)
      await this.received(document)
      const written = this.#append(nameOf(payload.documentName), payload.payload, () => this.#stillOpen(connection, document))
      stamp?.()
      await written
      this.#count(document)
      this.#leaving.set(connection, leave)
    } catch (reason) {
      leave()
      throw reason instanceof Refusal ? new Closed('storeFailing') : reason
    }
  }

  /**
   * A connection that was closed still works off what it had queued, and a document that everybody has left may be replaced
   * while somebody comes in: neither may be written to any more.
   */
  #stillOpen(connection: Connection, document: Document): void {
    if (!document.hasConnection(connection)) throw new Closed('rightsChanged')
    if (this.#parts.hocuspocus().documents.get(document.name) !== document) throw new Closed('resync')
  }

  async #append(name: DocumentName, update: Uint8Array, may?: () => void): Promise<void> {
    try {
      await this.#parts.store.append(name, update, may)
    } catch (reason) {
      if (reason instanceof Refusal) this.#parts.trouble.failing(reason.failure)
      throw reason
    }
    this.#parts.trouble.well()
  }

  #count(document: Y.Doc): void {
    if (!this.#parts.isShared) this.#through.set(document, (this.#through.get(document) ?? 0) + 1)
  }

  #landed(connection: Connection): Promise<void> {
    this.#leaving.get(connection)?.()
    this.#leaving.delete(connection)
    return Promise.resolve()
  }

  /**
   * HB10 A long tail of updates is folded into one state when typing pauses, and when the last reader leaves. Never while a change
   *      is on its way in: the state would not hold it, and the fold would drop it from disk.
   */
  async #fold(document: Document, name: DocumentName): Promise<void> {
    const { store, gate, hocuspocus, report } = this.#parts
    const through = this.#through.get(document)
    if (through === undefined || store.tail(name) < longTail) return
    if (document.store.pendingStructs !== null || document.store.pendingDs !== null) return
    if (!gate.isIdle(name) || hocuspocus().documents.get(name) !== document) return
    try {
      await store.compact(name, Y.encodeStateAsUpdate(document), through)
    } catch (reason) {
      if (!(reason instanceof Refusal)) report(reason)
    }
  }
}

/** One transaction for the whole log takes half the time of one for each update. `false` if it leaves anything undone. */
function applies(doc: Y.Doc, updates: readonly Uint8Array[], origin?: TransactionOrigin): boolean {
  try {
    doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)), origin)
  } catch {
    return false
  }
  return doc.store.pendingStructs === null && doc.store.pendingDs === null
}

function updateBy(doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(copy)
  copy.transact(() => change(copy))
  return Y.encodeStateAsUpdate(copy, before)
}

function nameOf(name: string): DocumentName {
  const parsed = parseName(name)
  if (!parsed) throw new TypeError('not the name of a document')
  return parsed.kind === 'register' ? 'register' : `${parsed.kind}/${parsed.id}`
}
