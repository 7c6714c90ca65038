/** One side of a comparison: its figures in milliseconds, one a round or one an event. */
export type Series = { name: string; values: number[] }

export type Bench = {
  name: string
  question: string
  rounds: number
  /** The first series is the floor that the others are divided by. */
  run(options: { rounds: number; log: (line: string) => void }): Promise<Series[]>
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]
  if (at === undefined) throw new RangeError('No figures were measured')
  return at
}

/** `name  median (min–max)  p95  × floor` a line, in milliseconds. */
export function print(series: readonly Series[]): void {
  const floor = quantile(series[0]?.values ?? [], 0.5)
  for (const { name, values } of series) {
    const median = quantile(values, 0.5)
    const cells = [`${ms(median)} (${ms(Math.min(...values))}–${ms(Math.max(...values))}) ms`, `p95 ${ms(quantile(values, 0.95))} ms`]
    console.log(`  ${name.padEnd(34)} ${cells.join('  ')}  × ${(median / floor).toFixed(2)}`)
  }
}

const ms = (value: number): string => (value < 100 ? value.toFixed(1) : value.toFixed(0))
