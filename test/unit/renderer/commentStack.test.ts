import fc from 'fast-check'
import { expect, test } from 'vitest'
import { between, cardsThere, fewCards, placed, reach } from '../../../renderer/memos/talk/stack.ts'

const keys = (count: number): string[] => Array.from({ length: count }, (_, at) => `k${String(at)}`)

test('CM4 of 300 cards those near the picture are there, the first, and the chosen one between its neighbours', () => {
  const order = keys(300)
  const heights = order.map(() => 100)
  const tops = placed(
    order.map((_, at) => at * 400),
    heights,
    -1,
  )
  const near = new Set(between(tops, heights, 40_000, 41_000).map((at) => order[at] ?? ''))
  expect(cardsThere(order, near, null)).toEqual(['k0', 'k100', 'k101', 'k102'])
  expect(cardsThere(order, near, 'k200')).toEqual(['k0', 'k100', 'k101', 'k102', 'k199', 'k200', 'k201'])
})

test('CM4 walking from card to card finds the next one on the page, from the first to the last', () => {
  const order = keys(300)
  let chosen = order[0]
  const walked = [chosen]
  for (;;) {
    const there: readonly string[] = cardsThere(order, new Set(), chosen ?? null)
    const next = there[there.indexOf(chosen ?? '') + 1]
    if (next === undefined) break
    chosen = next
    walked.push(next)
  }
  expect(walked).toEqual(order)
})

test('CM4 a few cards are all there', () => {
  expect(cardsThere(keys(fewCards), new Set(), null)).toEqual(keys(fewCards))
  expect(cardsThere(keys(fewCards + 1), new Set(), null)).toEqual(['k0'])
})

test('CM5 no card lies on another, and the chosen one stands at its words', () => {
  const card = fc.record({ want: fc.option(fc.integer({ min: 0, max: 3000 })), height: fc.integer({ min: 30, max: 400 }) })
  fc.assert(
    fc.property(fc.array(card, { maxLength: 30 }), fc.nat(30), (cards, at) => {
      const heights = cards.map(({ height }) => height)
      const wanted = cards.map(({ want }) => want).sort((a, b) => (a === null ? 1 : b === null ? -1 : a - b))
      const tops = placed(wanted, heights, at)
      const want = wanted[at]
      if (want !== undefined && want !== null) expect(tops[at]).toBe(want)
      for (let nth = 1; nth < tops.length; nth++) expect(tops[nth]).toBeGreaterThanOrEqual((tops[nth - 1] ?? 0) + (heights[nth - 1] ?? 0))
      expect(reach(tops, heights)).toBeGreaterThanOrEqual((tops.at(-1) ?? 0) + (heights.at(-1) ?? 0))
    }),
  )
})
