import { fold } from '../../../shared/search.ts'
import { mayHold, signatureOf } from './bigrams.ts'
import type { Word } from './words.ts'

/** A text that is looked through; a long one with its signature. */
export type Kept = { text: string; folded: string; signature: Uint32Array | null }

/** Shorter ones are looked through sooner than their signature is asked, in characters. */
const short = 400

export function keep(text: string): Kept {
  const folded = fold(text)
  return { text, folded, signature: folded.length < short ? null : signatureOf(folded) }
}

export const nothing: Kept = keep('')

export const holds = ({ folded, signature }: Kept, { text, bits }: Word): boolean =>
  (signature === null || mayHold(signature, bits)) && folded.includes(text)
