import { z } from 'zod'
import { readTable } from './table.ts'

/**
 * Reads one list in a process of its own and ends: a file from elsewhere may be anything, and neither its size nor what it does to
 * a parser is felt in a window. The path is the only argument.
 */
const port = z.custom<{ postMessage(message: unknown): void }>((value) => typeof value === 'object' && value !== null)
const parent = port.parse('parentPort' in process ? process.parentPort : null)
try {
  parent.postMessage({ table: await readTable(process.argv[2] ?? '') })
} catch (reason) {
  parent.postMessage({ problem: reason instanceof TypeError && reason.message === 'tooLarge' ? 'listTooLarge' : 'listUnreadable' })
}
