import { documentName, register as registerName, type DocumentKind, type DocumentName } from '../../../shared/documentName.ts'
import type { Briefing, BriefingItem, RegisterRecord } from '../../../shared/register.ts'
import { searchKind, type SearchKind, type SearchPart } from '../../../shared/search.ts'
import type { Register } from '../register.ts'
import { keep, nothing, type Kept } from './kept.ts'
import { rankOf } from './rank.ts'
import { findables, type Findable, type SearchRoot } from './records.ts'
import type { Passage } from './texts.ts'
import type { Word } from './words.ts'

/** Something that was found. */
export type Item = {
  kind: SearchKind
  id: string
  within: string | null
  part: SearchPart | null
  thread: string | null
  found: Findable
  /** What its document says. */
  body: Kept
  /** Whoever may not read these does not find it. */
  needs: readonly DocumentName[]
  /** The least first. */
  rank: number
}

/** A passage as it is kept between two readings of its document. */
export type KeptPassage = Passage & { kept: Kept; names: string; head: { title: string; kept: Kept } | null }
export type Texts = (kind: DocumentKind, id: string) => readonly KeptPassage[]

export type Heads = WeakMap<object, Recorded>
/** How a record is found, and all of it as it is looked through. */
type Recorded = { found: Findable; head: Kept }
type Doors = { register: Register; texts: Texts; heads: Heads; words: readonly Word[] }

const anybody: readonly DocumentName[] = [registerName]

/** All that these words find, kind by kind; what of it a member may read is for the search to ask. */
export function* foundIn(doors: Doors): Generator<Item> {
  for (const kind of searchKind.options) yield* sources[kind](doors)
}

type Source = (doors: Doors) => Generator<Item>
const sources: Record<SearchKind, Source> = {
  *memo(doors) {
    for (const memo of doors.register.all('memos')) {
      const item = alone(doors, 'memo', memo.id, recordIn(doors, 'memos', memo), wholeOf(doors, 'memo', memo.id))
      if (item) yield { ...item, needs: [documentName('memo', memo.id)] }
    }
  },
  *dialogue(doors) {
    for (const dialogue of doors.register.all('dialogues')) {
      const body = wholeOf(doors, 'agenda', dialogue.id)
      const item = alone(doors, 'dialogue', dialogue.id, recordIn(doors, 'dialogues', dialogue), body)
      if (item) yield { ...item, needs: [documentName('agenda', dialogue.id)] }
    }
  },
  *minutes(doors) {
    const kind = { kind: 'minutes', part: 'minutes', thread: null } as const
    for (const dialogue of doors.register.all('dialogues')) {
      if (!dialogue.minutes) continue
      const { found, head } = recordIn(doors, 'dialogues', dialogue)
      const body = wholeOf(doors, 'minutes', dialogue.id)
      const rank = rankOf({ ...found, names: '' }, head, body, true, doors.words)
      if (rank === null) continue
      const needs = [documentName('minutes', dialogue.id)]
      yield { ...kind, id: dialogue.id, within: dialogue.id, found: { ...found, names: '', text: '' }, body, needs, rank }
    }
    for (const issue of doors.register.all('issues')) {
      const { found, head } = recordIn(doors, 'issues', issue)
      const rank = rankOf(found, nothing, head, true, doors.words)
      if (rank === null) continue
      const title = doors.register.get('dialogues', issue.dialogueId)?.title ?? ''
      const titled = { ...found, title, text: '' }
      yield { ...kind, id: issue.id, within: issue.dialogueId, found: titled, body: head, needs: anybody, rank }
    }
  },
  *comment(doors) {
    for (const memo of doors.register.all('memos')) {
      for (const passage of doors.texts('talk', memo.id)) {
        const { key, kept, names, at } = passage
        if (key === null) continue
        const found: Findable = { title: memo.title, names, text: '', at }
        const rank = rankOf(found, headOf(passage, memo.title), kept, true, doors.words)
        if (rank === null) continue
        const needs = [documentName('talk', memo.id)]
        yield { kind: 'comment', id: key, within: memo.id, part: null, thread: key, found, body: kept, needs, rank }
      }
    }
  },
  *topic(doors) {
    for (const topic of doors.register.all('topics')) {
      const item = alone(doors, 'topic', topic.id, recordIn(doors, 'topics', topic))
      if (item) yield { ...item, within: topic.dialogueId, part: 'topics' }
    }
  },
  *briefing(doors) {
    for (const briefing of doors.register.all('briefings')) {
      const record = recordIn(doors, 'briefings', briefing, titlesIn(doors.register, briefing))
      const item = alone(doors, 'briefing', briefing.id, record)
      if (item) yield { ...item, needs: [registerName, ...briefing.items.map(documentOf)] }
    }
  },
  *recommendation(doors) {
    for (const record of doors.register.all('recommendations')) {
      const item = alone(doors, 'recommendation', record.id, recordIn(doors, 'recommendations', record))
      if (item) yield item
    }
  },
  *person(doors) {
    for (const member of doors.register.all('members')) {
      const item = member.removedAt === undefined ? alone(doors, 'person', member.id, recordIn(doors, 'members', member)) : null
      if (item) yield item
    }
    for (const attendee of doors.register.all('attendees')) {
      const item = alone(doors, 'person', attendee.id, recordIn(doors, 'attendees', attendee))
      if (!item) continue
      const at = doors.register.get('dialogues', attendee.dialogueId)?.startsAt ?? ''
      yield { ...item, within: attendee.dialogueId, part: 'attendees', found: { ...item.found, at } }
    }
  },
}

/** What stands by itself, if the words find it. */
function alone({ words }: Doors, kind: SearchKind, id: string, { found, head }: Recorded, body = nothing): Item | null {
  const rank = rankOf(found, head, body, false, words)
  return rank === null ? null : { kind, id, within: null, part: null, thread: null, found, body, needs: anybody, rank }
}

const documentOf = ({ of, id }: BriefingItem): DocumentName => documentName(of, id)

function titlesIn(register: Register, { items }: Briefing): string {
  const titleOf = ({ of, id }: BriefingItem): string =>
    (of === 'memo' ? register.get('memos', id)?.title : register.get('dialogues', id)?.title) ?? ''
  return items.map(titleOf).join('\n')
}

/** The one passage of a text. */
const wholeOf = ({ texts }: Doors, kind: DocumentKind, id: string): Kept => texts(kind, id)[0]?.kept ?? nothing

/** `more`: what is found with a record though it stands elsewhere; may change while the record does not. */
function recordIn<R extends SearchRoot>({ heads }: Doors, root: R, record: RegisterRecord<R>, more = ''): Recorded {
  const known = heads.get(record)
  if (known && (more === '' || known.found.text.endsWith(more))) return known
  const own = findables[root](record)
  const found = more === '' ? own : { ...own, text: `${own.text}\n${more}` }
  const made = { found, head: keep([found.title, found.names, found.text].join('\n')) }
  heads.set(record, made)
  return made
}

function headOf(passage: KeptPassage, title: string): Kept {
  if (passage.head?.title !== title) passage.head = { title, kept: keep(`${title}\n${passage.names}`) }
  return passage.head.kept
}
