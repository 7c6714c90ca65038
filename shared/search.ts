import { z } from 'zod'
import { entryKey } from './documents/talk.ts'
import { day, id } from './register.ts'

/** What is asked of the search, and what it answers: `shared/commands.ts` carries both. */
export const searchKind = z.enum(['memo', 'dialogue', 'minutes', 'comment', 'topic', 'briefing', 'recommendation', 'person'])
export type SearchKind = z.infer<typeof searchKind>

/** The earliest and the last day of what is looked for, in the asker's zone: `offset` minutes east of UTC. */
const searchSpan = z.object({ from: day.nullable(), to: day.nullable(), offset: z.int().min(-840).max(840) })
export type SearchSpan = z.infer<typeof searchSpan>

export const searchRequest = z.object({
  text: z.string().max(100),
  kind: searchKind.nullable().default(null),
  span: searchSpan.nullable().default(null),
})
export type SearchRequest = z.infer<typeof searchRequest>

/** Where in a dialogue it stands. */
const searchPart = z.enum(['agenda', 'plan', 'topics', 'attendees', 'minutes'])
export type SearchPart = z.infer<typeof searchPart>

const mark = z.tuple([z.int(), z.int()])
const searchHit = z.object({
  kind: searchKind,
  /** Of the record itself; of a comment the key of its thread. */
  id: z.string(),
  /** What it belongs to: the memo of a comment, the dialogue of minutes, topics and attendees. `null` where it stands by itself. */
  within: id.nullable(),
  part: searchPart.nullable(),
  thread: entryKey.nullable(),
  title: z.string(),
  /** Where in the title the words are, as pairs of from and to. */
  titleMarks: z.array(mark),
  /** What stands around the first word found in the text, lines as they are there; empty where all are in the title. */
  excerpt: z.string(),
  marks: z.array(mark),
  /** The day or instant it is sorted by. */
  at: z.string(),
})
export type SearchHit = z.infer<typeof searchHit>

export const searchAnswer = z.object({
  /** The best first; at most 50. */
  hits: z.array(searchHit),
  /** Of every kind, whether shown or not. */
  counts: z.record(searchKind, z.int()),
  /** Not all texts have been read since the start: ask again. */
  reading: z.boolean(),
})
export type SearchAnswer = z.infer<typeof searchAnswer>

/** The words of a question: whatever blanks part. More than eight are too many to be meant. */
export const wordsOf = (text: string): string[] => [...new Set(fold(text).split(/\s+/).filter(Boolean))].slice(0, 8)

/** Upper and lower case, and the wide letters of Chinese input, count as one. Every character stays where it was. */
export const fold = (text: string): string => text.replace(/[A-ZＡ-Ｚａ-ｚ０-９]/g, narrow)

function narrow(letter: string): string {
  const code = letter.charCodeAt(0)
  return String.fromCharCode(code > 0xff00 ? code - 0xfee0 : code).toLowerCase()
}
