import { describe, expect, it } from 'vitest'
import { mayReload, restartDelay } from '../../../electron/restart.ts'

const now = 1_000_000

describe('DT2 how often a fall is answered by a new start', () => {
  it('DT2 at once the first time, later after longer and longer', () => {
    const delays = [1, 2, 3, 4, 5].map((falls) => restartDelay(Array<number>(falls).fill(now), now))
    expect(delays[0]).toBe(0)
    expect(delays).toEqual([...delays].sort((a, b) => (a ?? 0) - (b ?? 0)))
    expect(new Set(delays).size).toBe(5)
  })

  it('DT2 not any more after six falls within a minute', () => {
    expect(restartDelay(Array<number>(6).fill(now), now)).toBeNull()
  })

  it('DT2 what fell more than a minute ago is forgotten', () => {
    expect(restartDelay([...Array<number>(20).fill(now - 60_000), now], now)).toBe(0)
  })

  it('DT4 a page is loaded again three times within a minute, then the person is asked', () => {
    expect(mayReload([now, now, now], now)).toBe(true)
    expect(mayReload([now, now, now, now], now)).toBe(false)
    expect(mayReload([...Array<number>(9).fill(now - 60_001), now], now)).toBe(true)
  })
})
