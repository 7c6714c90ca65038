/** In px. */
const gap = 8

/**
 * Where cards stand in their column, from its top: each at its words, or pushed down by the one above; the chosen one exactly at its words,
 * and those above it pushed up. `null`: its words are gone, and it follows the one above.
 */
export function placed(wanted: readonly (number | null)[], heights: readonly number[], chosen: number): number[] {
  const tops: number[] = []
  let free = 0
  wanted.forEach((want, index) => {
    tops[index] = Math.max(free, index === chosen && want !== null ? want : (want ?? free))
    free = (tops[index] ?? 0) + (heights[index] ?? 0) + gap
  })
  const want = wanted[chosen]
  if (want === undefined || want === null) return tops
  let limit = Math.max(0, want)
  tops[chosen] = limit
  for (let index = chosen - 1; index >= 0; index--) {
    tops[index] = Math.min(tops[index] ?? 0, limit - gap - (heights[index] ?? 0))
    limit = tops[index] ?? 0
  }
  free = (tops[chosen] ?? 0) + (heights[chosen] ?? 0) + gap
  for (let index = chosen + 1; index < tops.length; index++) {
    tops[index] = Math.max(free, wanted[index] ?? free)
    free = (tops[index] ?? 0) + (heights[index] ?? 0) + gap
  }
  return tops
}

/** How far down the last card reaches, with the gap below it. */
export const reach = (tops: readonly number[], heights: readonly number[]): number =>
  Math.max(0, ...tops.map((top, index) => top + (heights[index] ?? 0))) + gap

/** So many cards are all there, wherever the desk stands. */
export const fewCards = 40

/** Those of the cards that stand between two heights of their column, at least in part. */
export const between = (tops: readonly number[], heights: readonly number[], from: number, to: number): number[] =>
  tops.flatMap((top, index) => (top < to && top + (heights[index] ?? 0) > from ? [index] : []))

/**
 * The cards that are put on the page, in their order: all of a few, else those in or near the picture. Always the first, where the Tab key
 * comes in, and the chosen one with those that the arrow keys go to from it.
 */
export function cardsThere(order: readonly string[], near: ReadonlySet<string>, chosen: string | null): readonly string[] {
  if (order.length <= fewCards) return order
  const at = chosen === null ? -1 : order.indexOf(chosen)
  return order.filter((key, index) => index === 0 || near.has(key) || (at >= 0 && Math.abs(index - at) <= 1))
}
