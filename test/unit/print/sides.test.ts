import { describe, expect, it } from 'vitest'
import { sidesOf } from '../../../renderer/print/sides.ts'

describe('份号本', () => {
  it('PR4 every copy has its own first page before those that all share', () => {
    expect(sidesOf(2, 3, false)).toEqual([2, 0, 1, 3, 0, 1, 4, 0, 1])
    expect(sidesOf(0, 1, true)).toEqual([0])
  })

  it('PR4 on both sides of the sheets every copy begins on a new one, and none ends with an empty one', () => {
    expect(sidesOf(2, 2, true)).toEqual([2, 0, 1, -1, 3, 0, 1])
    expect(sidesOf(3, 2, true)).toEqual([3, 0, 1, 2, 4, 0, 1, 2])
  })
})
