/**
 * Which pairs of characters texts have, a row of bits a pair: of each text one bit. Pairs share rows by their hash, so that a row says no
 * for certain and yes mostly rightly. What has all pairs of a word is found by laying its few rows over one another, whatever the texts
 * are: none of them is touched.
 */
export class Signatures {
  readonly #rows: number
  /** Row after row, `#stride` numbers each. */
  #bits: Uint32Array
  #stride = 4
  readonly #texts: (string | null)[] = []
  #free: number[] = []

  /** @param rows a power of two up to 65,536: the more, the seldomer two pairs share one */
  constructor(rows: number) {
    this.#rows = rows
    this.#bits = new Uint32Array(rows * this.#stride)
  }

  /** Gives a text a number of its own. */
  take(text: string): number {
    const slot = this.#free.pop() ?? this.#texts.length
    if (slot >= this.#stride * 32) this.#grow()
    this.#texts[slot] = text
    this.#mark(slot, text, true)
    return slot
  }

  /** It says something else now. */
  replace(slot: number, text: string): void {
    this.#mark(slot, this.#texts[slot] ?? '', false)
    this.#texts[slot] = text
    this.#mark(slot, text, true)
  }

  /** Forgets all others. */
  keepOnly(slots: Iterable<number>): void {
    const kept = new Set(slots)
    for (const [slot, text] of this.#texts.entries()) {
      if (text === null || kept.has(slot)) continue
      this.#mark(slot, text, false)
      this.#texts[slot] = null
      this.#free.push(slot)
    }
  }

  /** Which texts may have a word, a bit each; `null` where that cannot be told: it is a single character. */
  having(word: string): Uint32Array | null {
    if (word.length < 2) return null
    const found = this.#row(word, 0).slice()
    for (let at = 1; at + 1 < word.length; at++) {
      const row = this.#row(word, at)
      for (let nth = 0; nth < found.length; nth++) found[nth] = (found[nth] ?? 0) & (row[nth] ?? 0)
    }
    return found
  }

  #row(text: string, at: number): Uint32Array {
    const from = rowOf(text, at, this.#rows) * this.#stride
    return this.#bits.subarray(from, from + this.#stride)
  }

  #mark(slot: number, text: string, has: boolean): void {
    const bit = 1 << (slot & 31)
    for (let at = 0; at + 1 < text.length; at++) {
      const place = rowOf(text, at, this.#rows) * this.#stride + (slot >> 5)
      this.#bits[place] = has ? (this.#bits[place] ?? 0) | bit : (this.#bits[place] ?? 0) & ~bit
    }
  }

  #grow(): void {
    const wider = new Uint32Array(this.#rows * this.#stride * 2)
    for (let row = 0; row < this.#rows; row++)
      wider.set(this.#bits.subarray(row * this.#stride, (row + 1) * this.#stride), row * this.#stride * 2)
    this.#bits = wider
    this.#stride *= 2
  }
}

/** Whether a text is among these. */
export const isAmong = (found: Uint32Array, slot: number): boolean => ((found[slot >> 5] ?? 0) & (1 << (slot & 31))) !== 0

const rowOf = (text: string, at: number, rows: number): number =>
  (Math.imul(text.charCodeAt(at), 0x9e37) ^ Math.imul(text.charCodeAt(at + 1), 0x85eb)) & (rows - 1)
