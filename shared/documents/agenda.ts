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

/** `HH:mm` */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** 回应单位: the unit that answers on the spot; one line. A value of its own and no text, so that items of earlier versions are whole. */
export const responderRule = z.string().max(200)

/** `fixedAt`: begins at that time whatever came before; empty for right after the item before it. */
export type AgendaItem = { id: string; order: string; minutes: number; fixedAt: string; responder: string } & Record<AgendaText, string>

/** An item as plain data, to be put back. Its texts are a line each, without marks. */
export const agendaItem = z.object({
  id: z.uuid({ version: 'v4' }),
  order: z.string().max(1000),
  minutes: minutesRule,
  fixedAt: z.union([z.literal(''), clockTime]),
  responder: responderRule,
  ...{ segment: z.string().max(10_000), content: z.string().max(10_000), speaker: z.string().max(10_000), papers: z.string().max(10_000) },
}) satisfies z.ZodType<AgendaItem>

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

/** One item as it stands; `null` for one that lacks one of its cells, as only a foreign client can make it. */
export function readItem(id: string, item: Y.Map<unknown>): AgendaItem | null {
  if (!isWhole(item)) return null
  return {
    id,
    order: order(item),
    minutes: minutesRule.catch(0).parse(item.get('minutes')),
    fixedAt: clockTime.catch('').parse(item.get('fixedAt')),
    responder: responderRule.catch('').parse(item.get('responder')),
    segment: fragmentText(agendaFragment(item, 'segment')),
    content: fragmentText(agendaFragment(item, 'content')),
    speaker: fragmentText(agendaFragment(item, 'speaker')),
    papers: fragmentText(agendaFragment(item, 'papers')),
  }
}

/** Two members who insert at once may make equal keys, so the id decides between them. */
export const byOrder = (a: AgendaItem, b: AgendaItem): number => compare(a.order, b.order) || compare(a.id, b.id)

/** All items in their order. */
export const readAgenda = (doc: Y.Doc): AgendaItem[] =>
  [...agendaItems(doc)].flatMap(([id, item]) => readItem(id, item) ?? []).sort(byOrder)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A key after item `after` (or first, for `null`), skipping items that share a key so that the place is always free. */
function keyAfter(doc: Y.Doc, after: string | null, moving?: string): string {
  const items = readAgenda(doc).filter((item) => item.id !== moving)
  const at = items.findIndex((item) => item.id === after)
  const left = items[at]?.order || null
  const right = items.slice(at + 1).find((item) => item.order > (left ?? ''))?.order ?? null
  return generateKeyBetween(left, right)
}

export type NewItem = { id: string; minutes: number } & Partial<Record<AgendaText | 'responder', string>>

/** Adds an item behind `after` (`null`: first) in one transaction. */
export function addItem(doc: Y.Doc, item: NewItem, after: string | null): void {
  doc.transact(() => {
    const map = new Y.Map<unknown>()
    map.set('order', keyAfter(doc, after))
    map.set('minutes', minutesRule.parse(item.minutes))
    for (const text of agendaTexts) map.set(text, lineFragment(item[text] ?? ''))
    if (item.responder) map.set('responder', responderRule.parse(item.responder))
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

/** Puts an item that was taken away back where it stood, under its id; one that is there already stays as it is. */
export function putBack(doc: Y.Doc, { id, order: key, fixedAt, ...item }: AgendaItem): void {
  if (agendaItems(doc).has(id)) return
  doc.transact(() => {
    addItem(doc, { ...item, id }, null)
    if (isKey(key)) agendaItems(doc).get(id)?.set('order', key)
    if (fixedAt) agendaItems(doc).get(id)?.set('fixedAt', fixedAt)
  })
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

/** Lets the item begin at that time, or with an empty one follow the item before it. */
export function fixTime(doc: Y.Doc, id: string, at: string): void {
  doc.transact(() =>
    agendaItems(doc)
      .get(id)
      ?.set('fixedAt', at === '' ? '' : clockTime.parse(at)),
  )
}

/** @throws ZodError for more than 200 letters: the caller's field takes no more */
export function setResponder(doc: Y.Doc, id: string, unit: string): void {
  doc.transact(() => agendaItems(doc).get(id)?.set('responder', responderRule.parse(unit)))
}

export type Slot = {
  id: string
  from: string
  to: string
  /** Minutes left free before it; negative: so many of them overlap with what comes before, or lie before the beginning. */
  gap: number
}
export type Timed = { id: string; minutes: number; fixedAt?: string }

const day = 24 * 60

/**
 * AG1 Start and end of each item, `HH:mm`: each begins when all before it have ended, or at its fixed time. An overlap is only where
 *     a fixed time lies before that, and is told as a negative `gap`. Past midnight it goes on at 00:00.
 */
export const slots = (startsAt: string, items: readonly Timed[]): Slot[] =>
  laidOut(startsAt, items).map(({ id, from, to, gap }) => ({ id, from: clock(from), to: clock(to), gap }))

/** Each item with its slot, and both ends in minutes of one calendar: those of two agendas can be compared. */
export const spansOf = <T extends Timed>(startsAt: string, items: readonly T[]): { item: T; slot: Slot; from: number; to: number }[] => {
  const midnight = Date.parse(`${startsAt.slice(0, 10)}T00:00Z`) / 60_000
  const places = laidOut(startsAt, items)
  return slots(startsAt, items).flatMap((slot, at) => {
    const [item, place] = [items[at], places[at]]
    return item && place ? [{ item, slot, from: midnight + place.from, to: midnight + place.to }] : []
  })
}

/** How long it takes from its beginning to the last end, in minutes. */
export function lasts(startsAt: string, items: readonly Timed[]): number {
  const start = minutesOf(startsAt.slice(11, 16))
  return Math.max(start, ...laidOut(startsAt, items).map(({ to }) => to)) - start
}

/** At how many minutes after the beginning an item with a fixed time begins, by its id. */
export function fixedOffsets(startsAt: string, items: readonly Timed[]): Map<string, number> {
  const start = minutesOf(startsAt.slice(11, 16))
  const places = laidOut(startsAt, items)
  return new Map(items.flatMap(({ id, fixedAt = '' }, at) => (fixedAt === '' ? [] : [[id, (places[at]?.from ?? start) - start]])))
}

function laidOut(startsAt: string, items: readonly Timed[]): { id: string; from: number; to: number; gap: number }[] {
  let ended = minutesOf(startsAt.slice(11, 16))
  return items.map(({ id, minutes, fixedAt = '' }) => {
    const from = fixedAt === '' ? ended : nearest(minutesOf(fixedAt), ended)
    const slot = { id, from, to: from + minutes, gap: from - ended }
    ended = Math.max(ended, slot.to)
    return slot
  })
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** A time of day has no day of its own: the one that lies nearest is meant, so that 00:10 follows 23:50. */
function nearest(time: number, to: number): number {
  const today = Math.floor(to / day) * day + time
  return [today + day, today, today - day].reduce((best, one) => (Math.abs(one - to) < Math.abs(best - to) ? one : best))
}

function clock(minutes: number): string {
  const within = ((minutes % day) + day) % day
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}
