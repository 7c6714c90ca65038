import { useMemo, useSyncExternalStore } from 'react'
import * as Y from 'yjs'
import {
  addItem,
  agendaItems,
  byOrder,
  fixTime,
  moveItem,
  readAgenda,
  readItem,
  removeItem,
  setMinutes,
  setResponder,
  type AgendaItem,
  type NewItem,
} from '../../shared/documents/agenda.ts'

export type AgendaEdits = {
  items: readonly AgendaItem[]
  /** Adds an empty item behind `after` (`null`: first) and answers its id. */
  add: (after: string | null, first?: Partial<NewItem>) => string
  move: (id: string, after: string | null) => void
  /** Answers how to take the removal back; `forget` when it need not be remembered any more. */
  remove: (id: string) => { undo: () => void; forget: () => void }
  setMinutes: (id: string, minutes: number) => void
  /** Empty: right after the item before it. */
  fixTime: (id: string, at: string) => void
  /** 回应单位 */
  setResponder: (id: string, unit: string) => void
}
type Store = { snapshot: () => readonly AgendaItem[]; subscribe: (changed: () => void) => () => void }

/** As long as most items are: opening, a report, a reply. */
const usualMinutes = 15

/** The items of an agenda as they stand, and what can be done with them. */
export function useAgenda(doc: Y.Doc): AgendaEdits {
  const store = useMemo(() => itemsStore(doc), [doc])
  const items = useSyncExternalStore(store.subscribe, store.snapshot)
  return useMemo(() => ({ items, ...editsOf(doc) }), [doc, items])
}

function editsOf(doc: Y.Doc): Omit<AgendaEdits, 'items'> {
  return {
    add(after, first = {}) {
      const id = crypto.randomUUID()
      addItem(doc, { minutes: usualMinutes, ...first, id }, after)
      return id
    },
    move: (id, after) => moveItem(doc, id, after),
    remove: (id) => removeWithUndo(doc, id),
    setMinutes: (id, minutes) => setMinutes(doc, id, minutes),
    fixTime: (id, at) => fixTime(doc, id, at),
    setResponder: (id, unit) => setResponder(doc, id, unit),
  }
}

/** An undo manager of its own a removal, so that what happens meanwhile, here or elsewhere, is not taken back with it. */
function removeWithUndo(doc: Y.Doc, id: string): { undo: () => void; forget: () => void } {
  const origin = Symbol('remove')
  const manager = new Y.UndoManager(agendaItems(doc), { trackedOrigins: new Set([origin]) })
  doc.transact(() => removeItem(doc, id), origin)
  return { undo: () => void manager.undo(), forget: () => manager.destroy() }
}

function itemsStore(doc: Y.Doc): Store {
  const map = agendaItems(doc)
  let items: readonly AgendaItem[] = readAgenda(doc)
  return {
    snapshot: () => items,
    subscribe(changed: () => void) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const tell = (): void => {
        clearTimeout(timer)
        timer = undefined
        changed()
      }
      const read = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
        items = itemsAfter(items, map, events)
        if (events.every(isText)) timer ??= setTimeout(tell, textsWait)
        else tell()
      }
      // What has changed since it was read first; objects that were rendered stay where nothing has.
      const now = readAgenda(doc)
      if (JSON.stringify(now) !== JSON.stringify(items)) items = now
      map.observeDeep(read)
      return () => {
        clearTimeout(timer)
        map.unobserveDeep(read)
      }
    },
  }
}

/**
 * AG7 The cells show letters by themselves; whoever asks for the items needs them for names and clashes, and is told of letters
 *     so many ms after the first, however many were typed meanwhile. What changes order or times is told at once.
 */
export const textsWait = 400
/** In a cell: below the item and the name of the cell. */
const isText = ({ path }: Y.YEvent<Y.AbstractType<unknown>>): boolean => path.length > 1

/**
 * The items after a change: those that it touched are read anew, every other stays the same object, so that of a letter one item
 * is read and one row rendered, however long the agenda is.
 */
export function itemsAfter(
  before: readonly AgendaItem[],
  map: Y.Map<Y.Map<unknown>>,
  events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
): readonly AgendaItem[] {
  const touched = new Set(events.flatMap(({ path, keys }) => (path.length === 0 ? [...keys.keys()] : [String(path[0])])))
  const now = new Map(before.map((item) => [item.id, item]))
  for (const id of touched) {
    const item = map.get(id)
    const read = item ? readItem(id, item) : null
    if (read) now.set(id, read)
    else now.delete(id)
  }
  return [...now.values()].sort(byOrder)
}
