/** What `hanzi` in `fonts.ts` covers. */
export const isHanzi = (code: number): boolean =>
  /[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u.test(String.fromCodePoint(code))

/** Code points of the cells of some rows, as the decoder of GBK, a superset of GB 2312, reads them. */
function cellsOf(firstRow: number, rows: number): number[] {
  const decoder = new TextDecoder('gbk')
  const cells = Array.from({ length: rows * 94 }, (_, index) => [0xa0 + firstRow + Math.floor(index / 94), 0xa1 + (index % 94)])
  return cells.map((cell) => decoder.decode(Uint8Array.from(cell)).codePointAt(0) ?? 0)
}

/** The 6763 hanzi of GB 2312-80: rows 16 to 87. */
export const gb2312: ReadonlySet<number> = new Set(cellsOf(16, 72).filter(isHanzi))
/** Its punctuation, numerals and letters: rows 1 to 9. */
export const symbols: ReadonlySet<number> = new Set(cellsOf(1, 9))
