/** What `hanzi` in `fonts.ts` covers. */
export const isHanzi = (code: number): boolean =>
  /[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u.test(String.fromCodePoint(code))

/** The 6763 hanzi of GB 2312-80: rows 16 to 87 of 94 cells, as the decoder of GBK, its superset, reads them. */
export const gb2312: ReadonlySet<number> = new Set(hanziOfRows())

function hanziOfRows(): number[] {
  const decoder = new TextDecoder('gbk')
  const cells = Array.from({ length: 72 * 94 }, (_, index) => [0xb0 + Math.floor(index / 94), 0xa1 + (index % 94)])
  return cells.map((cell) => decoder.decode(Uint8Array.from(cell)).codePointAt(0) ?? 0).filter(isHanzi)
}
