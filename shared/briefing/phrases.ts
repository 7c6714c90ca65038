const words = new Intl.Segmenter('zh-CN', { granularity: 'word' })
/** Words of one character that belong to what stands before them. */
const trailing = /^[的了等们]$/u
/** Words of one character that stand for themselves, so that a line may end with them. */
const free = /^[的了等们和与及或在对为]$/u
const opening = /[\p{Ps}\p{Pi}]$/u

/**
 * A title in pieces that lines may break between, §7.3.1: whole words only, never before a mark nor after an opening one. The word
 * list behind it knows no trade terms (应收账款 comes as 应, 收, 账款), so a single character never ends a piece unless it can stand alone.
 */
export function phrases(title: string): string[] {
  const pieces: string[] = []
  let previous = ''
  for (const { segment, isWordLike } of words.segment(title)) {
    const joins = !isWordLike || trailing.test(segment) || opening.test(previous) || (isSingle(previous) && !free.test(previous))
    if (joins && pieces.length > 0) pieces.push(`${pieces.pop() ?? ''}${segment}`)
    else pieces.push(segment)
    previous = segment
  }
  return pieces
}

const isSingle = (word: string): boolean => /^\p{Script=Han}$/u.test(word)
