import * as Y from 'yjs'
import { z } from 'zod'
import { id } from '../register.ts'

/**
 * Who wrote what in a memo: the document `authors/<id>` beside its text, which the hub alone writes.
 *
 * AU1 The author of a letter is the member through whose connection it reached the hub. Yjs counts the letters of each of its clients
 *     one by one, and the hub notes from which on those of a client came from which member: nothing that an update claims counts.
 * AU2 `spans` has, by client, those places with the minute of each: a new one where the member changes, and every ten minutes.
 *     `touched` has by member the last minute in which they changed the text at all, deletions included.
 * AU3 Whoever moves or restores words writes them anew. What came by a template, an import of a bundle, or before the hub noted
 *     authors has none.
 * AU5 Letters that the hub puts back (AD1) keep the author and the time they had.
 */
export type Span = {
  /** The first letter of the client that it holds for; up to the next span's. */
  from: number
  /** Member. */
  by: string
  /** Milliseconds since 1970, to the minute. */
  at: number
}

/** In ms. */
export const minute = 60_000
const count = z.int().min(0)
/** As it is kept: time in minutes; `null` from where on nobody is noted any more. */
const keptSpan = z.tuple([count, id.nullable(), count])
export type KeptSpan = z.infer<typeof keptSpan>
const keptSpans = z.array(keptSpan).catch([])

export const spansMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('spans')
export const touchedMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('touched')
export const readSpans = (doc: Y.Doc, client: number): KeptSpan[] => keptSpans.parse(spansMap(doc).get(String(client)) ?? [])

export type Authors = {
  /** Who wrote the letter of this client with this number; `null` where that was not noted. */
  of(client: number, clock: number): Span | null
  /** The letters of this client from one number to before another, piece by piece; a piece without a span has nobody noted for it. */
  within(client: number, from: number, to: number): { to: number; span: Span | null }[]
  /** By member the last minute they changed the text in. */
  touched: ReadonlyMap<string, number>
}

export function readAuthors(doc: Y.Doc): Authors {
  const known = new Map<number, readonly Noted[]>()
  const spansOf = (client: number): readonly Noted[] => {
    const found =
      known.get(client) ??
      readSpans(doc, client).map(([from, by, at]) => ({ from, span: by === null ? null : { from, by, at: at * minute } }))
    known.set(client, found)
    return found
  }
  return {
    of: (client, clock) => spansOf(client).findLast(({ from }) => from <= clock)?.span ?? null,
    within(client, from, to) {
      const spans = spansOf(client)
      const pieces: { to: number; span: Span | null }[] = []
      const first = Math.min(to, spans[0]?.from ?? to)
      if (first > from) pieces.push({ to: first, span: null })
      for (const [nth, { from: start, span }] of spans.entries()) {
        const end = Math.min(to, spans[nth + 1]?.from ?? to)
        if (end > Math.max(from, start)) pieces.push({ to: end, span })
      }
      return pieces
    },
    touched: readTouched(doc),
  }
}

type Noted = { from: number; span: Span | null }

export type Touched = ReadonlyMap<string, number>
const keptTouched = z.record(z.string(), count).catch({})
export const readTouched = (doc: Y.Doc): Touched => new Map(Object.entries(keptTouched.parse(touchedMap(doc).toJSON())))

/**
 * The members who have changed a text since it was as `vector` says and had been touched as `touched` says; `null` among them for changes
 * that nobody is noted for. `now`: the text.
 */
export function changedBy(authors: Authors, now: Y.Doc, vector: ReadonlyMap<number, number>, touched: Touched): Set<string | null> {
  const found = new Set<string | null>()
  for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(now))) {
    const before = vector.get(client) ?? 0
    if (clock > before) for (const { span } of authors.within(client, before, clock)) found.add(span?.by ?? null)
  }
  for (const [by, at] of authors.touched) if (touched.get(by) !== at) found.add(by)
  return found
}
