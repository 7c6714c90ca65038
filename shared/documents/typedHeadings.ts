import { headingLevel, type HeadingLevel } from './memo.ts'

/** The names Word gives its heading styles in Chinese; the English ones every reader knows. */
export const wordHeading = (level: HeadingLevel): string[] => [`标题 ${level}`, `标题${level}`]

/** What people type in front of a heading, by level; longer lines that begin so are sentences. */
const typed = [/^[一二三四五六七八九十]{1,3}、/u, /^（[一二三四五六七八九十]{1,3}）/u] as const
const longest = 40

/** The level of a line that was meant as a heading, by the number typed before it; `null` for a sentence. */
export function typedLevel(line: string): HeadingLevel | null {
  if (line.length > longest || /[。；]$/u.test(line)) return null
  return headingLevel.safeParse(typed.findIndex((pattern) => pattern.test(line)) + 1).data ?? null
}

/** A heading without the number typed before it: the sheet numbers headings by itself. */
export const withoutNumber = (heading: string): string =>
  heading.replace(/^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、]\s*)/u, '')

/** What people write before a caption: 图1　 */
export const captioned = /^\s*图\s*\d+(?:[\s\u3000.．、：:]+|$)/u
