import * as Y from 'yjs'
import { fragmentText, lineFragment } from './agenda.ts'

/** The minutes of a dialogue: a text an agenda item, by the item's id, so that several people write at once. */
export const minutesSchemaNumber = 1

const notes = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('notes')

/** The live text on an item; `null` where there is no room for it yet. */
export function noteOn(doc: Y.Doc, itemId: string): Y.XmlFragment | null {
  const found = notes(doc).get(itemId)
  return found instanceof Y.XmlFragment ? found : null
}

/** Makes room for items that have none. Done by the hub alone: two who made it at once would lose one another's text. */
export function makeRoom(doc: Y.Doc, itemIds: readonly string[]): void {
  doc.transact(() => {
    for (const id of itemIds) if (!noteOn(doc, id)) notes(doc).set(id, lineFragment(''))
  })
}

/** Whether both have room for an item that each made for itself: merged, one of the two texts on it would be lost. */
export function roomsApart(one: Y.Doc, other: Y.Doc): boolean {
  const madeAs = (doc: Y.Doc, id: string): Y.ID | null => noteOn(doc, id)?._item?.id ?? null
  return [...notes(one).keys()].some((id) => {
    const [here, there] = [madeAs(one, id), madeAs(other, id)]
    return here !== null && there !== null && !Y.compareIDs(here, there)
  })
}

/** What was written on each item, a string a paragraph; items with nothing on them have none. */
export function readNotes(doc: Y.Doc): Record<string, string[]> {
  const written = [...notes(doc).entries()].flatMap(([id, fragment]): [string, string[]][] =>
    fragment instanceof Y.XmlFragment
      ? [
          [
            id,
            fragmentText(fragment)
              .split('\n')
              .filter((line) => line.trim() !== ''),
          ],
        ]
      : [],
  )
  return Object.fromEntries(written)
}
