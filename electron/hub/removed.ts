/** So many are remembered: the newest. */
const most = 2_000

/** Records that were removed, so that a removal can be taken back. In memory only, as undo is. */
export class Removed<T extends { id: string }> {
  readonly #records = new Map<string, T>()

  keep(records: readonly T[]): void {
    for (const one of records) {
      this.#records.delete(one.id)
      this.#records.set(one.id, one)
    }
    for (const id of [...this.#records.keys()].slice(0, Math.max(0, this.#records.size - most))) this.#records.delete(id)
  }

  get(id: string): T | undefined {
    return this.#records.get(id)
  }
}
