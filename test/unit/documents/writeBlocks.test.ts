import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { chartKind, headingLevel, memoBody, noteSource, plainRun, readBlocks } from '../../../shared/documents/memo.ts'
import type { Block, Cell, ChartKind, HeadingLevel, NoteSource, Run } from '../../../shared/documents/memo.ts'
import { writeBlocks } from '../../../shared/documents/writeBlocks.ts'

const noteFrom: fc.Arbitrary<NoteSource> = fc.constantFrom(...noteSource.options)
const noted = fc.record({ text: fc.string(), source: noteFrom, ref: fc.string() }).map((note): Run => ({ ...plainRun(''), note }))
const chart: fc.Arbitrary<ChartKind> = fc.constantFrom(...chartKind.options)
const written = fc.record({
  text: fc.oneof(fc.constantFrom('一、', '账款', '\n', '', '甲\n乙'), fc.string({ unit: 'grapheme' })),
  bold: fc.boolean(),
  italic: fc.boolean(),
  underline: fc.boolean(),
})
const runs = fc.array(fc.oneof(written, noted), { maxLength: 5 })
const level: fc.Arbitrary<HeadingLevel> = fc.constantFrom(1, 2, 3, 4)
const blocks = fc.letrec<{ block: Block; blocks: Block[]; cell: Cell }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ type: fc.constant('paragraph' as const), runs }),
    fc.record({ type: fc.constant('heading' as const), level, runs }),
    fc.record({ type: fc.constant('recommendation' as const), id: fc.uuid({ version: 4 }), runs, lead: fc.string(), term: fc.string() }),
    fc.record({
      type: fc.constant('figure' as const),
      picture: fc.constantFrom('', 'a'.repeat(64)),
      width: fc.integer({ min: 10, max: 100 }),
      alt: fc.string(),
      runs,
    }),
    fc.record({ type: fc.constant('chart' as const), chart, runs }),
    fc.record({ type: fc.constant('quote' as const), blocks: tie('blocks') }),
    fc.record({ type: fc.constant('list' as const), ordered: fc.boolean(), items: fc.array(tie('blocks'), { maxLength: 3 }) }),
    fc.record({ type: fc.constant('table' as const), rows: fc.array(fc.array(tie('cell'), { maxLength: 3 }), { maxLength: 3 }) }),
  ),
  blocks: fc.array(tie('block'), { maxLength: 4 }),
  cell: fc.record({
    header: fc.boolean(),
    colspan: fc.integer({ min: 1, max: 4 }),
    rowspan: fc.integer({ min: 1, max: 4 }),
    width: fc.option(fc.integer({ min: 1, max: 800 })),
    blocks: tie('blocks'),
  }),
})).blocks

const plain = { bold: false, italic: false, underline: false }
const sameForm = (a: Run, b: Run): boolean => a.bold === b.bold && a.italic === b.italic && a.underline === b.underline

/** What a body can hold: a break stands alone, nothing is empty, neighbours of one form are one run. */
function heldRuns(given: readonly Run[]): Run[] {
  const pieces = given.flatMap((one) =>
    one.note ? [one] : one.text.split(/(\n)/).map((text): Run => (text === '\n' ? { text, ...plain } : { ...one, text })),
  )
  return pieces.reduce<Run[]>((held, piece) => {
    const last = held.at(-1)
    if (piece.text === '' && !piece.note) return held
    const joins = last !== undefined && last.text !== '\n' && piece.text !== '\n' && !last.note && !piece.note && sameForm(last, piece)
    return joins ? [...held.slice(0, -1), { ...last, text: last.text + piece.text }] : [...held, piece]
  }, [])
}

function held(block: Block): Block {
  switch (block.type) {
    case 'heading':
    case 'paragraph':
    case 'recommendation':
    case 'figure':
    case 'chart':
      return { ...block, runs: heldRuns(block.runs) }
    case 'quote':
      return { ...block, blocks: block.blocks.map(held) }
    case 'list':
      return { ...block, items: block.items.map((item) => item.map(held)) }
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map((cell) => ({ ...cell, blocks: cell.blocks.map(held) }))) }
  }
}

/** Written in one replica, read in another that only ever saw its update. */
function throughTheWire(written: readonly Block[]): Block[] {
  const here = new Y.Doc()
  writeBlocks(memoBody(here), written)
  const there = new Y.Doc()
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
  return readBlocks(memoBody(there))
}

describe('WB1 what writeBlocks writes, readBlocks reads', () => {
  it('WB1 any blocks come back as they were given', () => {
    fc.assert(
      fc.property(blocks, (given) => {
        const once = throughTheWire(given)
        expect(once).toEqual(given.map(held))
        expect(throughTheWire(once)).toEqual(once)
      }),
      { numRuns: 100 },
    )
  })

  it('WB1 every level of heading there is comes back', () => {
    const headings = headingLevel.options.map(({ value }): Block => ({ type: 'heading', level: value, runs: [{ text: '建议', ...plain }] }))
    expect(throughTheWire(headings)).toEqual(headings)
  })
})

describe('WB2 writing replaces', () => {
  it('WB2 what stood in the body before is gone, in one update', () => {
    const doc = new Y.Doc()
    const body = memoBody(doc)
    writeBlocks(body, [{ type: 'paragraph', runs: [{ text: '模板', ...plain }] }])
    let updates = 0
    doc.on('update', () => updates++)
    const text: Block[] = [{ type: 'paragraph', runs: [{ text: '正文', ...plain, bold: true }] }]
    writeBlocks(body, text)
    expect(readBlocks(body)).toEqual(text)
    expect(updates).toBe(1)
  })
})
