import { expect, it } from 'vitest'
import { inSlices, whole, type Work } from '../../../renderer/ui/slices.ts'

/** Work of so many steps of a millisecond; `leave` is called whenever it is left for a moment. */
function* steps(count: number, leave = (): void => undefined): Work<number> {
  let isLeft = true
  for (let nth = 0; nth < count; nth++) {
    // What is queued here runs when the slice is over.
    if (isLeft)
      queueMicrotask(() => {
        isLeft = true
        leave()
      })
    isLeft = false
    for (const until = performance.now() + 1; performance.now() < until;);
    yield
  }
  return count
}

it('SL1 long work is done in slices between which others have their turn, and comes to what it comes to at once', async () => {
  let slices = 0
  const done = await new Promise((resolve) =>
    inSlices(
      steps(60, () => slices++),
      resolve,
    ),
  )
  expect(done).toBe(whole(steps(60)))
  expect(slices).toBeGreaterThan(10)
})

it('SL1 what is called off is not gone on with', async () => {
  let slices = 0
  const stop = inSlices(
    steps(1_000, () => {
      slices++
      stop()
    }),
    () => expect.unreachable(),
  )
  await expect.poll(() => slices).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(slices).toBe(1)
})
