/** Bits of a signature, a power of two. */
const bits = 8192

/**
 * Which pairs of characters a text has, as a Bloom signature of 1 KiB: it says no for certain and yes mostly rightly, and spares
 * looking through most texts. A page of Chinese sets some 500 bits.
 */
export function signatureOf(text: string): Uint32Array {
  const signature = new Uint32Array(bits / 32)
  for (let at = 0; at + 1 < text.length; at++) {
    const bit = bitOf(text, at)
    signature[bit >> 5] = (signature[bit >> 5] ?? 0) | (1 << (bit & 31))
  }
  return signature
}

/** The bits that a word needs; a single character needs none. */
export function bitsOf(word: string): number[] {
  return Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => bitOf(word, at))
}

export const mayHold = (signature: Uint32Array, needed: readonly number[]): boolean =>
  needed.every((bit) => ((signature[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0)

const bitOf = (text: string, at: number): number =>
  (Math.imul(text.charCodeAt(at), 0x9e37) ^ Math.imul(text.charCodeAt(at + 1), 0x85eb)) & (bits - 1)
