import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates, type Awareness } from 'y-protocols/awareness'
import { readPresences, writePresences, type Presence } from '../awarenessUpdate.ts'

type Change = { added: number[]; updated: number[]; removed: number[] }

/**
 * Presence across the link: whoever has the document open here is shown there, and the other way round.
 *
 * UL3 Who comes or goes on either side is seen on the other at once, and so is the link's own coming and going. An Awareness takes a
 *     state that comes back with the clock it left with for old news. So clocks are raised on their way: those of windows here
 *     more with each new connection, those of people there more with each loss, and nobody has to say anything again.
 */
export class PresenceRelay {
  readonly #awareness: Awareness
  readonly #send: (update: Uint8Array) => void
  /** Clients of this machine, gone ones too: the host sends them back as an echo. */
  readonly #ours = new Set<number>()
  readonly #theirs = new Set<number>()
  /** Theirs who are not shown while nothing is heard. */
  #hidden: Presence[] = []
  /** How often each client of the other side has been lost with the link. */
  readonly #losses = new Map<number, number>()
  /** Higher with each connection, and than that of a hub process that ran before this one. */
  #lift = 0
  #isConnected = false

  constructor(awareness: Awareness, send: (update: Uint8Array) => void) {
    this.#awareness = awareness
    this.#send = send
    for (const client of awareness.getStates().keys()) this.#ours.add(client)
    awareness.on('update', this.#changed)
  }

  /** From now on, or again: what was told may have been forgotten there. */
  connected(): void {
    this.#isConnected = true
    this.#hidden = []
    this.#lift = Math.max(this.#lift + 1, Date.now())
    this.#tell([...this.#awareness.getStates().keys()].filter((client) => this.#ours.has(client)))
  }

  /** Nothing is heard of the other side: who was there may have gone. */
  quiet(): void {
    const hidden = readPresences(encodeAwarenessUpdate(this.#awareness, [...this.#theirs]))
    this.lost()
    this.#hidden = hidden
  }

  /** It is heard again, on the same link: they were there all the time. */
  heard(): void {
    const back = this.#hidden.map((one) => ({ ...one, clock: one.clock + 1 }))
    this.connected()
    applyAwarenessUpdate(this.#awareness, writePresences(back), this)
  }

  lost(): void {
    this.#isConnected = false
    this.#hidden = []
    const gone = [...this.#theirs]
    for (const client of gone) this.#losses.set(client, this.#lossesOf(client) + 1)
    removeAwarenessStates(this.#awareness, gone, this)
    this.#theirs.clear()
  }

  receive(update: Uint8Array): void {
    const presences = readPresences(update).filter(({ client }) => !this.#ours.has(client))
    const raised = presences.map(({ client, clock, state }) => ({ client, clock: clock + this.#lossesOf(client), state }))
    applyAwarenessUpdate(this.#awareness, writePresences(raised), this)
  }

  dispose(): void {
    this.lost()
    this.#awareness.off('update', this.#changed)
  }

  readonly #changed = ({ added, updated, removed }: Change, origin: unknown): void => {
    const present = [...added, ...updated]
    if (origin === this) {
      for (const client of present) this.#theirs.add(client)
      for (const client of removed) this.#theirs.delete(client)
      return
    }
    // One of theirs that has said nothing for long is taken off here by y-protocols itself.
    for (const client of removed) this.#theirs.delete(client)
    const ours = [...present, ...removed.filter((client) => this.#ours.has(client))].filter((client) => !this.#theirs.has(client))
    for (const client of present) if (!this.#theirs.has(client)) this.#ours.add(client)
    if (this.#isConnected) this.#tell(ours)
  }

  #tell(clients: readonly number[]): void {
    if (clients.length === 0) return
    const presences = readPresences(encodeAwarenessUpdate(this.#awareness, [...clients]))
    this.#send(writePresences(presences.map((one) => ({ ...one, clock: one.clock + this.#lift }))))
  }

  #lossesOf(client: number): number {
    return this.#losses.get(client) ?? 0
  }
}
