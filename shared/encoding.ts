/** Bytes as text, without Node and without a browser. Each value has exactly one spelling; any other is refused as `null`. */

/** Bits taken in digits of `from` bits and given in digits of `to`; `left` are the `bits` at the end that fill none. */
function repack(values: readonly number[], from: number, to: number): { digits: number[]; left: number; bits: number } {
  const digits: number[] = []
  let left = 0
  let bits = 0
  for (const value of values) {
    left = (left << from) | value
    bits += from
    for (; bits >= to; left &= (1 << bits) - 1) {
      bits -= to
      digits.push((left >> bits) & ((1 << to) - 1))
    }
  }
  return { digits, left, bits }
}

function spell(bytes: readonly number[], alphabet: string, size: number): string {
  const { digits, left, bits } = repack(bytes, 8, size)
  return [...digits, ...(bits > 0 ? [left << (size - bits)] : [])].map((digit) => alphabet[digit] ?? '').join('')
}

function unspell(text: string, alphabet: string, size: number): number[] | null {
  const values = Array.from(text).map((letter) => alphabet.indexOf(letter))
  if (values.includes(-1)) return null
  const { digits, left, bits } = repack(values, size, 8)
  return left === 0 && bits < size ? digits : null
}

/** RFC 4648 §5, without padding. */
const url64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export const toBase64 = (bytes: readonly number[]): string => spell(bytes, url64, 6)
export const fromBase64 = (text: string): number[] | null => unspell(text, url64, 6)

/** 32 letters without I, L, O and U, which are misheard and misread. */
export const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const toLetters = (bytes: readonly number[]): string => spell(bytes, letters, 5)
export const fromLetters = (text: string): number[] | null => unspell(text, letters, 5)

const pairs = (hex: string): string[] => hex.match(/../g) ?? []
export const toHex = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
/** Of hexadecimal digits only. */
export const fromHex = (hex: string): number[] => pairs(hex).map((pair) => parseInt(pair, 16))

export const toUtf8 = (text: string): number[] => {
  const escaped = encodeURIComponent(text).replaceAll(
    /%(..)|(.)/g,
    (_, hex: string | undefined, sign: string) => hex ?? toHex([sign.charCodeAt(0)]),
  )
  return fromHex(escaped)
}

export function fromUtf8(bytes: readonly number[]): string | null {
  try {
    return decodeURIComponent(toHex(bytes).replaceAll(/../g, '%$&'))
  } catch {
    return null
  }
}
