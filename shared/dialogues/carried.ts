import type { Dialogue, Issue } from '../register.ts'

export type Carried = { issue: Issue; from: Dialogue }

/** DL9 Issues and tasks of earlier dialogues that are still open: each dialogue begins with them, the oldest first. */
export function carriedTo(dialogue: Dialogue, dialogues: readonly Dialogue[], issues: readonly Issue[]): Carried[] {
  const earlier = new Map(dialogues.filter((one) => one.startsAt < dialogue.startsAt).map((one) => [one.id, one]))
  return issues
    .flatMap((issue) => {
      const from = earlier.get(issue.dialogueId)
      return from && issue.kind !== 'decision' && issue.closed === null ? [{ issue, from }] : []
    })
    .sort((a, b) => compare(a.from.startsAt, b.from.startsAt) || compare(a.issue.createdAt, b.issue.createdAt))
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
