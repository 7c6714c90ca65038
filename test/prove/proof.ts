/**
 * A long randomised proof of one promise. `npm run prove -- NAME` runs it at its full size, `npm test` at its small one;
 * the same seed gives the same run as far as the operating system lets it.
 */
export type Proof = {
  name: string
  /** The promise, as one sentence. */
  promise: string
  /** How many rounds `npm test` runs. */
  small: number
  /** How many rounds the command runs when no count is given. */
  full: number
  /** What this machine lacks for it, and the line to run; `null` where nothing is. */
  missing?(): string | null
  /** Throws at the first round in which the promise did not hold; whatever it returns therefore held. */
  run(options: ProofOptions): Promise<Figures>
}

export type ProofOptions = { count: number; seed: number; log: (line: string) => void }

/** What was done and how often, in the order it is to be printed. */
export type Figures = Record<string, number | string>

/** A promise that did not hold, with the round that broke it. */
export class Broken extends Error {
  override name = 'Broken'
}

/** Uniform numbers from 0 (included) to 1 (excluded) that a seed repeats: Mulberry32. */
export type Random = () => number

export function random(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** A whole number from `low` to `high`, both included. */
export const between = (next: Random, low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
