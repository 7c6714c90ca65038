import { PerformanceObserver } from 'node:perf_hooks'
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { z } from 'zod'

/** How long nothing has been collected before the process counts as resting, in ms: only work makes V8 collect. */
const rest = 2_000
/** What is not worth a collection, in bytes. */
const little = 16 * 1024 * 1024

type Collect = (how: { type: 'major'; flavor: 'last-resort'; execution: 'async' }) => Promise<void>
const collector = z.custom<Collect>((value) => typeof value === 'function')

/**
 * Gives the memory back that a start or the opening of a text has left, once the process rests. V8 looks for garbage only when it needs room: a
 * hub that opened 500 pages and then rests would keep 28 of its 58 MB for minutes. Another collection, a pause of 30 ms, comes only
 * after the heap has grown again.
 */
export function giveBackAtRest(): void {
  setFlagsFromString('--expose-gc')
  const collect = collector.parse(runInNewContext('gc'))
  let kept = 0
  const resting = setTimeout(() => {
    if (getHeapStatistics().total_heap_size - kept < little) return
    void collect({ type: 'major', flavor: 'last-resort', execution: 'async' }).then(() => (kept = getHeapStatistics().total_heap_size))
  }, rest)
  resting.unref()
  new PerformanceObserver(() => void resting.refresh()).observe({ entryTypes: ['gc'] })
}
