import type { Node } from '@tiptap/pm/model'
import { Mapping, StepMap } from '@tiptap/pm/transform'

export type Difference = { start: number; oldEnd: number; newEnd: number }

/** What differs between two states of a text, whatever steps led there; `null` where nothing does. Blocks that are the very same cost nothing. */
export function difference(before: Node, after: Node): Difference | null {
  const start = before.content.findDiffStart(after.content)
  const ends = before.content.findDiffEnd(after.content)
  if (start === null || !ends) return null
  const overlap = Math.max(0, start - Math.min(ends.a, ends.b))
  return { start, oldEnd: ends.a + overlap, newEnd: ends.b + overlap }
}

/** Where places have gone that lay outside of what differs. */
export const passing = ({ start, oldEnd, newEnd }: Difference): Mapping =>
  new Mapping([new StepMap([start, oldEnd - start, newEnd - start])])

/** The blocks of a text that are not those of another: from which one, and up to which. */
export function changedBlocks(before: Node, after: Node): { from: number; to: number } {
  let [from, end, to] = [0, before.childCount, after.childCount]
  while (from < Math.min(end, to) && before.child(from) === after.child(from)) from++
  while (end > from && to > from && before.child(end - 1) === after.child(to - 1)) {
    end--
    to--
  }
  return { from, to }
}
