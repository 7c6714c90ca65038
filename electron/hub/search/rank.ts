import { fold } from '../../../shared/search.ts'
import { holds, type Kept } from './kept.ts'
import type { Findable } from './records.ts'
import type { Word } from './words.ts'

type Ranked = {
  found: Findable
  head: Kept
  body: Kept
  /** Its title is that of what it belongs to, and finds nothing by itself. */
  isWithin: boolean
  /** Of each word whether its text may have it: what is known to have none is not looked through. */
  inText: readonly boolean[]
}

/**
 * `null`: not found. Words in the title come first, then those that sound so there, then the others.
 */
export function rankOf({ found, head, body, isWithin, inText }: Ranked, words: readonly Word[]): number | null {
  let sounding = false
  let own = !isWithin
  for (const [nth, word] of words.entries()) {
    const inBody = inText[nth] !== false && holds(body, word)
    if (inBody) own = true
    if (inBody || holds(head, word)) continue
    if (!soundsIn(found.title, word) && !soundsIn(found.names, word)) return null
    sounding = true
  }
  if (!own && !words.some((word) => fold(found.names).includes(word.text) || soundsIn(found.names, word))) return null
  if (isWithin) return sounding ? 4 : 3
  const title = fold(found.title)
  if (words.every((word) => title.includes(word.text))) return 0
  if (sounding) return words.every((word) => title.includes(word.text) || soundsIn(found.title, word)) ? 1 : 4
  return 2
}

const soundsIn = (name: string, { sound }: Word): boolean => sound !== null && sound.names.has(name)
