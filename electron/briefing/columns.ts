import { page, ptPerMm, table as measures } from '../../shared/briefing/layout.ts'
import { plainText } from '../../shared/documents/memo.ts'
import type { PrintedCell } from '../../shared/papers/paper.ts'

/** Widths for what has none: as the longest cells ask for, the longest of all of them in several lines. */
export function sharesOf(rows: readonly PrintedCell[][], count: number): number[] {
  const letters = Array.from({ length: count }, (_, at) =>
    rows
      .filter((row) => row.length === count)
      .map((row) =>
        Math.max(0, ...(row[at]?.blocks ?? []).map((one) => (one.type === 'paragraph' ? Array.from(plainText(one.runs)).length : 0))),
      )
      .reduce((most, one) => Math.max(most, one), 0),
  )
  const air = 1.5
  const wanted = letters.map((one) => Math.max(one, 3) + air)
  const sum = (widths: readonly number[]): number => widths.reduce((all, one) => all + one, 0)
  const room = (page.block.width * ptPerMm) / measures.size
  const short = sum(wanted.filter((one) => one <= shortLetters + air))
  const long = sum(wanted.filter((one) => one > shortLetters + air))
  // Short ones stay on one line as long as that leaves something to the others.
  const less = long > 0 && short < room / 2 ? Math.min(1, (room - short) / long) : 1
  const given = wanted.map((one) => (one > shortLetters + air ? one * less : one))
  return given.map((one) => one / sum(given))
}
const shortLetters = 10
