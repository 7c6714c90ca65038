import { Decoration, DecorationSet, type DecorationSource } from '@tiptap/pm/view'
import type { Node } from '@tiptap/pm/model'
import { describe, expect, it } from 'vitest'
import { indexed } from '../../../renderer/editor/marks.ts'
import { memoSchema } from '../../../shared/documents/schema.ts'

const doc = memoSchema.node(
  'doc',
  null,
  Array.from({ length: 9 }, (_, nth) => memoSchema.node('paragraph', null, nth === 4 ? [] : [memoSchema.text(`第${String(nth)}段说明`)])),
)
const starts = doc.children.reduce<number[]>((all, block) => [...all, (all.at(-1) ?? 0) + block.nodeSize], [0])
const inline = (from: number, to: number): Decoration => Decoration.inline(from, to, { class: 'commented' })
const within = (block: number): Decoration => inline((starts[block] ?? 0) + 2, (starts[block] ?? 0) + 4)

function placesIn(source: DecorationSource): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  source.forEachSet((set) => found.push(...set.find().map(({ from, to }) => ({ from, to }))))
  return found
}
const eachBlock = (marks: DecorationSet, of: Node): unknown[] => {
  const said: unknown[] = []
  of.forEach((block, offset) => said.push(placesIn(marks.forChild(offset, block))))
  return said
}

describe('BD marks of a long text', () => {
  const kinds = {
    'within blocks': () => [0, 3, 8].map(within),
    'over blocks and within them': () => [inline((starts[2] ?? 0) + 2, (starts[5] ?? 0) + 2), within(3), within(7)],
    'of whole blocks': () => [Decoration.node(starts[6] ?? 0, starts[7] ?? 0, { class: 'commented' }), within(1)],
    none: () => [],
  }
  for (const [kind, made] of Object.entries(kinds))
    it(`BD6 of every block they say the same as ProseMirror's own: ${kind}`, () => {
      expect(eachBlock(indexed(DecorationSet.create(doc, made())), doc)).toEqual(eachBlock(DecorationSet.create(doc, made()), doc))
    })

  it('BD6 marks of another editor, which has none, are left alone', () => {
    indexed(DecorationSet.empty)
    expect(Object.hasOwn(DecorationSet.empty, 'forChild')).toBe(false)
  })
})
