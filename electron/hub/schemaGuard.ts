import { createHash } from 'node:crypto'
import type { beforeSyncPayload, Extension } from '@hocuspocus/server'
import * as Y from 'yjs'
import { z } from 'zod'
import { parseName } from '../../shared/documentName.ts'
import { entryAt, grammarOf, markRule, nodePlace, rootAt, type Grammar, type Place } from '../../shared/documents/guard.ts'
import { documentMeta } from '../../shared/documents/memo.ts'
import { pictureLimits, picturesSize } from '../../shared/documents/pictures.ts'
import { Closed } from './closed.ts'
import { checkCounts, limits } from './limits.ts'
import type { Parked } from './parked.ts'
import { decode, read, type Decoded, type Reading, type Struct } from './update.ts'
import type { Visitor } from './visitor.ts'

export type Whole = Extract<Reading, { is: 'whole' }>

/**
 * HB5 Only names, attributes and marks of the closed list get into a document, and nothing nested deeper than the limit: both
 *     are read from the structs of the update itself, before anything is applied. What Yjs could not integrate at once is not
 *     acknowledged either: parked.ts.
 *
 * Leaves what it has read in `readings`, for durability: an update is decoded once here.
 */
export const schemaGuarded = (parked: Parked, readings: WeakMap<beforeSyncPayload, Whole>): Extension<Visitor> => ({
  extensionName: 'schemaGuard',
  beforeSync: (payload) => attempt(() => guard(payload, parked, readings)),
})

function attempt(work: () => void): Promise<void> {
  try {
    work()
    return Promise.resolve()
  } catch (reason) {
    return Promise.reject(reason instanceof Closed ? reason : new Closed({ kind: 'invalid', field: 'update' }))
  }
}

/** SyncStep1 asks for changes and brings none. */
const asks = 0

function guard(payload: beforeSyncPayload, parked: Parked, readings: WeakMap<beforeSyncPayload, Whole>): void {
  if (payload.type === asks || payload.connection.readOnly) return
  const kind = parseName(payload.documentName)?.kind
  const grammar = kind && kind !== 'register' ? grammarOf(kind) : null
  if (!grammar) throw new Closed({ kind: 'forbidden' })
  const decoded = decode(payload.payload)
  const reading = examine(grammar, payload.document, decoded)
  if (reading.is === 'whole') readings.set(payload, reading)
  else parked.park(payload.connection, decoded)
}

/** Reads an update against a document of the grammar; touches neither. @throws Closed for what the grammar does not know */
export function examine(grammar: Grammar, doc: Y.Doc, decoded: Decoded): Reading {
  checkCounts(decoded)
  const reading = read(doc, decoded)
  if (reading.is === 'whole') {
    new Guard(grammar, doc).check(reading.fresh)
    checkPictures(doc, reading.fresh)
  }
  return reading
}

/** PC3 No memo has more pictures than a link lets through at once. @throws Closed */
function checkPictures(doc: Y.Doc, fresh: readonly Struct[]): void {
  const added = fresh.reduce(
    (sum, one) => sum + (one instanceof Y.Item && one.content instanceof Y.ContentBinary ? one.content.content.byteLength : 0),
    0,
  )
  if (added > 0 && picturesSize(doc) + added > pictureLimits.hub) throw new Closed({ kind: 'picturesFull' })
}

type Where = { place: Place; depth: number; key: string | null }
/** `gone`: within something that was deleted and forgotten; Yjs drops what is put there. */
type Found = Where | 'gone'

/** One update against one document. Structs come in the order in which `read` gave them, so what a struct refers to is known. */
class Guard {
  readonly #grammar: Grammar
  readonly #doc: Y.Doc
  readonly #fresh = new Map<number, { struct: Struct; found: Found }[]>()
  readonly #types = new Map<Y.ContentType['type'], { place: Place; depth: number }>()

  constructor(grammar: Grammar, doc: Y.Doc) {
    this.#grammar = grammar
    this.#doc = doc
  }

  /** @throws Closed `schemaUnknown` with the name that is not known */
  check(fresh: readonly Struct[]): void {
    for (const struct of fresh) {
      const found = struct instanceof Y.Item ? this.#whereIs(struct) : 'gone'
      if (struct instanceof Y.Item && found !== 'gone') this.#checkContent(struct.content, found)
      const { client } = struct.id
      const others = this.#fresh.get(client)
      if (others) others.push({ struct, found })
      else this.#fresh.set(client, [{ struct, found }])
    }
  }

  /** As Yjs itself finds the parent: given, or that of the left neighbour, or that of the right one. */
  #whereIs(item: Y.Item): Found {
    if (typeof item.parent === 'string') return this.#inRoot(item.parent, item.parentSub)
    if (item.parent instanceof Y.ID) return this.#within(this.#typeAt(item.parent), item.parentSub)
    const neighbour = item.origin ?? item.rightOrigin
    return neighbour ? this.#placeAt(neighbour) : 'gone'
  }

  #inRoot(root: string, key: string | null): Where {
    const place = rootAt(this.#grammar, root)
    if (!place) throw unknown(root)
    return { place, depth: 1, key }
  }

  #typeAt(id: Y.ID): Y.ContentType['type'] | null {
    const struct = this.#structAt(id)
    return struct instanceof Y.Item && struct.content instanceof Y.ContentType ? struct.content.type : null
  }

  #within(type: Y.ContentType['type'] | null, key: string | null): Found {
    const found = type && this.#inType(type)
    return found ? { ...found, key } : 'gone'
  }

  #structAt(id: Y.ID): Struct | undefined {
    return id.clock < Y.getState(this.#doc.store, id.client) ? Y.getItem(this.#doc.store, id) : this.#freshAt(id)?.struct
  }

  #placeAt(id: Y.ID): Found {
    if (id.clock >= Y.getState(this.#doc.store, id.client)) return this.#freshAt(id)?.found ?? 'gone'
    const item = Y.getItem(this.#doc.store, id)
    return item instanceof Y.Item && item.parent instanceof Y.AbstractType ? this.#within(item.parent, item.parentSub) : 'gone'
  }

  #freshAt({ client, clock }: Y.ID): { struct: Struct; found: Found } | undefined {
    const structs = this.#fresh.get(client) ?? []
    let low = 0
    let high = structs.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((structs[middle]?.struct.id.clock ?? 0) <= clock) low = middle
      else high = middle - 1
    }
    return structs[low]
  }

  /**
   * Place and depth of a type: one of this update, or one of the document, looked up from the nearest ancestor that is known.
   * `null` for one of this update that is itself put into what is gone.
   */
  #inType(type: Y.ContentType['type']): { place: Place; depth: number } | null {
    const path: Y.ContentType['type'][] = []
    let known = this.#types.get(type)
    for (let at = type; !known; known = this.#types.get(at)) {
      if (at.doc === null) return null
      const parent = at._item?.parent
      if (!(parent instanceof Y.AbstractType)) {
        known = this.#inRoot(Y.findRootTypeKey(at), null)
        this.#types.set(at, known)
        break
      }
      path.push(at)
      at = parent
    }
    for (let at = path.pop(); at; at = path.pop()) {
      known = { place: this.#placeWithin({ ...known, key: at._item?.parentSub ?? null }, at), depth: known.depth + 1 }
      this.#types.set(at, known)
    }
    return known
  }

  #placeWithin({ place, key }: Where, type: Y.ContentType['type']): Place {
    if (key !== null) {
      const entry = entryAt(this.#grammar, place, key)
      if (entry && 'type' in entry && isOf(type, entry.type)) return entry.type
      throw unknown(key)
    }
    const node = place.is === 'fragment' || place.is === 'element' ? nodePlace(this.#grammar, type) : type.constructor.name
    if (typeof node === 'string') throw unknown(node)
    return node
  }

  #checkContent(content: Y.Item['content'], where: Where): void {
    if (content instanceof Y.ContentDeleted) return
    if (content instanceof Y.ContentType) {
      this.#checkType(content.type, where)
      return
    }
    if (where.key !== null) {
      this.#checkValue(content, where.place, where.key)
      return
    }
    if (where.place.is !== 'text') throw unknown(content.constructor.name)
    if (content instanceof Y.ContentString) return
    if (!(content instanceof Y.ContentFormat)) throw unknown(content.constructor.name)
    const rule = markRule(this.#grammar, content.key)
    if (!rule?.safeParse(content.value).success) throw unknown(content.key)
  }

  #checkType(type: Y.ContentType['type'], where: Where): void {
    const depth = where.depth + 1
    if (depth > limits.depth) throw new Closed({ kind: 'invalid', field: 'depth' })
    this.#types.set(type, { place: this.#placeWithin(where, type), depth })
  }

  #checkValue(content: Y.Item['content'], place: Place, key: string): void {
    const entry = entryAt(this.#grammar, place, key)
    if (!entry || !('value' in entry)) throw unknown(key)
    const values: readonly unknown[] | null =
      content instanceof Y.ContentAny ? content.arr : content instanceof Y.ContentBinary ? [content.content] : null
    if (!values?.every((value) => entry.value.safeParse(value).success)) throw unknown(key)
    if (entry.hashed && !(content instanceof Y.ContentBinary && sha256(content.content) === key)) throw unknown(key)
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const isOf = (type: Y.ContentType['type'], place: Place): boolean =>
  place.is === 'map' ? type.constructor === Y.Map : place.is === 'fragment' && type.constructor === Y.XmlFragment

/** Names are what a stranger sent: the sentence a person reads quotes so much of one. */
const unknown = (name: string): Closed => new Closed({ kind: 'schemaUnknown', name: name.slice(0, 60) })

/** A document that a newer version wrote is not opened: this one would not know what to guard. @throws Closed `schemaNewer` */
export function checkNumber(document: Y.Doc, documentName: string): void {
  const kind = parseName(documentName)?.kind
  if (kind === undefined || kind === 'register') return
  const found = z.int().catch(0).parse(documentMeta(document).get('schema'))
  const known = grammarOf(kind)?.schema ?? 0
  if (found > known) throw new Closed({ kind: 'schemaNewer', found, known })
}
