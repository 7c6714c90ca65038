import type { Node } from '@tiptap/pm/model'
import { z } from 'zod'

const counts = new WeakMap<Node, number>()
const terms = z.object({ lead: z.string(), term: z.string() })
const visible = (text: string): number => text.match(/\S/gu)?.length ?? 0

/** Characters as `characterCount` of memo.ts gives them; blocks that did not change are not counted again. */
export function countOf(doc: Node): number {
  let sum = 0
  doc.forEach((block) => {
    let count = counts.get(block)
    if (count === undefined) counts.set(block, (count = visible(block.textContent) + termsOf(block)))
    sum += count
  })
  return sum
}

function termsOf(block: Node): number {
  if (block.type.name !== 'recommendation') return 0
  const { lead, term } = terms.parse(block.attrs)
  return visible(lead) + visible(term)
}
