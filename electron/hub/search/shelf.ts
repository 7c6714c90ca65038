import { isAmong, type Signatures } from './signatures.ts'
import type { Candidate, Item } from './items.ts'
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

  /** In which every word may be: each of those in which it is, and few others. */
  *having(words: readonly Word[]): Generator<Candidate> {
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
      if (inText !== null) yield { item, inText }
    }
  }

  /** Which of the words may be in its text; `null` where one can be nowhere. */
  #may(at: number, item: Item, asked: readonly Asked[]): boolean[] | null {
    const [head, text] = [this.#heads[at] ?? -1, this.#texts[at] ?? -1]
    let inText: boolean[] | null = null
    for (const { heads, texts, sounds, word } of asked) {
      const isIn = texts === null || (text >= 0 && isAmong(texts, text))
      if (!isIn && heads !== null && !isAmong(heads, head) && !(sounds && maySound(item, word))) return null
      inText ??= []
      // An issue is a text without signature: its words are its head.
      inText.push(isIn || text < 0)
    }
    return inText
  }
}

/** A word with the signatures that may have it; `null`: any. */
type Asked = { heads: Uint32Array | null; texts: Uint32Array | null; word: Word; sounds: boolean }
/** Names of those who wrote a comment are in what is said about it. */
const maySound = ({ found, text, kind }: Item, { sound }: Word): boolean =>
  sound !== null &&
  sound.names.size > 0 &&
  (sound.names.has(found.title) ||
    sound.names.has(found.names) ||
    (kind === 'comment' && text !== null && text.passages.some(({ names }) => sound.names.has(names))))
