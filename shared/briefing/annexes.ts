import type { Talk } from '../documents/talk.ts'
import { standingOf } from '../endorsements.ts'
import { annexes as words } from '../i18n/zh/annexes.ts'
import { table } from '../papers/blocks.ts'
import type { Endorsement, Memo } from '../register.ts'
import type { BriefingText } from './source.ts'

type NameOf = (memberId: string) => string

/** 意见采纳情况表: what was said of a memo or proposed for it, and what became of it; `null` where nothing was decided. */
export function adoptionText({ title }: Memo, { threads, decided }: Talk, nameOf: NameOf): BriefingText | null {
  const rows = [
    ...threads.flatMap(({ by, quote, text, replacement, verdict }) =>
      verdict
        ? [[nameOf(by), quote, replacement ? words.instead(text, replacement) : text, words.outcomes[verdict.outcome], verdict.reason]]
        : [],
    ),
    ...decided.map(({ proposal, verdict }) => [
      nameOf(proposal.by),
      proposal.before || proposal.quote,
      proposal.after === '' ? words.left : words.change(proposal.after),
      words.outcomes[verdict.outcome],
      verdict.reason,
    ]),
  ]
  return numbered(words.adoption(title), [0.07, 0.13, 0.24, 0.28, 0.12, 0.16], words.adoptionHead, rows)
}

/** 尚未处理的意见: threads that are neither decided nor resolved. */
export function commentsText({ title }: Memo, { threads }: Talk, nameOf: NameOf): BriefingText | null {
  const open = openThreads(threads).map(({ by, quote, text }) => [nameOf(by), quote, text])
  return numbered(words.comments(title), [0.07, 0.15, 0.34, 0.44], words.commentsHead, open)
}
export const openThreads = (threads: Talk['threads']): Talk['threads'] => threads.filter(({ verdict, resolved }) => !verdict && !resolved)

/** 会签意见: the words that stand on the frozen text, reservations and refusals with theirs. */
export function endorsementsText(memo: Memo, endorsements: readonly Endorsement[], nameOf: NameOf): BriefingText | null {
  const rows = standingOf(memo, endorsements).map(({ memberId, choice, text }) => [nameOf(memberId), words.choices[choice], text])
  return numbered(words.endorsements(memo.title), [0.09, 0.2, 0.18, 0.53], words.endorsementsHead, rows)
}

function numbered(
  title: string,
  widths: readonly number[],
  head: readonly string[],
  rows: readonly (readonly string[])[],
): BriefingText | null {
  if (rows.length === 0) return null
  return {
    title,
    authors: [],
    blocks: [
      table(
        widths,
        head,
        rows.map((row, at) => [String(at + 1), ...row]),
      ),
    ],
  }
}
