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

  /** In which every word may be: each of those in which it is, and few others. */
  *having(words: readonly Word[]): Generator<Item> {
    const asked = words.flatMap((word): Asked[] => {
      const [heads, texts] = [this.#signatures.heads.having(word.text), this.#signatures.texts.having(word.text)]
      return heads && texts ? [{ heads, texts, word, sounds: word.sound !== null && word.sound.names.size > 0 }] : []
    })
    let at = -1
    for (const item of this.items) {
      at++
      if (this.#may(at, item, asked)) yield item
    }
  }

  #may(at: number, item: Item, asked: readonly Asked[]): boolean {
    const [head, text] = [this.#heads[at] ?? -1, this.#texts[at] ?? -1]
    for (const { heads, texts, sounds, word } of asked)
      if (!isAmong(heads, head) && (text < 0 || !isAmong(texts, text)) && !(sounds && maySound(item, word))) return false
    return true
  }
}

/** A word with the signatures that may have it. */
type Asked = { heads: Uint32Array; texts: Uint32Array; word: Word; sounds: boolean }

/** Names of those who wrote a comment are in what is said about it. */
const maySound = ({ found, text, kind }: Item, { sound }: Word): boolean =>
  sound !== null &&
  sound.names.size > 0 &&
  (sound.names.has(found.title) ||
    sound.names.has(found.names) ||
    (kind === 'comment' && text !== null && text.passages.some(({ names }) => sound.names.has(names))))
