/**
 * Places for rows that come and go: one that stays keeps its own, one that comes takes over what another has left. A row that only
 * says something else is far less work for the page than one that is taken out and one that is put in.
 */
export class Seats {
  #taken = new Map<string, number>()
  #held: string | null = null
  #last = 0

  /**
   * A number for each of these, in their order.
   * @param held has the focus: nobody takes over its place, and the focus with it
   */
  of(ids: readonly string[], held: string | null): number[] {
    const stay = new Set(ids)
    const free: number[] = []
    for (const [id, seat] of this.#taken) if (!stay.has(id) && id !== this.#held) free.push(seat)
    // In order: where all have changed, none has to be moved.
    let next = 0
    const seats = ids.map((id) => this.#taken.get(id) ?? free[next++] ?? (this.#last += 1))
    this.#taken = new Map(ids.map((id, at) => [id, seats[at] ?? 0]))
    this.#held = held
    return seats
  }
}
