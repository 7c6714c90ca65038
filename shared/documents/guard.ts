import * as Y from 'yjs'
import { z } from 'zod'
import type { DocumentKind } from '../documentName.ts'
import { id } from '../register.ts'
import { agendaSchemaNumber, agendaTexts, clockTime, responderRule } from './agenda.ts'
import { chartKind, figureWidth, headingLevel, memoSchemaNumber, noteSource, pictureHash } from './memo.ts'
import { minutesSchemaNumber } from './minutes.ts'
import { keptPicture, pictureSchemaNumber } from './pictures.ts'
import { formatting, mark, suggestedRules } from './suggestions.ts'
import { entry as talkEntry, entryKey, talkSchemaNumber } from './talk.ts'

/**
 * What a document of each kind may hold: a closed list of roots, node names, attributes and marks. The hub refuses updates that
 * carry anything else; an editor that meets anything else must not bind, because it would delete it for everyone
 * (reliability.md §0, finding 1). `schema.ts` gives the editor the same names; widening means a new schema number.
 */
export type Grammar = {
  /** The number of the schema that these names make up. */
  schema: number
  roots: Readonly<Record<string, Place>>
  elements: Readonly<Record<string, Attributes>>
  marks: Readonly<Record<string, z.ZodType>>
}
/** A Yjs type by what it may hold. */
export type Place =
  { is: 'fragment' } | { is: 'text' } | { is: 'element'; name: string } | { is: 'map'; entry: (key: string) => Entry | undefined }
/** `hashed`: its key is the SHA-256 of its bytes. */
export type Entry = { value: z.ZodType; hashed?: true } | { type: Place }
type Attributes = Readonly<Record<string, z.ZodType>>

const line = z.string().max(1000)
const span = z.int().min(1).max(100)
const set = z.union([z.null(), z.literal(true), z.strictObject({})])
const cell: Attributes = { colspan: span, rowspan: span, colwidth: z.array(z.number()).max(100).nullable() }
const fragment: Place = { is: 'fragment' }
const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(table, key) ? table[key] : undefined)
const map = (entries: Readonly<Record<string, Entry>>): Place => ({ is: 'map', entry: (key) => own(entries, key) })
const meta = (schema: number): Place => map({ schema: { value: z.int().min(1).max(schema) } })

const agendaItem = map({
  order: { value: z.string().max(1000) },
  minutes: {
    value: z
      .int()
      .min(0)
      .max(24 * 60),
  },
  fixedAt: { value: z.union([z.literal(''), clockTime]) },
  responder: { value: responderRule },
  ...Object.fromEntries(agendaTexts.map((text): [string, Entry] => [text, { type: fragment }])),
})

const withSuggestions = (elements: Grammar['elements']): Grammar['elements'] =>
  Object.fromEntries(Object.entries(elements).map(([name, rules]) => [name, { ...rules, ...suggestedRules(name) }]))

const grammars: Partial<Record<DocumentKind, Grammar>> = {
  memo: {
    schema: memoSchemaNumber,
    roots: { meta: meta(memoSchemaNumber), body: fragment },
    elements: withSuggestions({
      paragraph: {},
      heading: { level: headingLevel },
      blockquote: {},
      bulletList: {},
      orderedList: { start: z.int().min(0).max(9999), type: z.string().max(8).nullable() },
      listItem: {},
      table: {},
      tableRow: {},
      tableHeader: cell,
      tableCell: cell,
      recommendation: { id: z.union([id, z.literal(''), z.null()]), lead: line, term: line },
      figure: { picture: pictureHash, width: figureWidth, alt: line },
      chart: { chart: chartKind },
      footnote: { text: line, source: noteSource, ref: line },
      hardBreak: {},
    }),
    marks: {
      ...{ bold: set, italic: set, underline: set },
      ...{ insertion: mark.nullable(), deletion: mark.nullable(), formatting: formatting.nullable() },
    },
  },
  minutes: {
    schema: minutesSchemaNumber,
    roots: {
      meta: meta(minutesSchemaNumber),
      notes: { is: 'map', entry: (key) => (id.safeParse(key).success ? { type: fragment } : undefined) },
    },
    elements: { paragraph: {} },
    marks: {},
  },
  agenda: {
    schema: agendaSchemaNumber,
    roots: {
      meta: meta(agendaSchemaNumber),
      items: { is: 'map', entry: (key) => (id.safeParse(key).success ? { type: agendaItem } : undefined) },
    },
    elements: { paragraph: {} },
    marks: {},
  },
  pictures: {
    schema: pictureSchemaNumber,
    roots: {
      meta: meta(pictureSchemaNumber),
      pictures: {
        is: 'map',
        entry: (key) => (key !== '' && pictureHash.safeParse(key).success ? { value: keptPicture, hashed: true } : undefined),
      },
    },
    elements: {},
    marks: {},
  },
  talk: {
    schema: talkSchemaNumber,
    roots: {
      meta: meta(talkSchemaNumber),
      entries: { is: 'map', entry: (key) => (entryKey.safeParse(key).success ? { value: talkEntry } : undefined) },
    },
    elements: {},
    marks: {},
  },
}

/** `null` for kinds that this version cannot hold: nothing may be written into them. */
export const grammarOf = (kind: DocumentKind): Grammar | null => grammars[kind] ?? null

/** What lies under a key of a place: an attribute of an element, an entry of a map. */
export function entryAt(grammar: Grammar, place: Place, key: string): Entry | undefined {
  if (place.is === 'map') return place.entry(key)
  if (place.is !== 'element') return undefined
  const value = own(own(grammar.elements, place.name) ?? {}, key)
  return value && { value }
}

export const rootAt = (grammar: Grammar, key: string): Place | undefined => own(grammar.roots, key)
const isElement = (grammar: Grammar, name: string): boolean => Object.hasOwn(grammar.elements, name)
export const markRule = (grammar: Grammar, name: string): z.ZodType | undefined => own(grammar.marks, name)

/** The first name in a document that its kind does not know, for telling a person why it opens for reading only; or `null`. */
export function unknownName(kind: DocumentKind, doc: Y.Doc): string | null {
  const grammar = grammarOf(kind)
  if (!grammar) return kind
  for (const [key, type] of doc.share) {
    const place = rootAt(grammar, key)
    const found = place ? unknownIn(grammar, place, type) : key
    if (found !== null) return found
  }
  return null
}

type Type = Y.ContentType['type']
type Step = { place: Place; type: Type }

/** A walk with a list of its own: a document may be nested deeper than the stack. */
function unknownIn(grammar: Grammar, place: Place, root: Type): string | null {
  const steps: Step[] = [{ place, type: root }]
  for (let step = steps.pop(); step; step = steps.pop()) {
    for (const [key, item] of step.type._map) {
      if (item.deleted) continue
      const entry = entryAt(grammar, step.place, key)
      if (!entry) return key
      if (!('type' in entry)) continue
      if (!(item.content instanceof Y.ContentType)) return key
      steps.push({ place: entry.type, type: item.content.type })
    }
    for (let item = step.type._start; item; item = item.right) {
      if (item.deleted) continue
      const found = childOf(grammar, step.place, item.content)
      if (typeof found === 'string') return found
      if (found) steps.push(found)
    }
  }
  return null
}

/** An unknown name, or where to go on, or nothing of interest. */
function childOf(grammar: Grammar, place: Place, content: Y.Item['content']): string | Step | null {
  if (place.is === 'text') {
    if (content instanceof Y.ContentFormat) return markRule(grammar, content.key) ? null : content.key
    return content instanceof Y.ContentString ? null : content.constructor.name
  }
  if (place.is === 'map' || !(content instanceof Y.ContentType)) return content.constructor.name
  const child = nodePlace(grammar, content.type)
  return typeof child === 'string' ? child : { place: child, type: content.type }
}

/** The place that a node within a fragment or an element is; a string is the name that is not known. */
export function nodePlace(grammar: Grammar, type: Type): Place | string {
  if (type instanceof Y.XmlText) return { is: 'text' }
  if (type instanceof Y.XmlElement && type.constructor === Y.XmlElement)
    return isElement(grammar, type.nodeName) ? { is: 'element', name: type.nodeName } : type.nodeName
  return type.constructor.name
}
