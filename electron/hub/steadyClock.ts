import { uptime } from 'node:os'

/** In ms; `awake` may stand still while the machine sleeps, `booted` does not and may be as coarse as a second. */
type Sources = { wall: () => number; awake: () => number; booted: () => number }
const machine: Sources = { wall: () => Date.now(), awake: () => performance.now(), booted: () => uptime() * 1000 }

/** Coarser than any `booted`, shorter than any sleep that matters. */
const leastSleep = 2_000

/**
 * RN1 The clock that meetings are timed by. It is read off the wall once and goes on evenly from there: it counts the time the
 *     machine slept, and does not jump when somebody sets the system's clock.
 */
export function steadyClock({ wall, awake, booted }: Sources = machine): () => Date {
  const began = { wall: wall(), awake: awake(), booted: booted() }
  let slept = 0
  return () => {
    const gone = awake() - began.awake
    const missed = booted() - began.booted - gone
    if (missed - slept > leastSleep) slept = missed
    return new Date(began.wall + gone + slept)
  }
}
