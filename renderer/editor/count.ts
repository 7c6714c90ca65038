import type { Node } from '@tiptap/pm/model'
import { z } from 'zod'
import { visibleCount } from '../../shared/documents/memo.ts'
import { readRestyled } from '../../shared/documents/suggestions.ts'
import { nodeChange } from './suggestions/lines.ts'

const counts = new WeakMap<Node, number>()
const terms = z.object({ lead: z.string(), term: z.string() })

/** Characters as `characterCount` of memo.ts gives them; blocks that did not change are not counted again. */
export function countOf(doc: Node): number {
  let sum = 0
  doc.forEach((block) => {
    let count = counts.get(block)
    if (count === undefined) counts.set(block, (count = visibleCount(standing(block)) + termsOf(block)))
    sum += count
  })
  return sum
}

/** Letters as they stand: what is only suggested is not counted. */
function standing(node: Node): string {
  if (nodeChange(node)?.kind === 'insertion') return ''
  if (node.isText) return node.marks.some(({ type }) => type.name === 'insertion') ? '' : (node.text ?? '')
  return node.children.map(standing).join('')
}

function termsOf(block: Node): number {
  if (block.type.name !== 'recommendation') return 0
  if (nodeChange(block)?.kind === 'insertion') return 0
  const { lead, term } = terms.parse(readRestyled(block.attrs['suggestedStyle'])?.was.attrs ?? block.attrs)
  return visibleCount(lead) + visibleCount(term)
}
