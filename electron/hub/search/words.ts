import { wordsOf } from '../../../shared/search.ts'
import { bitsOf } from './bigrams.ts'
import { soundsOf, type Sounds } from './pinyin.ts'

/** What is looked for. `sounds`: how names sound, where the word can be pinyin; `null` where it cannot. */
export type Word = { text: string; bits: number[]; sounds: Sounds | null }

/** Two letters at least: one would be the initial of most names. */
const canBePinyin = (word: string): boolean => /^[a-z']{2,40}$/.test(word)

export async function readWords(text: string): Promise<Word[]> {
  const words = wordsOf(text)
  const sounds = words.some(canBePinyin) ? await soundsOf() : null
  return words.map((word) => ({ text: word, bits: bitsOf(word), sounds: canBePinyin(word) ? sounds : null }))
}
