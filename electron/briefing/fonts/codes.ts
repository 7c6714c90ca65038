import type { Font } from '@pdf-lib/fontkit'
import { gb2312, isHanzi, symbols } from './gb2312.ts'

/**
 * The code points that a font draws, one for each glyph. Where several share a glyph, a PDF can only tell one of them, and not
 * always the one that was written: … would be read as ⋯. So the usual one stays, and the others are left to other fonts.
 */
export function distinctCodes(font: Font): number[] {
  const best = new Map<number, number>()
  for (const code of font.characterSet) {
    const glyph = isSpace(code) ? -code : font.glyphForCodePoint(code).id
    const other = best.get(glyph)
    if (other === undefined || isUsual(code, other)) best.set(glyph, code)
  }
  return Array.from(best.values())
}

/** Spaces have no form that could be mistaken, only widths. */
const isSpace = (code: number): boolean => /\p{Zs}/u.test(String.fromCodePoint(code))

const isUsual = (code: number, other: number): boolean => rank(code) < rank(other) || (rank(code) === rank(other) && code < other)

function rank(code: number): number {
  if (code < 0x80) return 0
  if (gb2312.has(code) || symbols.has(code)) return 1
  return isHanzi(code) && code >= 0x4e00 && code < 0xa000 ? 2 : 3
}
