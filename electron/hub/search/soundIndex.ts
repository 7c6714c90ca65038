import { isSounding, type Sounds } from './pinyin.ts'

const letters = 26
const pairs = letters * letters

/** A name, and which pairs of letters can follow one another in its pinyin, a bit each. */
type Name = { text: string; pairs: Uint32Array }

/**
 * Names by the pairs of letters in their pinyin. Whatever of a word of letters stands together must stand together in the name,
 * within a syllable or from one to the next: only names that have all its pairs are looked through.
 */
export class SoundIndex {
  readonly #of: Sounds
  readonly #names = new Map<string, Name>()
  readonly #having: Name[][] = Array.from({ length: pairs }, () => [])

  constructor(of: Sounds) {
    this.#of = of
  }

  /** So many names are known. */
  get size(): number {
    return this.#names.size
  }

  /** Names that stand in many places are taken once. */
  take(text: string): void {
    if (text === '' || this.#names.has(text)) return
    const name = { text, pairs: new Uint32Array(Math.ceil(pairs / 32)) }
    this.#names.set(text, name)
    for (const pair of pairsOf(text, this.#of)) {
      if (hasPair(name, pair)) continue
      name.pairs[pair >> 5] = (name.pairs[pair >> 5] ?? 0) | (1 << (pair & 31))
      this.#having[pair]?.push(name)
    }
  }

  /** The names in which a word of two letters or more is pinyin. */
  sounding(word: string): ReadonlySet<string> {
    const needed = neededBy(word.replaceAll("'", ''))
    const [rarest = []] = needed.map((pair) => this.#having[pair] ?? []).sort((a, b) => a.length - b.length)
    const found = rarest.filter((name) => needed.every((pair) => hasPair(name, pair)) && isSounding(name.text, word, this.#of))
    return new Set(found.map(({ text }) => text))
  }
}

const hasPair = (name: Name, pair: number): boolean => ((name.pairs[pair >> 5] ?? 0) & (1 << (pair & 31))) !== 0

const first = 'a'.charCodeAt(0)
const letterOf = (reading: string, at: number): number => reading.charCodeAt(at < 0 ? reading.length + at : at) - first
const isLetter = (letter: number): boolean => letter >= 0 && letter < letters

function neededBy(word: string): number[] {
  return Array.from({ length: word.length - 1 }, (_, at) => letterOf(word, at) * letters + letterOf(word, at + 1))
}

/** Of each syllable its own letters, and what it or its beginning can be followed by (`pinyin.ts` says what a syllable is shortened to). */
function* pairsOf(text: string, of: Sounds): Generator<number> {
  for (let at = 0; at < text.length; at++)
    for (const { whole: reading } of of(text.charAt(at))) {
      for (let nth = 0; nth + 1 < reading.length; nth++) yield* pair(letterOf(reading, nth), letterOf(reading, nth + 1))
      for (const { whole: next } of of(text.charAt(at + 1)))
        for (const end of [0, 1, -1]) yield* pair(letterOf(reading, Math.min(end, reading.length - 1)), letterOf(next, 0))
    }
}

function* pair(one: number, other: number): Generator<number> {
  if (isLetter(one) && isLetter(other)) yield one * letters + other
}
