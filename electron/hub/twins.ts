import * as Y from 'yjs'
import { itemsIn } from '../../shared/documents/adrift.ts'

type Deleted = Y.Transaction['deleteSet']
/** What an update says: what it deletes, and, where it answers a handshake, what its sender had before; then all it has ever seen deleted is named. */
export type Said = { deleted: Deleted; seen: ReadonlyMap<number, number> | null }

/** A block that somebody made something else of, and what that is. */
type Remade = { was: Y.ID; is: Y.XmlElement }

/** So many are remembered, the latest. */
const most = 500

/**
 * Lines that two people have made something else of at the same time. For Yjs each has deleted the line and put in one of their own, so
 * that it would stand twice.
 *
 * AD3 Where a block takes the place of one that another block has taken the place of already, and whoever made it had not seen that other
 *     one, the one goes whose letters all stand in the other in their order: no letter is lost. Where each has letters that the other
 *     has not, both stay. Decided by the hub to which the second comes, which alone has seen both.
 */
export class Twins {
  readonly #root: Y.XmlFragment
  #remade: Remade[] = []

  constructor(root: Y.XmlFragment) {
    this.#root = root
  }

  /** Blocks of the text to be taken out. Ask in `afterTransaction`. */
  in(transaction: Y.Transaction, said: Said): Y.XmlElement[] {
    const { deleteSet, beforeState } = transaction
    const rivals = this.#remade.filter(({ was, is }) => Y.isDeleted(said.deleted, was) && !hasSeen(said, is) && isThere(is))
    const gone = this.#goneIn(transaction)
    if (rivals.length === 0 && gone.length === 0) return []
    const fresh = this.#root.toArray().filter((block): block is Y.XmlElement => block instanceof Y.XmlElement && isNew(block, beforeState))
    const twice = new Set<Y.XmlElement>()
    const taken = new Set<Y.XmlElement>()
    for (const { was, is } of rivals) {
      if (twice.has(is)) continue
      const twin = fresh.find((block) => !taken.has(block) && areAlike(wordsOf(is), wordsOf(block)))
      if (!twin) continue
      taken.add(twin)
      const goes = holdsAll(is, twin) ? twin : holdsAll(twin, is) ? is : null
      if (goes) twice.add(goes)
      if (goes === is) this.#remade.push({ was, is: twin })
    }
    for (const item of gone) {
      const words = wordsOf(item.content.type, [said.deleted, deleteSet])
      const is = fresh.find((block) => !taken.has(block) && areAlike(words, wordsOf(block)))
      if (!is) continue
      taken.add(is)
      this.#remade.push({ was: item.id, is })
    }
    this.#remade = this.#remade.filter(({ is }) => isThere(is) && !twice.has(is)).slice(-most)
    return [...twice]
  }

  /** Blocks of the text that this change takes away. */
  #goneIn({ deleteSet, beforeState, doc }: Y.Transaction): (Y.Item & { content: Y.ContentType })[] {
    const found: (Y.Item & { content: Y.ContentType })[] = []
    for (const [client, ranges] of deleteSet.clients) {
      const known = beforeState.get(client) ?? 0
      for (const { clock, len } of ranges)
        for (const item of itemsIn(doc, client, clock, Math.min(clock + len, known)))
          if (item.parent === this.#root && isBlock(item)) found.push(item)
    }
    return found
  }
}

const isBlock = (item: Y.Item): item is Y.Item & { content: Y.ContentType } =>
  item.content instanceof Y.ContentType && item.content.type instanceof Y.XmlElement

const isThere = ({ _item }: Y.XmlElement): boolean => _item?.deleted === false
const isNew = ({ _item }: Y.XmlElement, before: ReadonlyMap<number, number>): boolean =>
  _item !== null && _item.id.clock >= (before.get(_item.id.client) ?? 0)
const hasSeen = ({ seen }: Said, { _item }: Y.XmlElement): boolean =>
  seen !== null && _item !== null && (seen.get(_item.id.client) ?? 0) > _item.id.clock

/** The letters of a block; of one that a change has just taken away, those that the change names. */
function wordsOf(type: unknown, taken?: readonly Deleted[]): string {
  if (type instanceof Y.XmlText) return itemsOf(type).reduce((words, item) => words + lettersIn(item, taken), '')
  if (!(type instanceof Y.XmlElement)) return ''
  return itemsOf(type).reduce((words, { content }) => words + (content instanceof Y.ContentType ? wordsOf(content.type, taken) : ''), '')
}

function lettersIn({ id, content, deleted }: Y.Item, taken: readonly Deleted[] = []): string {
  if (!(content instanceof Y.ContentString)) return ''
  if (!deleted) return content.str
  if (taken.length === 0) return ''
  const wasThere = (nth: number): boolean => taken.every((set) => Y.isDeleted(set, Y.createID(id.client, id.clock + nth)))
  return unitsOf(content.str)
    .filter((_, nth) => wasThere(nth))
    .join('')
}

/** One is the other, or the other with letters put in: half of what stands there at least is what was there. */
function areAlike(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short !== '' && short.length * 2 >= long.length && areIn(unitsOf(long), unitsOf(short))
}

/** Whether a block has all of another: letters, notes, pictures, what was written beside them, and suggestions. */
const holdsAll = (block: Y.XmlElement, other: Y.XmlElement): boolean => areIn(partsOf(block), partsOf(other))

function partsOf(type: unknown): string[] {
  if (type instanceof Y.XmlText)
    return itemsOf(type).flatMap(({ content, deleted }) => {
      if (deleted) return []
      if (content instanceof Y.ContentString) return unitsOf(content.str)
      return content instanceof Y.ContentFormat && suggestionMarks.includes(content.key)
        ? [JSON.stringify([content.key, content.value])]
        : []
    })
  if (!(type instanceof Y.XmlElement)) return []
  const beside = Object.entries(type.getAttributes()).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' && value !== '' && name !== 'id' ? [`${name} ${value}`] : [],
  )
  return [...(leaves.includes(type.nodeName) ? [type.nodeName] : []), ...beside, ...type.toArray().flatMap(partsOf)]
}
const leaves = ['hardBreak', 'footnote', 'figure', 'chart']
const suggestionMarks = ['insertion', 'deletion', 'formatting']

function itemsOf(type: Y.XmlText | Y.XmlElement): Y.Item[] {
  const items: Y.Item[] = []
  for (let item = type._start; item; item = item.right) items.push(item)
  return items
}

/** UTF-16 units: Yjs counts in them. */
const unitsOf = (text: string): string[] => text.split('')

/** Whether all of some stand among others in their order. */
function areIn(among: readonly string[], some: readonly string[]): boolean {
  let at = 0
  for (const one of among) if (one === some[at]) at += 1
  return at >= some.length
}
