import { expect, it } from 'vitest'
import { Seats } from '../../../renderer/ui/seats.ts'

it('LR3 a row that stays keeps its place in the page, and one that comes takes over what another has left', () => {
  const seats = new Seats()
  const first = seats.of(['a', 'b', 'c'], null)
  expect(new Set(first).size).toBe(3)
  const [, b] = first
  const scrolled = seats.of(['b', 'c', 'd'], null)
  expect(scrolled).toEqual([b, first[2], first[0]])
  // All others, and none is moved.
  expect(seats.of(['x', 'y', 'z'], null)).toEqual(scrolled)
  expect(seats.of(['z', 'x', 'y'], null)).toEqual([scrolled[2], scrolled[0], scrolled[1]])
})

it('LR3 nobody takes over the place of a row that has the focus', () => {
  const seats = new Seats()
  const [a, b] = seats.of(['a', 'b'], 'a')
  const after = seats.of(['c', 'd'], null)
  expect(after[0]).toBe(b)
  expect(after).not.toContain(a)
})
