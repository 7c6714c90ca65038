import { z } from 'zod'
import { workbookBytes, type BookSheet } from './workbook.ts'

/** Makes one workbook in a process of its own and ends (apart.ts). Its sheets come as the first message. */
const asked = z.object({ data: z.array(z.custom<BookSheet>()) })
const port = z.custom<{ postMessage(message: unknown): void; once(event: 'message', told: (message: unknown) => void): void }>(
  (value) => typeof value === 'object' && value !== null,
)
const parent = port.parse('parentPort' in process ? process.parentPort : null)
parent.once('message', (message) => {
  workbookBytes(asked.parse(message).data).then(
    (bytes) => parent.postMessage(bytes),
    // Whoever waits sees that the process has ended.
    (reason: unknown) =>
      setImmediate(() => {
        throw reason
      }),
  )
})
