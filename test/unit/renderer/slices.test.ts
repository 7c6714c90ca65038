import { expect, it } from 'vitest'
import { inSlices, whole, type Work } from '../../../renderer/ui/slices.ts'

/** Work of so many steps, each of which keeps the machine busy for a millisecond. */
function* steps(count: number): Work<number> {
  for (let nth = 0; nth < count; nth++) {
    for (const until = performance.now() + 1; performance.now() < until;);
    yield
  }
  return count
}

it('SL1 long work is done in slices between which others have their turn, and comes to what it comes to at once', async () => {
  let turns = 0
  const others = setInterval(() => turns++, 0)
  const done = await new Promise((resolve) => inSlices(steps(60), resolve))
  clearInterval(others)
  expect(done).toBe(whole(steps(60)))
  expect(turns).toBeGreaterThan(3)
})

it('SL1 what is called off is not gone on with', async () => {
  let taken = 0
  function* counting(): Work<string> {
    for (;;) {
      taken++
      yield
    }
  }
  const stop = inSlices(counting(), () => expect.unreachable())
  await expect.poll(() => taken).toBeGreaterThan(0)
  stop()
  const then = taken
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(taken).toBe(then)
})
