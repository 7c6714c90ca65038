import type * as Y from 'yjs'
import { z } from 'zod'
import { id, instant } from '../register.ts'

/**
 * What is said about a memo: a Y.Map `entries` beside its text, of plain values that are only ever set and removed whole.
 *
 * TK1 The key of an entry says whose it is: the hub lets nobody but that member set or remove it, so an entry's author is never
 *     a claim. Whoever may not write the memo itself may still write here.
 */
export const talkSchemaNumber = 1
export const talkEntries = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('entries')

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
export const entryKey = z.string().regex(new RegExp(`^${uuid}\\.${uuid}$`))
export const keyOf = (author: string, entry: string): string => `${author}.${entry}`
export const authorOf = (key: string): string => key.slice(0, key.indexOf('.'))

/** A Yjs relative position, as JSON. */
const yId = z.strictObject({ client: z.int().min(0), clock: z.int().min(0) })
export const point = z.strictObject({ type: yId.optional(), tname: z.literal('body').optional(), item: yId.optional(), assoc: z.int() })
export type Point = z.infer<typeof point>

const longestQuote = 1000
const context = 40
export const cutQuote = (text: string): string => text.slice(0, longestQuote)

/**
 * A place in the text of a memo: it goes with the letters between its two ends. Where those letters are gone, the quote with what
 * stood around it finds the same words again, and says what they were where they are not.
 */
export const anchor = z.strictObject({
  start: point,
  end: point,
  quote: z.string().max(longestQuote),
  before: z.string().max(context),
  after: z.string().max(context),
})
export type Anchor = z.infer<typeof anchor>
export const anchorContext = context

export const outcome = z.enum(['adopted', 'partly', 'declined'])
/** 采纳 · 部分采纳 · 不采纳 */
export type Outcome = z.infer<typeof outcome>

const words = z.string().trim().min(1).max(4000)
const mentions = z.array(id).max(50)
/** A change of the text that was proposed, as it was when it was decided: nothing of it is left in the text then. */
const proposal = z.strictObject({
  by: id,
  at: instant,
  quote: z.string().max(longestQuote),
  before: z.string().max(4000),
  after: z.string().max(4000),
})
export type ProposalRecord = z.infer<typeof proposal>

export const entry = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('thread'),
    at: instant,
    anchor,
    text: words,
    mentions,
    /** What should stand there instead; a drafter puts it in. `''`: nothing should. */
    replacement: z.string().max(4000).nullable(),
    editedAt: instant.optional(),
  }),
  z.strictObject({ kind: z.literal('reply'), at: instant, thread: entryKey, text: words, mentions, editedAt: instant.optional() }),
  /** The text of a thread was moved by hand to another place; the greatest `n` counts. */
  z.strictObject({ kind: z.literal('moved'), thread: entryKey, anchor, n: z.int().min(1) }),
  z.strictObject({ kind: z.literal('resolved'), at: instant, thread: entryKey, resolved: z.boolean() }),
  /** What became of a thread (`thread`), or of a proposed change of the text (`proposal`). `null` takes an outcome back. */
  z.strictObject({
    kind: z.literal('verdict'),
    at: instant,
    thread: entryKey.nullable(),
    proposal: proposal.nullable(),
    outcome: outcome.nullable(),
    reason: z.string().trim().max(1000),
  }),
  /** The author of this entry was shown another one, in which they are mentioned. */
  z.strictObject({ kind: z.literal('seen'), entry: entryKey }),
])
export type Entry = z.infer<typeof entry>
type Of<K extends Entry['kind']> = Extract<Entry, { kind: K }>

export type Said = { key: string; by: string; at: string; text: string; mentions: string[]; edited: boolean }
export type Verdict = { by: string; at: string; outcome: Outcome; reason: string }
export type Thread = Said & {
  /** Where its letters are, and were: the newest first. */
  anchors: Anchor[]
  /** Who has said where they went, the latest first. */
  moves: { key: string; n: number }[]
  /** The words as they were when it was written. */
  quote: string
  replacement: string | null
  replies: Said[]
  resolved: { by: string; at: string } | null
  verdict: Verdict | null
}
export type Decided = { key: string; proposal: ProposalRecord; verdict: Verdict }
export type Talk = {
  threads: Thread[]
  /** Proposed changes that were decided, the earliest first. */
  decided: Decided[]
  /** Per member, the entries they have read. */
  seen: ReadonlySet<string>
}

const parsed = new WeakMap<object, Entry | null>()
/** Values are never changed, only replaced, so each is read once. What a newer version wrote in another shape is left out. */
function readEntry(value: unknown): Entry | null {
  if (typeof value !== 'object' || value === null) return null
  const known = parsed.get(value)
  if (known !== undefined) return known
  const read = entry.safeParse(value).data ?? null
  parsed.set(value, read)
  return read
}

type Keyed<K extends Entry['kind']> = { key: string; entry: Of<K> }

export function readTalk(doc: Y.Doc): Talk {
  const found: { [K in Entry['kind']]: Keyed<K>[] } = { thread: [], reply: [], moved: [], resolved: [], verdict: [], seen: [] }
  for (const [key, value] of talkEntries(doc)) {
    const read = readEntry(value)
    if (read) put(found, key, read)
  }
  const replies = grouped(found.reply, ({ entry: { thread } }) => thread)
  const moves = grouped(found.moved, ({ entry: { thread } }) => thread)
  const resolutions = grouped(found.resolved, ({ entry: { thread } }) => thread)
  const verdicts = grouped(found.verdict, ({ entry: { thread } }) => thread ?? '')
  const threads = found.thread.map(({ key, entry: own }): Thread => {
    const last = inTime(resolutions.get(key) ?? []).at(-1)
    const verdict = inTime(verdicts.get(key) ?? []).at(-1)
    const moved = (moves.get(key) ?? []).sort((a, b) => b.entry.n - a.entry.n || (a.key < b.key ? 1 : -1))
    return {
      ...said(key, own),
      anchors: [...moved.map((one) => one.entry.anchor), own.anchor],
      moves: moved.map((one) => ({ key: one.key, n: one.entry.n })),
      quote: own.anchor.quote,
      replacement: own.replacement,
      replies: inTime(replies.get(key) ?? []).map((one) => said(one.key, one.entry)),
      resolved: last?.entry.resolved ? { by: authorOf(last.key), at: last.entry.at } : null,
      verdict: verdict ? verdictOf(verdict) : null,
    }
  })
  return {
    threads: threads.sort((a, b) => compare(a.at, b.at) || compare(a.key, b.key)),
    decided: inTime(found.verdict).flatMap((one) => {
      const verdict = verdictOf(one)
      return one.entry.proposal && verdict ? [{ key: one.key, proposal: one.entry.proposal, verdict }] : []
    }),
    seen: new Set(found.seen.map(({ key, entry: own }) => seenBy(authorOf(key), own.entry))),
  }
}

const seenBy = (member: string, key: string): string => `${member} ${key}`
/** Whether a member has seen an entry in which they are mentioned: they were shown it, have answered below it, or it is settled. */
export function hasSeen(talk: Talk, thread: Thread, said: Said, member: string): boolean {
  const answered = thread.replies.some((one) => one.by === member && one.at > said.at)
  return answered || thread.resolved !== null || talk.seen.has(seenBy(member, said.key))
}

function put(found: { [K in Entry['kind']]: Keyed<K>[] }, key: string, read: Entry): void {
  switch (read.kind) {
    case 'thread':
      return void found.thread.push({ key, entry: read })
    case 'reply':
      return void found.reply.push({ key, entry: read })
    case 'moved':
      return void found.moved.push({ key, entry: read })
    case 'resolved':
      return void found.resolved.push({ key, entry: read })
    case 'verdict':
      return void found.verdict.push({ key, entry: read })
    case 'seen':
      return void found.seen.push({ key, entry: read })
  }
}

const said = (key: string, { at, text, mentions: named, editedAt }: Of<'thread'> | Of<'reply'>): Said => ({
  ...{ key, by: authorOf(key), at, text, mentions: named },
  edited: editedAt !== undefined,
})

const verdictOf = ({ key, entry: { at, outcome: how, reason } }: Keyed<'verdict'>): Verdict | null =>
  how === null ? null : { by: authorOf(key), at, outcome: how, reason }

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const inTime = <T extends { key: string; entry: { at: string } }>(found: readonly T[]): T[] =>
  [...found].sort((a, b) => compare(a.entry.at, b.entry.at) || compare(a.key, b.key))

function grouped<T>(items: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(by(item))
    if (group) group.push(item)
    else groups.set(by(item), [item])
  }
  return groups
}

/**
 * Whether a member may set this entry, besides that it must be their own (TK1). `drafts`: they may write the memo itself.
 * TK2 Only who drafts decides what becomes of a comment or moves it; a thread is closed by its author and by who drafts.
 */
export function maySet(member: string, drafts: boolean, made: Entry): boolean {
  switch (made.kind) {
    case 'thread':
    case 'reply':
    case 'seen':
      return true
    case 'verdict':
      return drafts
    case 'moved':
    case 'resolved':
      return drafts || authorOf(made.thread) === member
  }
}
