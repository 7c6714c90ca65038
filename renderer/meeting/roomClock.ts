import type { CommandAnswer } from '../../shared/commands.ts'
import type { Result } from '../../shared/errors.ts'

type Ask = () => Promise<Result<CommandAnswer<'time'>>>
/** In ms: the system's clock, and one that nobody sets but that may stand still while the machine sleeps. */
type Sources = { wall: () => number; awake: () => number }
const machine: Sources = { wall: () => Date.now(), awake: () => performance.now() }

/** An answer is good for so long, one that failed is asked for again after this, and two clocks that part by more were set or slept. */
const goodFor = 30_000
const again = 2_000
const apart = 500

/**
 * RN4 The hub's time in a window. Between two answers it goes on by a clock that nobody sets; when the two clocks of this machine part,
 *     because it slept or was set, the hub is asked at once. Windows on other machines, whose clocks are wrong, show the same.
 */
export class RoomClock {
  readonly #ask: Ask
  readonly #at: Sources
  #ahead: number | null = null
  #next = -Infinity
  #between: number
  #asking = false

  constructor(ask: Ask, sources: Sources = machine) {
    this.#ask = ask
    this.#at = sources
    this.#between = sources.wall() - sources.awake()
  }

  /** To be called again and again while somebody looks. */
  now(): number {
    const { wall, awake } = this.#at
    const between = wall() - awake()
    if (Math.abs(between - this.#between) > apart) this.#next = -Infinity
    this.#between = between
    if (awake() >= this.#next && !this.#asking) void this.#set()
    return this.#ahead === null ? wall() : awake() + this.#ahead
  }

  /** Half of the way there and back is added to what the hub said. */
  async #set(): Promise<void> {
    const { awake } = this.#at
    this.#asking = true
    const asked = awake()
    this.#next = asked + again
    const answer = await this.#ask()
    const heard = awake()
    this.#asking = false
    if (!answer.ok || heard - asked > again) return
    this.#ahead = Date.parse(answer.value.now) + (heard - asked) / 2 - heard
    this.#next = Math.max(this.#next, heard + goodFor)
  }
}
