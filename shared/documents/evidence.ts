/** Stands in a line where a note points to a source; a note that only explains is U+FFFC. */
export const sourceMark = '\u{fff9}'

/** Figures with a unit: what a reader would ask the source of. Years and dates are none. */
const figure = /\d[\d,]*(?:\.\d+)?\s*(?:个百分点|平方米|%|万|亿|元|家|户|人|倍|项|件|笔|起|天|吨|台|公里)/u
const ends = /[。；！？]/u

export type Statement = { from: number; to: number; text: string }

/** Sentences with figures that no note with a source stands in or right behind. */
export function statementsIn(line: string): Statement[] {
  const found: Statement[] = []
  let from = 0
  for (let at = 0; at < line.length; at++) {
    if (!ends.test(line.charAt(at)) && at < line.length - 1) continue
    const to = at + 1
    const sourced = line.slice(from, to).includes(sourceMark) || line.charAt(to) === sourceMark
    const text = line.slice(from, to)
    if (!sourced && figure.test(text)) found.push({ from, to, text: text.trim() })
    from = to
  }
  return found
}
