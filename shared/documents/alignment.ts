import { diffArrays } from 'diff'
import { plainText } from './memo.ts'
import type { Part } from './parts.ts'

/** Where something stands in the older and in the newer order; `null` where it is not. */
export type Pair = [number | null, number | null]

/** So many differences are looked for; texts that have less in common than that are two texts. */
const mostEdits = 4_000

/** Pairs of equal, in both orders; everything else came or went. */
export function align<T>(before: readonly T[], after: readonly T[], equal: (a: T, b: T) => boolean): Pair[] {
  const changes = diffArrays([...before], [...after], { comparator: equal, maxEditLength: mostEdits })
  const pairs: Pair[] = []
  let [old, young] = [0, 0]
  for (const { added, removed, count } of changes ?? [
    { removed: true, added: false, count: before.length },
    { removed: false, added: true, count: after.length },
  ])
    for (let nth = 0; nth < count; nth++) pairs.push([added ? null : old++, removed ? null : young++])
  return pairs
}

/** Of blocks that came and went side by side, those that are much alike are the same one, changed. */
export function meet(before: readonly Part[], after: readonly Part[], pairs: Pair[]): Pair[] {
  const out: Pair[] = []
  let gone: number[] = []
  let come: number[] = []
  const flush = (): void => {
    out.push(...pairAlike(before, after, gone, come))
    gone = []
    come = []
  }
  for (const [old, young] of pairs) {
    if (old !== null && young !== null) {
      flush()
      out.push([old, young])
    } else if (old !== null) gone.push(old)
    else if (young !== null) come.push(young)
  }
  flush()
  return out
}

const alikeFrom = 0.4
/** Larger stretches are paired in their order only: comparing each with each takes too long. */
const mostPairs = 40_000

function pairAlike(before: readonly Part[], after: readonly Part[], gone: number[], come: number[]): Pair[] {
  const all = [...gone.map((old): [number, null] => [old, null]), ...come.map((young): [null, number] => [null, young])]
  if (gone.length === 0 || come.length === 0) return all
  const alike = (row: number, column: number): number => {
    const [was, now] = [before[gone[row] ?? -1], after[come[column] ?? -1]]
    return was && now ? likeness(was, now) : 0
  }
  if (gone.length * come.length > mostPairs) {
    const paired = Math.min(gone.length, come.length)
    const near = (nth: number): boolean => nth < paired && alike(nth, nth) >= alikeFrom
    return [
      ...gone.map((old, nth): [number, number | null] => [old, near(nth) ? (come[nth] ?? null) : null]),
      ...come.flatMap((young, nth): [null, number][] => (near(nth) ? [] : [[null, young]])),
    ]
  }
  // Best total likeness of pairs that keep the order.
  const scores = gone.map((_, row) => come.map((__, column) => alike(row, column)))
  const best: number[][] = [...gone, 0].map(() => [...come, 0].map(() => 0))
  const at = (table: number[][], row: number, column: number): number => table[row]?.[column] ?? 0
  for (let row = gone.length - 1; row >= 0; row--)
    for (let column = come.length - 1; column >= 0; column--) {
      const score = at(scores, row, column)
      const met = score >= alikeFrom ? score + at(best, row + 1, column + 1) : 0
      const line = best[row]
      if (line) line[column] = Math.max(met, at(best, row + 1, column), at(best, row, column + 1))
    }
  const pairs: Pair[] = []
  let [row, column] = [0, 0]
  while (row < gone.length || column < come.length) {
    const score = at(scores, row, column)
    const [old = null, young = null] = [gone[row], come[column]]
    if (old !== null && young !== null && score >= alikeFrom && at(best, row, column) === score + at(best, row + 1, column + 1)) {
      pairs.push([old, young])
      row++
      column++
    } else if (old !== null && (young === null || at(best, row, column) === at(best, row + 1, column))) {
      pairs.push([old, null])
      row++
    } else {
      pairs.push([null, young])
      column++
    }
  }
  return pairs
}

const alikePictures = 0.5

/** Share of pairs of letters that both have, 0 to 1. */
function likeness(a: Part, b: Part): number {
  if (a.look !== b.look && (a.look === 'table' || b.look === 'table' || a.look === 'title')) return 0
  if ((a.picture === null) !== (b.picture === null)) return 0
  if (a.text === b.text) return 1
  // One picture in the place of another.
  if (a.picture !== null && plainText(a.runs) === plainText(b.runs)) return alikePictures
  const counts = new Map<string, number>()
  const pairs = (text: string): string[] => Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2))
  const [ones, others] = [pairs(a.text), pairs(b.text)]
  for (const pair of ones) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  let shared = 0
  for (const pair of others) {
    const left = counts.get(pair) ?? 0
    if (left > 0) shared++
    counts.set(pair, left - 1)
  }
  return ones.length + others.length === 0 ? 0 : (2 * shared) / (ones.length + others.length)
}

/** A short line may stand anywhere by chance. */
const shortestMove = 6
const movedFrom = 0.75

/** What went at one place and came at another, by where it came. */
export function movesIn(before: readonly Part[], after: readonly Part[], pairs: readonly Pair[]): Map<number, Part> {
  const gone = pairs.flatMap(([old, young]) => (young === null && old !== null ? (before[old] ?? []) : []))
  const moves = new Map<number, Part>()
  for (const [old, young] of pairs) {
    const now = old === null && young !== null ? after[young] : undefined
    if (!now || young === null || now.text.length < shortestMove) continue
    const free = gone.filter((one) => one.text.length >= shortestMove && ![...moves.values()].includes(one))
    const scores = free.map((one) => likeness(one, now))
    const top = Math.max(0, ...scores)
    const origin = top >= movedFrom ? free[scores.indexOf(top)] : undefined
    if (origin) moves.set(young, origin)
  }
  return moves
}
