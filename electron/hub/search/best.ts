/** The first few of many, in order; of equal ones in the order in which they came. What is not among them is looked at once. */
export class Best<T> {
  readonly all: T[] = []
  readonly #most: number
  readonly #compare: (a: T, b: T) => number

  constructor(most: number, compare: (a: T, b: T) => number) {
    this.#most = most
    this.#compare = compare
  }

  offer(one: T): void {
    const last = this.all[this.#most - 1]
    if (last !== undefined && this.#compare(last, one) <= 0) return
    let [from, to] = [0, this.all.length]
    while (from < to) {
      const middle = (from + to) >> 1
      const other = this.all[middle]
      if (other !== undefined && this.#compare(other, one) <= 0) from = middle + 1
      else to = middle
    }
    this.all.splice(from, 0, one)
    if (this.all.length > this.#most) this.all.pop()
  }
}
