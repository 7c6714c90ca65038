import { join } from 'node:path'
import { Refusal } from '../../shared/errors.ts'
import type { About, TextPaper } from '../../shared/papers/paper.ts'
import { askApart } from '../apart.ts'

/** A Word file of a paper. @throws Refusal `cancelled` once the signal says so, `wordFailed` */
export type MakeWord = (content: TextPaper, about: About, signal: AbortSignal) => Promise<Uint8Array>

/** For one file, ms: ten times what a thousand pages take. */
const patience = 120_000

/**
 * WD2 A Word file is made in a process of its own: it can be stopped at any moment, and however long it is no window waits for it.
 * @param out the folder of the built programs
 */
export const wordApart =
  (out: string): MakeWord =>
  async (content, about, signal) => {
    const answer = await askApart(join(out, 'main/word.js'), [], patience, { signal, messages: [{ content, about }] })
    if (signal.aborted) throw new Refusal({ kind: 'cancelled' })
    if (answer instanceof Uint8Array) return answer
    throw new Refusal({ kind: 'wordFailed' })
  }
