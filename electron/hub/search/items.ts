import { documentName, register as registerName, type DocumentKind, type DocumentName } from '../../../shared/documentName.ts'
import type { Briefing, BriefingItem, RegisterRecord } from '../../../shared/register.ts'
import { searchKind, type SearchKind, type SearchPart } from '../../../shared/search.ts'
import type { Register } from '../register.ts'
import { keep, nothing, type Kept } from './kept.ts'
import { rankOf } from './rank.ts'
import { findables, type Findable, type SearchRoot } from './records.ts'
import type { Signatures } from './signatures.ts'
import type { Passage } from './texts.ts'
import type { Word } from './words.ts'

/** A passage as it is kept between two readings of its document. */
export type KeptPassage = Passage & { kept: Kept; names: string; head: { title: string; kept: Kept } | null }
/** The text of a document as it was read last; none before. `slot`: all of it among the signatures of texts. */
export type Text = { passages: readonly KeptPassage[]; slot: number | null }

/** How a record is found, and all of it as it is looked through. `slot`: that among the signatures of heads. */
type Recorded = { found: Findable; head: Kept; slot: number }
export type Heads = WeakMap<object, Recorded>
type Doors = {
  register: Register
  text: (kind: DocumentKind, id: string) => Text
  heads: Heads
  signatures: Signatures
  /** Told of the names in a record that it has not been told of before. */
  hear: (...names: readonly string[]) => void
}

/** Something that can be found. */
export type Item = Recorded & {
  kind: SearchKind
  id: string
  within: string | null
  part: SearchPart | null
  thread: string | null
  /** What its document says; `null` where it has none. */
  text: Text | null
  /** The title is that of what it belongs to, and finds nothing by itself. */
  isWithin: boolean
  /** Whoever may not read these does not find it. */
  needs: readonly DocumentName[]
}
/** Something that was found, with the passage; of a comment `id`, `thread` and `found` are those of its thread. `rank`: the least first. */
export type Found = Pick<Item, 'id' | 'thread' | 'found'> & { item: Item; body: Kept; rank: number }

const anybody: readonly DocumentName[] = [registerName]
const alone = { within: null, part: null, thread: null, text: null, isWithin: false, needs: anybody } as const
const silent: readonly KeptPassage[] = []

/** All that can be found, kind by kind. Stays right until the register changes: texts are looked up in place. */
export const itemsIn = (doors: Doors): Item[] => searchKind.options.flatMap((kind) => sources[kind](doors))

const sources: Record<SearchKind, (doors: Doors) => Item[]> = {
  memo: (doors) =>
    doors.register.all('memos').map((memo) => {
      const needs = [documentName('memo', memo.id)]
      return { ...alone, kind: 'memo', id: memo.id, needs, text: doors.text('memo', memo.id), ...recordIn(doors, 'memos', memo) }
    }),
  dialogue: (doors) =>
    doors.register.all('dialogues').map((dialogue) => {
      const { id } = dialogue
      const needs = [documentName('agenda', id)]
      return { ...alone, kind: 'dialogue', id, needs, text: doors.text('agenda', id), ...recordIn(doors, 'dialogues', dialogue) }
    }),
  minutes: (doors) => {
    const of = { ...alone, kind: 'minutes', part: 'minutes', isWithin: true } as const
    const written = doors.register.all('dialogues').filter(({ minutes }) => minutes !== null)
    return [
      ...written.map((dialogue) => {
        const { id, title, startsAt } = dialogue
        const found: Findable = { title, names: '', text: '', at: startsAt }
        const { head, slot } = recordIn(doors, 'dialogues', dialogue)
        return { ...of, id, within: id, needs: [documentName('minutes', id)], text: doors.text('minutes', id), found, head, slot }
      }),
      ...doors.register.all('issues').map((issue) => {
        const { found, head, slot } = recordIn(doors, 'issues', issue)
        const title = doors.register.get('dialogues', issue.dialogueId)?.title ?? ''
        const text: Text = { passages: [{ key: null, text: '', authors: [], at: '', kept: head, names: '', head: null }], slot: null }
        return { ...of, id: issue.id, within: issue.dialogueId, found: { ...found, title, text: '' }, head: nothing, slot, text }
      }),
    ]
  },
  comment: (doors) =>
    doors.register.all('memos').map((memo) => {
      const { id, title } = memo
      const found: Findable = { title, names: '', text: '', at: '' }
      const of = { ...alone, kind: 'comment', isWithin: true } as const
      const { slot } = recordIn(doors, 'memos', memo)
      return { ...of, id, within: id, found, head: nothing, slot, text: doors.text('talk', id), needs: [documentName('talk', id)] }
    }),
  topic: (doors) =>
    doors.register.all('topics').map((topic) => {
      const of = { ...alone, kind: 'topic', within: topic.dialogueId, part: 'topics' } as const
      return { ...of, id: topic.id, ...recordIn(doors, 'topics', topic) }
    }),
  briefing: (doors) =>
    doors.register.all('briefings').map((briefing) => {
      const record = recordIn(doors, 'briefings', briefing, titlesIn(doors.register, briefing))
      const needs = [registerName, ...briefing.items.map(({ of, id }) => documentName(of, id))]
      return { ...alone, kind: 'briefing', id: briefing.id, needs, ...record }
    }),
  recommendation: (doors) =>
    doors.register
      .all('recommendations')
      .map((record) => ({ ...alone, kind: 'recommendation', id: record.id, ...recordIn(doors, 'recommendations', record) })),
  person: (doors) => [
    ...doors.register
      .all('members')
      .filter(({ removedAt }) => removedAt === undefined)
      .map((member) => ({ ...alone, kind: 'person' as const, id: member.id, ...recordIn(doors, 'members', member) })),
    ...doors.register.all('attendees').map((attendee) => {
      const { found, ...recorded } = recordIn(doors, 'attendees', attendee)
      const at = doors.register.get('dialogues', attendee.dialogueId)?.startsAt ?? ''
      const of = { ...alone, kind: 'person', within: attendee.dialogueId, part: 'attendees' } as const
      return { ...of, id: attendee.id, ...recorded, found: { ...found, at } }
    }),
  ],
}

/** Tells what these words find of what may be found by them; what of it a member may read is for the search to ask. */
export function find(item: Item, inText: number, words: readonly Word[], tell: (one: Found) => void): void {
  if (item.kind === 'comment') findThreads(item, item.text?.passages ?? silent, { inText, words, tell })
  else {
    // Of thousands of long texts none is touched that has none of the words.
    const body = (inText === 0 ? null : item.text?.passages[0]?.kept) ?? nothing
    const rank = rankOf(item, body, inText, words)
    if (rank !== null) tell({ item, id: item.id, thread: item.thread, found: item.found, body, rank })
  }
}

type Finding = { inText: number; words: readonly Word[]; tell: (one: Found) => void }

/** Of what is said about a memo each thread is found by itself. */
function findThreads(item: Item, passages: readonly KeptPassage[], { inText, words, tell }: Finding): void {
  for (const passage of passages) {
    const { key, kept: body, names, at } = passage
    const found: Findable = { title: item.found.title, names, text: '', at }
    const rank = rankOf({ found, head: headOf(passage, found.title), isWithin: true }, body, inText, words)
    if (rank !== null && key !== null) tell({ item, id: key, thread: key, found, body, rank })
  }
}

function titlesIn(register: Register, { items }: Briefing): string {
  const titleOf = ({ of, id }: BriefingItem): string =>
    (of === 'memo' ? register.get('memos', id)?.title : register.get('dialogues', id)?.title) ?? ''
  return items.map(titleOf).join('\n')
}

/** `more`: what is found with a record though it stands elsewhere; may change while the record does not. */
function recordIn<R extends SearchRoot>({ heads, signatures, hear }: Doors, root: R, record: RegisterRecord<R>, more = ''): Recorded {
  const known = heads.get(record)
  if (known && (more === '' || known.found.text.endsWith(more))) return known
  const own = findables[root](record)
  const found = more === '' ? own : { ...own, text: `${own.text}\n${more}` }
  const head = keep([found.title, found.names, found.text].join('\n'))
  const made = { found, head, slot: signatures.take(head.folded) }
  heads.set(record, made)
  hear(found.title, found.names)
  return made
}

function headOf(passage: KeptPassage, title: string): Kept {
  if (passage.head?.title !== title) passage.head = { title, kept: keep(`${title}\n${passage.names}`) }
  return passage.head.kept
}
