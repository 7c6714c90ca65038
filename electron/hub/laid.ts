type List<T> = { list: string; items: T[] }

/**
 * What is too long for one message, as it comes in part by part: lists of people, files. In memory only: what is not taken has left
 * nothing behind. Each member has one at a time, the newest, of `most` items at most.
 */
export class Laid<T> {
  readonly #most: number
  readonly #lists = new Map<string, List<T>>()

  constructor(most: number) {
    this.#most = most
  }

  /** Answers whether there was room. */
  lay(memberId: string, list: string, items: readonly T[]): boolean {
    const laid = this.#lists.get(memberId)
    const before = laid?.list === list ? laid.items : []
    if (before.length + items.length > this.#most) {
      this.#lists.delete(memberId)
      return false
    }
    this.#lists.set(memberId, { list, items: [...before, ...items] })
    return true
  }

  /** The whole of it, once; `null` where it is not there or holds another number than `count`. */
  take(memberId: string, { list, count }: { list: string; count: number }): T[] | null {
    const laid = this.#lists.get(memberId)
    if (laid?.list !== list) return null
    this.#lists.delete(memberId)
    return laid.items.length === count ? laid.items : null
  }
}
