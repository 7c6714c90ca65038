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
  /** So many slots have been given; those among them that are given again. */
  #slots = 0
  readonly #free = new Set<number>()

  /** @param rows a power of two up to 65,536: the more, the seldomer two pairs share one */
  constructor(rows: number) {
    this.#rows = rows
    this.#bits = new Uint32Array(rows * this.#stride)
  }

  /** Gives a text a number of its own. */
  take(text: string): number {
    const [freed] = this.#free
    const slot = freed ?? this.#slots++
    this.#free.delete(slot)
    if (slot >= this.#stride * 32) this.#grow()
    this.#mark(slot, text)
    return slot
  }

  /** It says something else now. */
  replace(slot: number, text: string): void {
    this.#clear(new Map([[slot >> 5, 1 << (slot & 31)]]))
    this.#mark(slot, text)
  }

  /** Forgets all others. */
  keepOnly(slots: Iterable<number>): void {
    const kept = new Set(slots)
    const forgotten = new Map<number, number>()
    for (let slot = 0; slot < this.#slots; slot++) {
      if (kept.has(slot) || this.#free.has(slot)) continue
      this.#free.add(slot)
      forgotten.set(slot >> 5, (forgotten.get(slot >> 5) ?? 0) | (1 << (slot & 31)))
    }
    this.#clear(forgotten)
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

  #mark(slot: number, text: string): void {
    const bit = 1 << (slot & 31)
    for (let at = 0; at + 1 < text.length; at++) {
      const place = rowOf(text, at, this.#rows) * this.#stride + (slot >> 5)
      this.#bits[place] = (this.#bits[place] ?? 0) | bit
    }
  }

  /** In every row, because what they said is not kept. @param slots by the place of their number in a row, the bits in it */
  #clear(slots: ReadonlyMap<number, number>): void {
    const places = [...slots]
    if (places.length === 0) return
    for (let from = 0; from < this.#bits.length; from += this.#stride)
      for (const [place, bits] of places) this.#bits[from + place] = (this.#bits[from + place] ?? 0) & ~bits
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
