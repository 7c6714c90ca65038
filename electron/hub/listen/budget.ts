import { isIPv6 } from 'node:net'

/** Takes from a bucket that fills again by itself. */
export class Bucket {
  readonly #size: number
  readonly #perSecond: number
  readonly #now: () => number
  #left: number
  #at: number

  constructor(size: number, perSecond: number, now: () => number = () => performance.now()) {
    this.#size = size
    this.#perSecond = perSecond
    this.#now = now
    this.#left = size
    this.#at = now()
  }

  /** How many ms to wait until the bucket is out of debt: 0 while there is something in it. */
  take(amount: number): number {
    this.#fill()
    this.#left -= amount
    return this.#left >= 0 ? 0 : (-this.#left / this.#perSecond) * 1000
  }

  /** Whether there is so much in it; takes it if so. */
  allows(amount: number): boolean {
    this.#fill()
    if (this.#left < amount) return false
    this.#left -= amount
    return true
  }

  give(amount: number): void {
    this.#left = Math.min(this.#size, this.#left + amount)
  }

  get isFull(): boolean {
    this.#fill()
    return this.#left >= this.#size
  }

  #fill(): void {
    const now = this.#now()
    this.#left = Math.min(this.#size, this.#left + ((now - this.#at) / 1000) * this.#perSecond)
    this.#at = now
  }
}

/** A bucket an address; those that are full again are forgotten. */
export class Buckets {
  readonly #make: () => Bucket
  readonly #buckets = new Map<string, Bucket>()

  constructor(make: () => Bucket) {
    this.#make = make
  }

  of(address: string): Bucket {
    const found = this.#buckets.get(address) ?? this.#make()
    this.#buckets.set(address, found)
    if (this.#buckets.size > 10_000) this.#forget()
    return found
  }

  #forget(): void {
    for (const [address, bucket] of this.#buckets) if (bucket.isFull) this.#buckets.delete(address)
  }
}

/** One household: an IPv4 address, or the 64 bits of an IPv6 network, of which anybody has as many addresses as they like. */
export function household(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail = ''] = plain.split('::')
  const front = head.split(':').filter(Boolean)
  const back = tail.split(':').filter(Boolean)
  const zeros = plain.includes('::') ? Array<string>(8 - front.length - back.length).fill('0') : []
  return [...front, ...zeros, ...back].slice(0, 4).join(':')
}
