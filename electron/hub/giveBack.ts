import { PerformanceObserver } from 'node:perf_hooks'
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { z } from 'zod'

/** How long nothing has been collected before the process counts as resting, in ms: only work makes V8 collect. */
const rest = 2_000
/** What is not worth a collection, in bytes. */
const little = 8 * 1024 * 1024

type Collect = (how: { type: 'major'; flavor: 'last-resort'; execution: 'async' }) => Promise<void>
const collector = z.custom<Collect>((value) => typeof value === 'function')

/**
 * Gives the memory back that a start or the opening of a text has left, once the process rests. V8 looks for garbage only when it needs room: a
 * hub that opened 500 pages and then rests would keep 28 of its 58 MB for minutes, the main process the 15 MB of faces that it handed
 * out. Another collection, a pause of some 30 ms, comes only after the process has grown again.
 *
 * @returns to be called after work that makes V8 collect nothing, such as handing out files
 */
export function giveBackAtRest(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = collector.parse(runInNewContext('gc'))
  let kept = 0
  const resting = setTimeout(() => {
    if (held() - kept < little) return
    void collect({ type: 'major', flavor: 'last-resort', execution: 'async' }).then(() => (kept = held()))
  }, rest)
  resting.unref()
  const worked = (): void => void resting.refresh()
  new PerformanceObserver(worked).observe({ entryTypes: ['gc'] })
  return worked
}

/** What V8 has taken and what its objects hold outside, in bytes. */
function held(): number {
  const { total_heap_size, external_memory } = getHeapStatistics()
  return total_heap_size + external_memory
}
