import { fold } from '../../../shared/search.ts'
import { holds, type Kept } from './kept.ts'
import type { Findable } from './records.ts'
import type { Word } from './words.ts'

type Ranked = {
  found: Findable
  head: Kept
  /** Its title is that of what it belongs to, and finds nothing by itself. */
  isWithin: boolean
}

/**
 * `null`: not found. Words in the title come first, then those that sound so there, then the others.
 * @param inText a bit for each word, whether the body may have it: what is known to have none is not looked through
 */
export function rankOf({ found, head, isWithin }: Ranked, body: Kept, inText: number, words: readonly Word[]): number | null {
  let sounding = false
  let own = !isWithin
  for (let nth = 0; nth < words.length; nth++) {
    const word = words[nth]
    if (!word) continue
    const inBody = (inText & (1 << nth)) !== 0 && holds(body, word)
    if (inBody) own = true
    if (inBody || holds(head, word)) continue
    if (!soundsIn(found.title, word) && !soundsIn(found.names, word)) return null
    sounding = true
  }
  if (!own && !words.some((word) => soundsIn(found.names, word) || fold(found.names).includes(word.text))) return null
  if (isWithin) return sounding ? 4 : 3
  let title: string | null = null
  for (const word of words) {
    // Folding is dear where thousands sound so: what sounds there need not stand there as well.
    if (sounding && soundsIn(found.title, word)) continue
    title ??= fold(found.title)
    if (!title.includes(word.text)) return sounding ? 4 : 2
  }
  return sounding ? 1 : 0
}

const soundsIn = (name: string, { sound }: Word): boolean => sound !== null && sound.names.has(name)
