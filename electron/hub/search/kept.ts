import { fold } from '../../../shared/search.ts'
import type { Word } from './words.ts'

/** A text as it is shown and as it is looked through. */
export type Kept = { text: string; folded: string }

export const keep = (text: string): Kept => ({ text, folded: fold(text) })

export const nothing: Kept = keep('')

export const holds = ({ folded }: Kept, { text }: Word): boolean => folded.includes(text)
