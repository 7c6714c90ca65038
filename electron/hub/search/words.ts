import { wordsOf } from '../../../shared/search.ts'
import { soundsOf, type Sounds } from './pinyin.ts'
import type { SoundIndex } from './soundIndex.ts'

/** What is looked for. `sound`: how names sound and in which of them the word does, where it can be pinyin. */
export type Word = { text: string; sound: { of: Sounds; names: ReadonlySet<string> } | null }

/** Two letters at least: one would be the initial of most names. */
const canBePinyin = (word: string): boolean => /^'*[a-z]'*[a-z][a-z']*$/.test(word) && word.length <= 40

/** @param index of all names, asked for with the first word that could be pinyin */
export async function readWords(text: string, index: () => Promise<SoundIndex>): Promise<Word[]> {
  const words = wordsOf(text)
  const sound = words.some(canBePinyin) ? { of: await soundsOf(), index: await index() } : null
  return words.map((word) => ({
    text: word,
    sound: sound && canBePinyin(word) ? { of: sound.of, names: sound.index.sounding(word) } : null,
  }))
}
