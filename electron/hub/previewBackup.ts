import { z } from 'zod'
import { Refusal } from '../../shared/errors.ts'
import { previewBackup } from './backup.ts'

/**
 * Looks through one backup in a process of its own and ends: there may be no workspace open whose hub could, and a file of any size
 * is not felt in a window. The path is the only argument.
 */
const port = z.custom<{ postMessage(message: unknown): void }>((value) => typeof value === 'object' && value !== null)
const parent = port.parse('parentPort' in process ? process.parentPort : null)
try {
  parent.postMessage({ preview: await previewBackup(process.argv[2] ?? '') })
} catch (reason) {
  if (!(reason instanceof Refusal)) throw reason
  parent.postMessage({ failure: reason.failure })
}
