import { z } from 'zod'
import { readList } from '../../shared/dialogues/attendees.ts'
import { en } from '../../shared/i18n/en.ts'
import { zh } from '../../shared/i18n/zh.ts'
import { partsOf } from './parts.ts'
import { readTable } from './table.ts'

/**
 * Reads one list in a process of its own, checks every row and ends: a file from elsewhere may be anything, and neither its size nor
 * what it does to a parser is felt in a window. Arguments: the path, and the language of the office.
 */
const port = z.custom<{ postMessage(message: unknown): void }>((value) => typeof value === 'object' && value !== null)
const parent = port.parse('parentPort' in process ? process.parentPort : null)
try {
  const [, , path = '', language] = process.argv
  const { list } = (language === 'en' ? en : zh).attendees
  const read = readList(await readTable(path), list, [])
  parent.postMessage(read.is === 'list' ? { is: 'list', parts: partsOf(read.rows) } : read)
} catch (reason) {
  parent.postMessage({ problem: reason instanceof TypeError && reason.message === 'tooLarge' ? 'listTooLarge' : 'listUnreadable' })
}
