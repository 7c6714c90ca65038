/** From and to, in characters. */
export type Span = [from: number, to: number]

/** So many of one word are shown at most. */
const most = 20

export function occurrences(folded: string, word: string): Span[] {
  const found: Span[] = []
  for (let at = folded.indexOf(word); at >= 0 && found.length < most; at = folded.indexOf(word, at + word.length))
    found.push([at, at + word.length])
  return found
}

/** In order and without overlap; of two that begin together the longer. */
export function apart(spans: readonly Span[]): Span[] {
  const kept: Span[] = []
  for (const [from, to] of [...spans].sort(([a, x], [b, y]) => a - b || y - x)) if (from >= (kept.at(-1)?.[1] ?? 0)) kept.push([from, to])
  return kept
}
