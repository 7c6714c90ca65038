import * as Y from 'yjs'
import { z } from 'zod'
import { commonEnd, commonStart } from './alike.ts'

/**
 * Letters that went with their line, though whoever took the line apart had never seen them.
 *
 * For Yjs a line that becomes a heading, goes on with the one above or moves is deleted and made anew: what somebody else has typed
 * into it at the same time, or offline, would go with the old one for everybody, and nobody would have deleted it.
 *
 * AD1 Wherever an update takes away letters that it does not name, they are put back at once where their line is now, or as a line
 *     of their own. That is the one place where they were still there: nobody else has to, and nobody else does.
 */
export type Adrift = {
  text: string
  /** The marks that the letters had. */
  attributes: Attributes
  before: string
  after: string
  /** Which block of the text they were in. */
  at: number
  /** Which letters of which client they were, piece by piece. */
  of: { client: number; clock: number; length: number }[]
}
type Attributes = Record<string, unknown>
type Deleted = Y.Transaction['deleteSet']

/** So much of a line is looked at on either side, in UTF-16 units. */
const context = 40
/** So many equal units tell a place; fewer only where they are all that there was. */
const enough = 4

/**
 * What a transaction took along. Ask before the transaction is cleaned up, in `afterTransaction`.
 * @param said what the update itself says is deleted
 * @param client whose letters are asked for; everybody's when left out
 */
export function adriftIn({ deleteSet, beforeState, doc }: Y.Transaction, said: Deleted, root: Y.XmlFragment, client?: number): Adrift[] {
  const lines = new Map<Y.XmlText, Set<Y.Item>>()
  for (const [of, ranges] of deleteSet.clients) {
    if (client !== undefined && of !== client) continue
    const known = beforeState.get(of) ?? 0
    for (const { clock, len } of ranges)
      for (const item of itemsIn(doc, of, clock, Math.min(clock + len, known))) {
        if (!(item.content instanceof Y.ContentString) || !(item.parent instanceof Y.XmlText)) continue
        if (!lettersOf(item).some((_, nth) => isIn(deleteSet, item, nth) && !isIn(said, item, nth))) continue
        const items = lines.get(item.parent) ?? new Set()
        lines.set(item.parent, items.add(item))
      }
  }
  return [...lines].flatMap(([line, items]) => (placeOf(line, root) === null ? [] : runsOf(line, items, deleteSet, said, root)))
}

const isIn = (set: Deleted, { id }: Y.Item, nth: number): boolean => Y.isDeleted(set, Y.createID(id.client, id.clock + nth))
/** UTF-16 units: Yjs counts in them. */
const lettersOf = ({ content }: Y.Item): string[] => (content instanceof Y.ContentString ? content.str.split('') : [])

/** Items of a client from one number to before another. */
export function itemsIn(doc: Y.Doc, client: number, from: number, to: number): Y.Item[] {
  const structs = doc.store.clients.get(client) ?? []
  const found: Y.Item[] = []
  if (from >= to) return found
  for (let at = Y.findIndexSS(structs, from); at < structs.length; at++) {
    const struct = structs[at]
    if (!struct || struct.id.clock >= to) break
    if (struct instanceof Y.Item) found.push(struct)
  }
  return found
}

/** The block of the text that a line lay in, by how many stood before it; `null` for what lies elsewhere. */
function placeOf(line: Y.XmlText, root: Y.XmlFragment): number | null {
  let type: unknown = line
  while ((type instanceof Y.XmlText || type instanceof Y.XmlElement) && type._item) {
    if (type._item.parent !== root) {
      type = type._item.parent
      continue
    }
    let at = 0
    for (let item = type._item.left; item; item = item.left) if (!item.deleted && item.countable) at += item.length
    return at
  }
  return null
}

function runsOf(line: Y.XmlText, lost: ReadonlySet<Y.Item>, deleteSet: Deleted, said: Deleted, root: Y.XmlFragment): Adrift[] {
  const at = placeOf(line, root) ?? 0
  const letters: { letter: string; isLost: boolean; attributes: Attributes; client: number; clock: number }[] = []
  let attributes: Attributes = {}
  for (let item = line._start; item; item = item.right) {
    const here = item
    const wasThere = (nth: number): boolean => !here.deleted || isIn(deleteSet, here, nth)
    if (item.content instanceof Y.ContentFormat && wasThere(0)) {
      const { key, value } = format.parse(item.content)
      attributes = { ...attributes, [key]: value }
    }
    for (const [nth, letter] of lettersOf(item).entries())
      if (wasThere(nth))
        letters.push({
          ...{ letter, attributes, isLost: lost.has(item) && item.deleted && !isIn(said, item, nth) },
          ...{ client: item.id.client, clock: item.id.clock + nth },
        })
  }
  const runs: Adrift[] = []
  const words = letters.map(({ letter }) => letter)
  for (let from = 0; from < letters.length; from++) {
    const first = letters[from]
    if (!first?.isLost) continue
    let to = from + 1
    while (letters[to]?.isLost && letters[to]?.attributes === first.attributes) to++
    const behind = letters.slice(to).filter(({ isLost }) => !isLost)
    const after = behind.map(({ letter }) => letter).join('')
    runs.push({
      text: words.slice(from, to).join(''),
      ...{ attributes: first.attributes, of: piecesOf(letters.slice(from, to)) },
      before: words.slice(Math.max(0, from - context), from).join(''),
      after: after.slice(0, context),
      at,
    })
    from = to - 1
  }
  return runs
}
function piecesOf(letters: readonly { client: number; clock: number }[]): Adrift['of'] {
  const pieces: Adrift['of'] = []
  for (const { client, clock } of letters) {
    const last = pieces.at(-1)
    if (last?.client === client && last.clock + last.length === clock) last.length += 1
    else pieces.push({ client, clock, length: 1 })
  }
  return pieces
}
const format = z.object({ key: z.string(), value: z.unknown() })

/** Puts letters back, each run where what stood around it stands now. */
export function takeIn(root: Y.XmlFragment, letters: readonly Adrift[]): void {
  for (const run of letters) {
    const lines = linesIn(root)
    if (run.before === '' && run.after === '' && isThere(lines, run.text)) continue
    const place = placeFor(lines, run)
    if (place) place.line.insert(place.index, run.text, run.attributes)
    else {
      const line = new Y.XmlText()
      line.insert(0, run.text, run.attributes)
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [line])
      root.insert(Math.min(run.at, root.length), [paragraph])
    }
  }
}

type Line = { line: Y.XmlText; text: string }
/** A whole line that somebody has moved meanwhile, with all that is in it. */
const isThere = (lines: readonly Line[], text: string): boolean => text.length >= enough && lines.some((one) => one.text.includes(text))

function linesIn(root: Y.XmlFragment): Line[] {
  const lines: Line[] = []
  for (const node of root.createTreeWalker((one) => one instanceof Y.XmlText))
    if (node instanceof Y.XmlText && node.length > 0) lines.push({ line: node, text: textOf(node) })
  return lines
}

/** An embed counts as one unit, which no letter equals. */
const textOf = (line: Y.XmlText): string =>
  delta
    .parse(line.toDelta())
    .map(({ insert }) => (typeof insert === 'string' ? insert : '\ufffc'))
    .join('')
const delta = z.array(z.object({ insert: z.unknown() }))

function placeFor(lines: readonly Line[], { before, after }: Adrift): { line: Y.XmlText; index: number } | null {
  let best: { line: Y.XmlText; index: number; score: number } | null = null
  for (const { line, text } of lines)
    for (const index of candidates(text, before, after)) {
      const score = commonEnd(text.slice(0, index), before) + commonStart(text.slice(index), after)
      const isSure = score >= enough || (score > 0 && score === before.length + after.length)
      if (isSure && score > (best?.score ?? 0)) best = { line, index, score }
    }
  return best
}

/** Behind each place where the words before end, and in front of each where those after begin. */
function candidates(text: string, before: string, after: string): Set<number> {
  const places = new Set<number>()
  const look = (words: string, shift: number): void => {
    if (words === '') return
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) places.add(at + shift)
  }
  const left = before.slice(-2)
  look(left, left.length)
  look(after.slice(0, 2), 0)
  return places
}
