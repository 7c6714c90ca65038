type Key = string | number
type By<T> = (record: T) => Key
type Direction = 'ascending' | 'descending'
type Wanted<T> = { by: By<T>; direction: Direction; locale: string }

/** Of all records this part at most is put in place one by one; of more all are sorted anew. */
const few = 1 / 64

/**
 * Records in an order that is kept up: each is asked once what it is sorted by, and when a few have changed only they are put in
 * their places. Of equal ones the order of the records holds.
 */
export class Order<T extends object> {
  #wanted: Wanted<T> | null = null
  #collator = new Intl.Collator()
  #keys = new WeakMap<T, Key>()
  #sorted: readonly T[] = []

  of(records: readonly T[], wanted: Wanted<T>): readonly T[] {
    const same = this.#wanted?.by === wanted.by && this.#wanted.locale === wanted.locale
    if (!same) {
      this.#collator = new Intl.Collator(wanted.locale, { numeric: true })
      this.#keys = new WeakMap()
    }
    const isKept = same && this.#wanted?.direction === wanted.direction
    this.#wanted = wanted
    this.#sorted = (isKept ? this.#kept(records, wanted) : null) ?? this.#whole(records, wanted)
    return this.#sorted
  }

  /** @returns `null` where too many have changed */
  #kept(records: readonly T[], { by, direction }: Wanted<T>): T[] | null {
    const places = new Map(records.map((record, place) => [record, place]))
    const sorted = this.#sorted.filter((record) => places.has(record))
    const before = new Set(sorted)
    const fresh = records.filter((record) => !before.has(record))
    if (fresh.length > records.length * few) return null
    const comes = (a: T, b: T): number =>
      this.#compare(this.#keyOf(a, by), this.#keyOf(b, by), direction) || (places.get(a) ?? 0) - (places.get(b) ?? 0)
    for (const record of fresh) {
      let [from, to] = [0, sorted.length]
      while (from < to) {
        const middle = (from + to) >> 1
        const other = sorted[middle]
        if (other !== undefined && comes(other, record) < 0) from = middle + 1
        else to = middle
      }
      sorted.splice(from, 0, record)
    }
    return sorted
  }

  #whole(records: readonly T[], { by, direction }: Wanted<T>): T[] {
    const keyed = records.map((record) => ({ record, key: this.#keyOf(record, by) }))
    const sign = direction === 'descending' ? -1 : 1
    // A column of days is the one that long lists open with: it is looked at once, not at every comparison.
    const inOrder = keyed.every(({ key }) => isDay(String(key)))
      ? keyed.sort((a, b) => sign * (a.key < b.key ? -1 : Number(a.key > b.key)))
      : keyed.sort((a, b) => this.#compare(a.key, b.key, direction))
    return inOrder.map(({ record }) => record)
  }

  #keyOf(record: T, by: By<T>): Key {
    const known = this.#keys.get(record)
    if (known !== undefined) return known
    const key = by(record)
    this.#keys.set(record, key)
    return key
  }

  /** Days and numbers need no dictionary to be compared. */
  #compare(a: Key, b: Key, direction: Direction): number {
    const sign = direction === 'descending' ? -1 : 1
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
    const [one, other] = [String(a), String(b)]
    if (isDay(one) && isDay(other)) return sign * (one < other ? -1 : Number(one > other))
    return sign * this.#collator.compare(one, other)
  }
}

/** `2026-11-24…`. What is compared some hundred thousand times is looked at letter by letter. */
function isDay(text: string): boolean {
  if (text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash) return false
  for (const at of digits) if (text.charCodeAt(at) < zero || text.charCodeAt(at) > nine) return false
  return text.length >= 10
}
const [dash, zero, nine] = [45, 48, 57]
const digits = [0, 1, 2, 3, 5, 6, 8, 9] as const
