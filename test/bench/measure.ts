/** One side of a comparison: its figures, one a round or one an event; in milliseconds unless named otherwise. */
export type Series = { name: string; values: number[]; unit?: string }

export type Bench = {
  name: string
  question: string
  rounds: number
  /** Groups; the first series of each is the floor that the others are divided by. */
  run(options: { rounds: number; log: (line: string) => void }): Promise<Series[][]>
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]
  if (at === undefined) throw new RangeError('No figures were measured')
  return at
}

/** `name  median (min–max)  p95  × floor` a line. */
export function print(series: readonly Series[]): void {
  const floor = quantile(series[0]?.values ?? [], 0.5)
  for (const { name, values, unit = 'ms' } of series) {
    const median = quantile(values, 0.5)
    const cells = [
      `${short(median)} (${short(Math.min(...values))}–${short(Math.max(...values))}) ${unit}`,
      `p95 ${short(quantile(values, 0.95))} ${unit}`,
    ]
    console.log(`  ${name.padEnd(34)} ${cells.join('  ')}  × ${(median / floor).toFixed(2)}`)
  }
}

const short = (value: number): string => (value < 100 ? value.toFixed(1) : value.toFixed(0))
