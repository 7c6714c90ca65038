import { z } from 'zod'
import type { Paper } from '../../shared/papers/paper.ts'
import { JoinedLedger } from './finish.ts'

/**
 * Puts one long ledger together in a process of its own and ends (apart.ts). Argument: the folder of the fonts. The parts come as
 * messages, in their order, and after them the paper.
 */
const told = z.object({
  data: z.union([z.instanceof(Uint8Array), z.object({ content: z.custom<Paper['content']>(), about: z.custom<Paper['about']>() })]),
})
const port = z.custom<{ postMessage(message: unknown): void; on(event: 'message', told: (message: unknown) => void): void }>(
  (value) => typeof value === 'object' && value !== null,
)
const parent = port.parse('parentPort' in process ? process.parentPort : null)
const joined = new JoinedLedger(process.argv[2] ?? '')
let last: Promise<void> = Promise.resolve()
parent.on('message', (message) => {
  last = last.then(async () => {
    const { data } = told.parse(message)
    if (data instanceof Uint8Array) await joined.add(data)
    else parent.postMessage(joined.finish(data))
  })
  last.catch((reason: unknown) =>
    // Whoever waits sees that the process has ended.
    setImmediate(() => {
      throw reason
    }),
  )
})
