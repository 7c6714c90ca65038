import { addDays, set } from 'date-fns'
import * as Y from 'yjs'
import { documentName } from '../../../shared/documentName.ts'
import { documentMeta, memoBody, textDelta } from '../../../shared/documents/memo.ts'
import { keyOf, point as pointRule, talkEntries, talkSchemaNumber, type Anchor, type Entry } from '../../../shared/documents/talk.ts'
import type { HubClient } from '../client.ts'
import type { NewId } from './content/build.ts'
import type { MemberKey } from './content/members.ts'
import type { SampleThread } from './content/talk.ts'

export type Talkers = {
  now: Date
  newId: NewId
  /** The door of a member. */
  doorOf: (memberId: string) => Promise<HubClient>
  founder: { id: string; name: string }
  ids: Record<MemberKey, string>
}

/** Each speaks through a door of their own: the hub lets nobody speak for another. */
export async function talkAbout(memoId: string, threads: readonly SampleThread[], talkers: Talkers): Promise<void> {
  const { now, newId, doorOf, founder, ids } = talkers
  const doors = new Map<string, HubClient>()
  const say = async (by: SampleThread['by'], entry: Entry): Promise<string> => {
    const id = by === 'founder' ? founder.id : ids[by]
    const door = doors.get(id) ?? (await doorOf(id))
    doors.set(id, door)
    const { doc, saved } = await door.open(documentName('talk', memoId))
    const key = keyOf(id, newId())
    doc.transact(() => {
      documentMeta(doc).set('schema', talkSchemaNumber)
      talkEntries(doc).set(key, entry)
    })
    await saved()
    return key
  }
  const when = (days: number): string => set(addDays(now, days), { hours: 10, minutes: 15, seconds: 0, milliseconds: 0 }).toISOString()
  const memo = await (await doorOf(founder.id)).open(documentName('memo', memoId))
  for (const { by, quote, text, asksFounder, replacement = null, days, replies } of threads) {
    const anchor = anchorOn(memoBody(memo.doc), quote)
    const mentions = asksFounder ? [founder.id] : []
    const words = asksFounder ? text.replace('@', `@${founder.name} `) : text
    const thread = await say(by, { kind: 'thread', at: when(days), anchor, text: words, mentions, replacement })
    for (const one of replies) await say(one.by, { kind: 'reply', at: when(one.days), thread, text: one.text, mentions: [] })
  }
  for (const door of doors.values()) await door.close()
}

/** On words that stand within one text of a memo. @throws RangeError for others */
function anchorOn(body: Y.XmlFragment, quote: string): Anchor {
  const found = textWith(body, quote)
  if (!found) throw new RangeError(`The sample does not say ${quote}`)
  const { text, at } = found
  const point = (index: number, assoc: number) =>
    pointRule.parse(Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index, assoc)))
  return { start: point(at, 0), end: point(at + quote.length, -1), quote, before: '', after: '' }
}

function textWith(parent: Y.XmlFragment, quote: string): { text: Y.XmlText; at: number } | null {
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) {
      const at = textDelta
        .parse(child.toDelta())
        .map(({ insert }) => insert)
        .join('')
        .indexOf(quote)
      if (at >= 0) return { text: child, at }
    }
    const found = child instanceof Y.XmlElement ? textWith(child, quote) : null
    if (found) return found
  }
  return null
}
