import { z } from 'zod'
import type { About, TextPaper } from '../../shared/papers/paper.ts'
import { wordOf } from './sheets.ts'

/** Makes one Word file in a process of its own and ends (apart.ts). The paper comes as the first message. */
const asked = z.object({ data: z.object({ content: z.custom<TextPaper>(), about: z.custom<About>() }) })
const port = z.custom<{ postMessage(message: unknown): void; once(event: 'message', told: (message: unknown) => void): void }>(
  (value) => typeof value === 'object' && value !== null,
)
const parent = port.parse('parentPort' in process ? process.parentPort : null)
parent.once('message', (message) => {
  const { content, about } = asked.parse(message).data
  wordOf(content, about).then(
    (bytes) => parent.postMessage(bytes),
    // Whoever waits sees that the process has ended.
    (reason: unknown) =>
      setImmediate(() => {
        throw reason
      }),
  )
})
