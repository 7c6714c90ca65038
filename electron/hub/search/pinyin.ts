import type { Span } from './marks.ts'

/** A reading of a character without its tone, ü as v and as u. `parts`: what of it a word may stand for, itself first. */
export type Reading = { whole: string; parts: readonly string[] }
/** Every reading of a character; none where it is no Chinese one. */
export type Sounds = (character: string) => readonly Reading[]

let sounds: Promise<Sounds> | undefined

/** The readings of characters. Their table takes a moment to read, so nothing reads it at the start. */
export const soundsOf = (): Promise<Sounds> => (sounds ??= readTable())

async function readTable(): Promise<Sounds> {
  const { pinyin } = await import('pinyin-pro')
  const known = new Map<string, readonly Reading[]>()
  return (character) => {
    const found = known.get(character)
    if (found) return found
    const isChinese = /\p{Script=Han}/u.test(character)
    const read = isChinese ? pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true, nonZh: 'removed' }) : []
    const wholes = new Set(read.flatMap((one) => (one.includes('v') ? [one, one.replace('v', 'u')] : [one])))
    const readings = [...wholes].map((whole): Reading => ({ whole, parts: partsOf(whole) }))
    known.set(character, readings)
    return readings
  }
}

/**
 * Where in a name a word of letters is its pinyin: whole syllables, initials, or both mixed, the last syllable begun
 * (`qingdao`, `qd`, `qingd`, `zhsh`). Of a character with several readings each counts: 单 is shan, dan and chan.
 */
export function pinyinSpans(name: string, word: string, of: Sounds): Span[] {
  const found: Span[] = []
  for (let at = 0; ;) {
    const span = nextSpan(name, at, word.replaceAll("'", ''), of)
    if (span === null) return found
    found.push(span)
    at = span[1]
  }
}

/** Whether it is anywhere in the name. */
export const isSounding = (name: string, word: string, of: Sounds): boolean => nextSpan(name, 0, word.replaceAll("'", ''), of) !== null

function nextSpan(name: string, start: number, letters: string, of: Sounds): Span | null {
  for (let from = start; from < name.length; from++) {
    if (!of(name.charAt(from)).some(({ whole }) => whole[0] === letters[0])) continue
    const to = endOf(name, from, letters, of)
    if (to !== null) return [from, to]
  }
  return null
}

function endOf(name: string, at: number, letters: string, of: Sounds): number | null {
  if (letters === '') return at
  for (const { whole, parts } of of(name.charAt(at))) {
    if (whole.startsWith(letters)) return at + 1
    for (const part of parts) {
      const end = letters.startsWith(part) ? endOf(name, at + 1, letters.slice(part.length), of) : null
      if (end !== null) return end
    }
  }
  return null
}

/** The syllable, then what it may be shortened to. */
const partsOf = (reading: string): string[] => [
  reading,
  ...(/^[zcs]h/.test(reading) ? [reading.slice(0, 2)] : []),
  ...(reading.length > 1 ? [reading.slice(0, 1)] : []),
]
