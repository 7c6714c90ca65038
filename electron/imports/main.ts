import { z } from 'zod'
import { readDocument, Unreadable } from './read.ts'

/** Reads one document in a process of its own and ends (apart.ts). The path is the only argument. */
const port = z.custom<{ postMessage(message: unknown): void }>((value) => typeof value === 'object' && value !== null)
const parent = port.parse('parentPort' in process ? process.parentPort : null)
try {
  parent.postMessage({ text: await readDocument(process.argv[2] ?? '') })
} catch (reason) {
  parent.postMessage({ problem: reason instanceof Unreadable ? reason.kind : 'importUnreadable' })
}
