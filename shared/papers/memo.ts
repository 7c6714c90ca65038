import { part } from '../briefing/compose.ts'
import type { HouseStyle } from '../briefing/house.ts'
import type { MemoContent } from '../documents/memo.ts'
import type { Pictures } from '../documents/pictures.ts'
import { print } from '../i18n/zh/print.ts'
import { papers } from '../i18n/zh/papers.ts'
import type { Paper } from './paper.ts'

/** What a memo is printed from on its own. Plain data: the hub reads it, main prints it. */
export type MemoSource = {
  workspace: string
  style: HouseStyle
  content: MemoContent
  pictures: Pictures
  /** SHA-256 of the content. */
  state: string
  /** Names that nothing which leaves the house may say, DP1. */
  hidden: string[]
}

/** A memo on a plain sheet, without a number and without a head: it is no briefing. Pure. @param day of printing, `2026-11-24` */
export function composeMemo({ workspace, style, content, pictures, state }: MemoSource, day: string): Paper {
  const { title, authors } = content
  return {
    content: {
      ...{ form: 'text', style, pageNumbers: true, pictures },
      sheets: [
        {
          ...{ form: 'plain', head: null, contents: { ownPage: false, entries: [] }, imprint: { rows: [], last: null } },
          parts: [{ ...part(content, 'p1'), authors: authors.length > 0 ? print.authors(authors) : '' }],
        },
      ],
    },
    about: {
      title,
      author: authors.join('、'),
      subject: papers.memo.name,
      keywords: [papers.memo.name, workspace, print.state(state)],
      day,
    },
    fileName: title,
  }
}
