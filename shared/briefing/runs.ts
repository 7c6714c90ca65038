import type { Run } from '../documents/memo.ts'

/** There is something to see. */
const shows = ({ text, note }: Run): boolean => note !== undefined || /\S/u.test(text)
export const hasText = (runs: readonly Run[]): boolean => runs.some(shows)

/**
 * Runs as they are printed: no spaces or line breaks at either end (the indent is the layout's), no characters that have no
 * form on paper, no empty runs.
 */
export function contentRuns(runs: readonly Run[]): Run[] {
  const clean = runs.map((run) => ({ ...run, text: printable(run.text) }))
  const first = clean.findIndex(shows)
  const last = clean.findLastIndex(shows)
  return clean
    .slice(Math.max(first, 0), last + 1)
    .map((run, index, { length }) => ({
      ...run,
      text: trimmed(run.text, index === 0, index === length - 1),
    }))
    .filter(({ text, note }) => text !== '' || note !== undefined)
}

function trimmed(text: string, start: boolean, end: boolean): string {
  const front = start ? text.trimStart() : text
  return end ? front.trimEnd() : front
}

/**
 * Tabs and foreign line ends as what they mean; hanzi that have two codes by the usual one, since both look alike and only one is
 * found by a search; halves of surrogate pairs as the sign for a lost character.
 */
export const printable = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[^\P{Cc}\n]/gu, '')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\u2e80-\u2fdf\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu, (sign) => sign.normalize('NFKC'))
