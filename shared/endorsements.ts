import type { Endorsement, Memo, MemoStage } from './register.ts'

/**
 * EN1 An endorsement stands only while the memo stands still with exactly the text it names: its hash is that of the frozen text.
 *     Whatever was said of another text is void (失效), and stands again only if that very text is frozen again.
 * EN2 One member has one word on one text; a later one takes its place.
 * EN3 A word is carried to a changed text only by the member who gave it, who has been shown the change.
 */
export const stands = ({ id, frozen }: Pick<Memo, 'id' | 'frozen'>, { memoId, hash }: Pick<Endorsement, 'memoId' | 'hash'>): boolean =>
  memoId === id && frozen !== null && frozen.hash === hash

export const endorsementId = (memoId: string, hash: string, memberId: string): string => `${memoId}/${hash}/${memberId}`

/** The text may still be written. */
export const isOpen = (stage: MemoStage): boolean => stage === 'drafting' || stage === 'consulting'

export type Endorser = {
  memberId: string
  /** What they said of the text as it is frozen now. */
  standing: Endorsement | null
  /** What they said last of another text: void. */
  voided: Endorsement | null
}

/** Everybody who is asked, in the order in which they were named, then whoever has said something without being asked any more. */
export function endorsersOf(memo: Memo, endorsements: readonly Endorsement[]): Endorser[] {
  const own = endorsements.filter(({ memoId }) => memoId === memo.id)
  const asked = memo.countersigning?.endorsers ?? []
  const others = own.map(({ memberId }) => memberId).filter((id) => !asked.includes(id))
  return [...asked, ...new Set(others)].map((memberId) => {
    const said = own.filter((one) => one.memberId === memberId)
    return {
      memberId,
      standing: said.find((one) => stands(memo, one)) ?? null,
      voided: said.filter((one) => !stands(memo, one)).reduce<Endorsement | null>(later, null),
    }
  })
}

const later = (a: Endorsement | null, b: Endorsement): Endorsement => (a !== null && a.at > b.at ? a : b)

/** Those who are asked and have not answered for the text as it is frozen now. Nobody is waited for while the text is open. */
export const pendingOf = (memo: Memo, endorsements: readonly Endorsement[]): string[] =>
  memo.stage !== 'countersigning'
    ? []
    : endorsersOf(memo, endorsements).flatMap(({ memberId, standing }) =>
        standing === null && memo.countersigning?.endorsers.includes(memberId) ? [memberId] : [],
      )

/** What goes out with the memo: the words that stand, reservations and refusals with their text. */
export const standingOf = (memo: Memo, endorsements: readonly Endorsement[]): Endorsement[] =>
  endorsersOf(memo, endorsements).flatMap(({ standing }) => standing ?? [])

/** Words on an earlier text that were not carried to this one. */
export const voidOf = (memo: Memo, endorsements: readonly Endorsement[]): Endorsement[] =>
  endorsersOf(memo, endorsements).flatMap(({ standing, voided }) => (standing === null && voided ? [voided] : []))
