import { z } from 'zod'
import { id } from './register.ts'

/** What is asked of the search, and what it answers: `shared/commands.ts` carries both. */
export const searchKind = z.enum(['memo', 'dialogue', 'briefing', 'recommendation', 'member'])
export type SearchKind = z.infer<typeof searchKind>

export const searchRequest = z.object({
  text: z.string().max(100),
  kind: searchKind.nullable().default(null),
})

const mark = z.tuple([z.int(), z.int()])
export const searchHit = z.object({
  kind: searchKind,
  id,
  title: z.string(),
  /** Where in the title the words are, as pairs of from and to. */
  titleMarks: z.array(mark),
  /** What stands around the first word found in the text; empty where all are in the title. */
  excerpt: z.string(),
  marks: z.array(mark),
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
