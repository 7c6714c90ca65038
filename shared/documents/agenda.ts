import { generateKeyBetween } from 'fractional-indexing'
import * as Y from 'yjs'
import { z } from 'zod'
import { textDelta } from './memo.ts'

/**
 * The agenda of a dialogue. Items lie in a Y.Map by id with a fractional `order`, and their texts are Y types of their
 * own: moving an item changes one key and so cannot lose what somebody else types in it meanwhile.
 */
export const agendaSchemaNumber = 1
export const agendaTexts = ['segment', 'content', 'speaker', 'papers'] as const
/** 环节 · 内容 · 发言人 · 材料 */
export type AgendaText = (typeof agendaTexts)[number]

const minutesRule = z
  .int()
  .min(0)
  .max(24 * 60)

export type AgendaItem = { id: string; order: string; minutes: number } & Record<AgendaText, string>

export const agendaItems = (doc: Y.Doc): Y.Map<Y.Map<unknown>> => doc.getMap('items')

/** The live text of one cell: a fragment with one line, so that an editor with carets can sit on it. */
export function agendaFragment(item: Y.Map<unknown>, text: AgendaText): Y.XmlFragment {
  const found = item.get(text)
  if (found instanceof Y.XmlFragment) return found
  throw new TypeError(`Agenda item without ${text}`)
}

/** Plain text of a cell: what was typed, lines joined by a newline. */
export const fragmentText = (fragment: Y.XmlFragment): string =>
  fragment
    .toArray()
    .map((line) =>
      (line instanceof Y.XmlElement ? line.toArray() : [line]).map((part) => (part instanceof Y.XmlText ? plain(part) : '')).join(''),
    )
    .join('\n')

const plain = (text: Y.XmlText): string =>
  textDelta
    .parse(text.toDelta())
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('')

/** Empty where there is no key, or none that another could be placed beside: such an item stands first until it is moved. */
const order = (item: Y.Map<unknown>): string => z.string().refine(isKey).catch('').parse(item.get('order'))

function isKey(text: string): boolean {
  try {
    return generateKeyBetween(text, null) > text
  } catch {
    return false
  }
}

const isWhole = (item: Y.Map<unknown>): boolean => agendaTexts.every((text) => item.get(text) instanceof Y.XmlFragment)

/**
 * Items in their order; two members who insert at once may make equal keys, so the id decides between them. An item that lacks
 * one of its cells, as only a foreign client can make it, is left out.
 */
export function readAgenda(doc: Y.Doc): AgendaItem[] {
  return [...agendaItems(doc)]
    .filter(([, item]) => isWhole(item))
    .map(([id, item]) => ({
      id,
      order: order(item),
      minutes: minutesRule.catch(0).parse(item.get('minutes')),
      segment: fragmentText(agendaFragment(item, 'segment')),
      content: fragmentText(agendaFragment(item, 'content')),
      speaker: fragmentText(agendaFragment(item, 'speaker')),
      papers: fragmentText(agendaFragment(item, 'papers')),
    }))
    .sort((a, b) => compare(a.order, b.order) || compare(a.id, b.id))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A key after item `after` (or first, for `null`), skipping items that share a key so that the place is always free. */
function keyAfter(doc: Y.Doc, after: string | null, moving?: string): string {
  const items = readAgenda(doc).filter((item) => item.id !== moving)
  const at = items.findIndex((item) => item.id === after)
  const left = items[at]?.order || null
  const right = items.slice(at + 1).find((item) => item.order > (left ?? ''))?.order ?? null
  return generateKeyBetween(left, right)
}

export type NewItem = { id: string; minutes: number } & Partial<Record<AgendaText, string>>

/** Adds an item behind `after` (`null`: first) in one transaction. */
export function addItem(doc: Y.Doc, item: NewItem, after: string | null): void {
  doc.transact(() => {
    const map = new Y.Map<unknown>()
    map.set('order', keyAfter(doc, after))
    map.set('minutes', minutesRule.parse(item.minutes))
    for (const text of agendaTexts) map.set(text, lineFragment(item[text] ?? ''))
    agendaItems(doc).set(item.id, map)
  })
}

/** A fragment with one line, ready to be written in. */
export function lineFragment(text: string): Y.XmlFragment {
  const line = new Y.XmlElement('paragraph')
  if (text) line.insert(0, [new Y.XmlText(text)])
  const fragment = new Y.XmlFragment()
  fragment.insert(0, [line])
  return fragment
}

export function moveItem(doc: Y.Doc, id: string, after: string | null): void {
  if (id === after) return
  doc.transact(() =>
    agendaItems(doc)
      .get(id)
      ?.set('order', keyAfter(doc, after, id)),
  )
}

export function removeItem(doc: Y.Doc, id: string): void {
  doc.transact(() => {
    agendaItems(doc).delete(id)
  })
}

/** Minutes outside 0–1440 are refused by the caller's field; here they throw. */
export function setMinutes(doc: Y.Doc, id: string, minutes: number): void {
  doc.transact(() => agendaItems(doc).get(id)?.set('minutes', minutesRule.parse(minutes)))
}

export type Slot = { id: string; from: string; to: string }

/** Start and end of each item, `HH:mm`, from the start of the dialogue and the durations; past midnight it goes on at 00:00. */
export function slots(startsAt: string, items: readonly { id: string; minutes: number }[]): Slot[] {
  const [hours = 0, minutes = 0] = startsAt.slice(11, 16).split(':').map(Number)
  let now = hours * 60 + minutes
  return items.map((item) => {
    const from = now
    now += item.minutes
    return { id: item.id, from: clock(from), to: clock(now) }
  })
}

function clock(minutes: number): string {
  const day = minutes % (24 * 60)
  return `${String(Math.floor(day / 60)).padStart(2, '0')}:${String(day % 60).padStart(2, '0')}`
}
