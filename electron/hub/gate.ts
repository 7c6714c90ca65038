import { register, type DocumentName } from '../../shared/documentName.ts'

/**
 * Changes between "accepted" and "applied", a document at a time: on disk they may be already, in memory not yet. A freeze holds
 * the document and waits for them to land, so that the text it freezes is the text people were told is saved. A compaction may
 * only happen while there are none: it would drop from disk what memory does not have.
 */
export class Gate {
  readonly #inside = new Map<DocumentName, number>()
  readonly #held = new Map<DocumentName, Promise<void>>()
  readonly #landed = new Map<DocumentName, () => void>()
  #all: Promise<void> | undefined

  /** Waits while the document is held. Whoever enters must leave, exactly once. */
  async enter(name: DocumentName): Promise<() => void> {
    for (let held = this.#heldBy(name); held; held = this.#heldBy(name)) await held
    this.#inside.set(name, (this.#inside.get(name) ?? 0) + 1)
    return () => this.#leave(name)
  }

  isIdle(name: DocumentName): boolean {
    return !this.#inside.has(name)
  }

  /** Nothing enters the documents, and what was inside has left, until `work` is done. One caller at a time. */
  async hold<T>(names: readonly DocumentName[], work: () => Promise<T>): Promise<T> {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    for (const name of names) this.#held.set(name, held)
    try {
      await Promise.all(names.map((name) => this.#empty(name)))
      return await work()
    } finally {
      for (const name of names) this.#held.delete(name)
      release()
    }
  }

  /** The same for every document of text, also those that are not open; the register is the hub's own. */
  async holdText<T>(work: () => Promise<T>): Promise<T> {
    let release = (): void => undefined
    this.#all = new Promise<void>((resolve) => (release = resolve))
    try {
      await Promise.all([...this.#inside.keys()].filter((name) => name !== register).map((name) => this.#empty(name)))
      return await work()
    } finally {
      this.#all = undefined
      release()
    }
  }

  #heldBy(name: DocumentName): Promise<void> | undefined {
    return this.#held.get(name) ?? (name === register ? undefined : this.#all)
  }

  #empty(name: DocumentName): Promise<void> {
    return this.isIdle(name) ? Promise.resolve() : new Promise((resolve) => this.#landed.set(name, resolve))
  }

  #leave(name: DocumentName): void {
    const left = (this.#inside.get(name) ?? 0) - 1
    if (left > 0) return void this.#inside.set(name, left)
    this.#inside.delete(name)
    this.#landed.get(name)?.()
    this.#landed.delete(name)
  }
}
