import { isAmong, type Signatures } from './signatures.ts'
import type { Item } from './items.ts'
import type { Word } from './words.ts'

/** Of what is searched heads are short and many, texts long. */
type Both = { heads: Signatures; texts: Signatures }

/**
 * All that can be found, in order. What a word may be in is told by the signatures alone, from two lists of numbers: thousands of things
 * that do not have it are not looked at.
 */
export class Shelf {
  readonly items: readonly Item[]
  readonly #signatures: Both
  readonly #heads: Int32Array
  /** -1 where there is none. */
  readonly #texts: Int32Array

  constructor(items: readonly Item[], signatures: Both) {
    this.items = items
    this.#signatures = signatures
    this.#heads = Int32Array.from(items, ({ slot }) => slot)
    this.#texts = Int32Array.from(items, ({ text }) => text?.slot ?? -1)
    signatures.heads.keepOnly(this.#heads)
  }

  /**
   * In which every word may be: each of those in which it is, and few others. `inText`: a bit for each word, whether its text may have it.
   * A call for each, because thousands are named by two letters and nothing is made for them on the way.
   */
  each(words: readonly Word[], tell: (item: Item, inText: number) => void): void {
    const asked = words.map((word): Asked => ({
      word,
      heads: this.#signatures.heads.having(word.text),
      texts: this.#signatures.texts.having(word.text),
      sounds: word.sound !== null && word.sound.names.size > 0,
    }))
    let at = -1
    for (const item of this.items) {
      at++
      const inText = this.#may(at, item, asked)
      if (inText >= 0) tell(item, inText)
    }
  }

  /** Which of the words may be in its text, a bit each; -1 where one can be nowhere. */
  #may(at: number, item: Item, asked: readonly Asked[]): number {
    const head = this.#heads[at] ?? -1
    const text = this.#texts[at] ?? -1
    let inText = 0
    for (let nth = 0; nth < asked.length; nth++) {
      const one = asked[nth]
      if (!one) continue
      const { heads, texts, sounds, word } = one
      const isIn = texts === null || (text >= 0 && isAmong(texts, text))
      if (!isIn && heads !== null && !isAmong(heads, head) && !(sounds && maySound(item, word))) return -1
      // An issue is a text without signature: its words are its head.
      if (isIn || text < 0) inText |= 1 << nth
    }
    // A title that is of something else finds nothing by itself.
    if (inText === 0 && item.isWithin && !asked.some(({ word, sounds }) => sounds && namesSound(item, word))) return -1
    return inText
  }
}

/** A word with the signatures that may have it; `null`: any. */
type Asked = { heads: Uint32Array | null; texts: Uint32Array | null; word: Word; sounds: boolean }
const maySound = (item: Item, word: Word): boolean => (word.sound?.names.has(item.found.title) ?? false) || namesSound(item, word)
/** Names of those who wrote a comment are in what is said about it. */
const namesSound = ({ found, text, kind }: Item, { sound }: Word): boolean =>
  sound !== null &&
  (sound.names.has(found.names) || (kind === 'comment' && text !== null && text.passages.some(({ names }) => sound.names.has(names))))
