import { OutgoingMessage, type Connection, type Extension } from '@hocuspocus/server'
import { Closed } from './closed.ts'
import { limits } from './limits.ts'
import { read, type Decoded } from './update.ts'
import type { Visitor } from './visitor.ts'

/** y-protocols, sync.js: the answer to what the other side asked for, with all that it lacks. */
const step2 = 1

type State = { handshaken: boolean; parked: Decoded[]; now: number | null; parking: boolean }

/**
 * Whoever types while coming back sends changes that build on others still on their way in the handshake. They are parked:
 * answered no, and yes as soon as the handshake has brought what they hold. Somebody who types without pause would otherwise be
 * closed again and again. After the handshake nothing may be missing any more: then only a new one helps.
 */
export class Parked {
  readonly #states = new WeakMap<Connection, State>()

  get extension(): Extension<Visitor> {
    return {
      extensionName: 'parked',
      beforeSync: ({ connection, type }) => {
        this.#state(connection).now = type
        return Promise.resolve()
      },
      afterHandleMessage: ({ connection }) => {
        this.#after(connection)
        return Promise.resolve()
      },
    }
  }

  /** Lets Hocuspocus answer no without applying: what it does for a read-only connection. @throws Closed `resync` */
  park(connection: Connection, decoded: Decoded): void {
    const state = this.#state(connection)
    if (state.handshaken || state.now === step2 || state.parked.length >= limits.parked) throw new Closed('resync')
    state.parked.push(decoded)
    state.parking = true
    connection.readOnly = true
  }

  #after(connection: Connection): void {
    const state = this.#state(connection)
    if (state.parking) connection.readOnly = false
    state.parking = false
    if (state.now === step2) this.#settle(connection, state)
    state.now = null
  }

  #settle(connection: Connection, state: State): void {
    for (const decoded of state.parked.splice(0)) {
      const reading = read(connection.document, decoded)
      if (reading.is === 'whole' && !reading.news)
        connection.send(new OutgoingMessage(connection.messageAddress).writeSyncStatus(true).toUint8Array())
    }
    state.handshaken = true
  }

  #state(connection: Connection): State {
    const known = this.#states.get(connection)
    if (known) return known
    const state: State = { handshaken: false, parked: [], now: null, parking: false }
    this.#states.set(connection, state)
    return state
  }
}
