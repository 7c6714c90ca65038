import { part } from '../briefing/compose.ts'
import type { HouseStyle } from '../briefing/house.ts'
import type { BriefingText } from '../briefing/source.ts'
import type { AdoptionRow } from '../documents/adoption.ts'
import { print } from '../i18n/zh/print.ts'
import { papers } from '../i18n/zh/papers.ts'
import { paragraph, table } from './blocks.ts'
import type { Paper } from './paper.ts'

/** What 意见采纳情况表 of a memo is made from. Plain data: the hub reads it, main prints it. */
export type AdoptionSource = {
  workspace: string
  style: HouseStyle
  title: string
  rows: (AdoptionRow & { name: string; organisation: string })[]
}

const words = papers.adoption
const widths = [0.07, 0.17, 0.23, 0.26, 0.11, 0.16]

/** The table as a text of its own, for a sheet or an annex. */
export function adoptionText({ title, rows }: AdoptionSource): BriefingText {
  const count = (outcome: AdoptionRow['outcome']): number => rows.filter((row) => row.outcome === outcome).length
  const sum = words.sum(rows.length, count('adopted'), count('partly'), count('declined'), count(null))
  const cells = rows.map(({ name, organisation, quote, opinion, wording, outcome, reason }, at) => [
    String(at + 1),
    organisation ? `${name}\n${organisation}` : name,
    quote,
    opinionOf({ opinion, wording }),
    words.outcomes[outcome ?? 'open'],
    reason,
  ])
  return {
    title: words.title(title),
    authors: [],
    blocks: rows.length === 0 ? [paragraph(words.none)] : [paragraph(sum), table(widths, words.head, cells)],
  }
}

function opinionOf({ opinion, wording }: Pick<AdoptionRow, 'opinion' | 'wording'>): string {
  const change =
    wording && (wording.after === '' ? words.deletes : wording.before === '' ? words.adds(wording.after) : words.rewrites(wording.after))
  return [opinion, change].filter(Boolean).join('\n')
}

/** Pure: equal sources on the same day give equal papers. @param day of printing, `2026-11-24` */
export function composeAdoption(source: AdoptionSource, day: string): Paper {
  const title = words.title(source.title)
  const only = part(adoptionText(source), 'p1')
  return {
    content: {
      ...{ form: 'text', style: source.style, pageNumbers: true },
      sheets: [
        {
          ...{ form: 'plain', head: null, contents: { ownPage: false, entries: [] }, imprint: { rows: [], last: null } },
          parts: [{ ...only, signature: { name: source.workspace, date: print.day(day) } }],
        },
      ],
    },
    about: { title, author: source.workspace, subject: source.title, keywords: [words.name, source.workspace], day },
    fileName: title,
  }
}
