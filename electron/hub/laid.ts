import type { AttendeeFields } from '../../shared/register.ts'

type List = { list: string; attendees: AttendeeFields[] }

/**
 * Lists of people that are too long for one message, as they come in part by part. In memory only: a list that is not taken has left
 * nothing behind. Each member has one at a time, the newest, of `most` people at most.
 */
export class Laid {
  readonly #most: number
  readonly #lists = new Map<string, List>()

  constructor(most: number) {
    this.#most = most
  }

  /** Answers whether there was room. */
  lay(memberId: string, list: string, attendees: readonly AttendeeFields[]): boolean {
    const laid = this.#lists.get(memberId)
    const before = laid?.list === list ? laid.attendees : []
    if (before.length + attendees.length > this.#most) {
      this.#lists.delete(memberId)
      return false
    }
    this.#lists.set(memberId, { list, attendees: [...before, ...attendees] })
    return true
  }

  /** The whole of it, once; `null` where it is not there or holds another number than `count`. */
  take(memberId: string, { list, count }: { list: string; count: number }): AttendeeFields[] | null {
    const laid = this.#lists.get(memberId)
    if (laid?.list !== list) return null
    this.#lists.delete(memberId)
    return laid.attendees.length === count ? laid.attendees : null
  }
}
