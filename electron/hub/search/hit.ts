import { fold, type SearchHit } from '../../../shared/search.ts'
import type { Found } from './items.ts'
import { apart, occurrences, type Span } from './marks.ts'
import { pinyinSpans } from './pinyin.ts'
import type { Word } from './words.ts'

/** So much is shown before and after the first word, in characters. */
const before = 24
const after = 72

export function hitOf({ item: { kind, within, part }, id, thread, found, body }: Found, words: readonly Word[]): SearchHit {
  const { title, names, text, at } = found
  const titleMarks = spansIn(title, words, true)
  const outside = words.filter((word) => spansIn(title, [word], true).length === 0)
  const [inNames, inRecord, inBody] = [
    excerptOf(names, outside, true),
    excerptOf(text, outside, false),
    excerptOf(body.text, outside, false),
  ]
  // What a dialogue plans stands on a page of its own, beside its agenda.
  const isPlan = kind === 'dialogue' && !inNames && inRecord !== null
  const shown = inNames ?? inRecord ?? inBody ?? { excerpt: '', marks: [] }
  return { kind, id, within, part: isPlan ? 'plan' : part, thread, title, titleMarks, ...shown, at }
}

function excerptOf(source: string, words: readonly Word[], named: boolean): { excerpt: string; marks: Span[] } | null {
  const first = Math.min(...words.flatMap((word) => spansIn(source, [word], named).slice(0, 1)).map(([from]) => from))
  if (!Number.isFinite(first)) return null
  const from = Math.max(0, first - before, source.lastIndexOf('\n', first) + 1)
  const excerpt = source.slice(from, first + after)
  return { excerpt, marks: spansIn(excerpt, words, named) }
}

/** Where the words are; in names also where they sound so. */
function spansIn(text: string, words: readonly Word[], named: boolean): Span[] {
  const folded = fold(text)
  return apart(
    words.flatMap((word) => {
      const literal = occurrences(folded, word.text)
      return literal.length === 0 && named && word.sound ? pinyinSpans(text, word.text, word.sound.of) : literal
    }),
  )
}
