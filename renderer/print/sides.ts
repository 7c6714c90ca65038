/** The side of a sheet that stays empty. */
const empty = -1

/**
 * Which page stands on which side of the sheets: those that all copies share come first in the list of pages, then each copy's own first
 * one. On both sides of the sheets every copy begins on a new one (PR4).
 */
export function sidesOf(shared: number, copies: number, both: boolean): number[] {
  const later = Array.from({ length: shared }, (_, at) => at)
  const fill = both && shared % 2 === 0 ? [empty] : []
  return Array.from({ length: copies }, (_, at) => [shared + at, ...later, ...(at < copies - 1 ? fill : [])]).flat()
}
