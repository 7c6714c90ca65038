import { isTransactionOrigin, MessageType, OutgoingMessage, type Connection, type Document, type Extension } from '@hocuspocus/server'
import * as decoding from 'lib0/decoding'
import { removeAwarenessStates } from 'y-protocols/awareness'
import { z } from 'zod'
import { gone, readPresences } from './awarenessUpdate.ts'
import { Closed } from './closed.ts'
import { limits } from './limits.ts'
import type { Members } from './members.ts'
import { visitor, type Visitor } from './visitor.ts'

/** What a window may choose itself: how its caret looks. Six digits, because the caret adds two for its translucent part. */
const chosen = z.object({ user: z.object({ color: z.string().regex(/^#[0-9a-f]{6}$/i) }) })

/**
 * HB11 Who is here is told by the hub: `user.id` and `user.name` of every presence are those of the member behind the connection,
 *      and nobody moves or removes the presence of somebody else.
 * HB12 Who leaves is gone at once. Hocuspocus 4.7 drops the removals that windows send, because it re-encodes them from an
 *      Awareness that cannot hold them, and it forgets the clients of a connection that came back.
 * HB19 Of whom nothing is heard is not here: hidden until heard of again, and asked then. A socket that dies late takes nobody away who
 *      has come back on another.
 */
export function presence(members: Pick<Members, 'get'>): Extension<Visitor> {
  const owners = new Owners()
  return {
    extensionName: 'presence',
    beforeHandleMessage: ({ update, document, connection, context }) =>
      keepRemovals(update, document, connection, (client) => owners.allow(document, client, context.memberId)),
    beforeHandleAwareness({ states, context, document, transactionOrigin }) {
      if (isTransactionOrigin(transactionOrigin) && transactionOrigin.source === 'redis') {
        relayed(document, states, owners)
        return Promise.resolve()
      }
      const member = context && members.get(context.memberId)
      for (const [client, state] of [...states]) {
        if (!member || !owners.allow(document, client, member.id)) states.delete(client)
        else states.set(client, { ...state, user: { ...chosen.safeParse(state).data?.user, id: member.id, name: member.name } })
      }
      return Promise.resolve()
    },
    onAwarenessUpdate({ document, transactionOrigin, added, updated, removed }) {
      const from = isTransactionOrigin(transactionOrigin) && transactionOrigin.source === 'connection' ? transactionOrigin : null
      if (from) owners.note(document, from.connection, [...added, ...updated])
      owners.forget(document, removed)
      return Promise.resolve()
    },
  }
}

/** What a node tells the others of a client that has gone (cluster/relay.ts): Hocuspocus would drop a removal. */
export const left = { left: true }
const relayedState = z.union([z.object({ left: z.literal(true) }), z.object({ user: z.object({ id: z.string() }) })])

/** From another node, which has looked at it already. Nobody here may move what belongs to somebody there. */
function relayed(document: Document, states: Map<number, Record<string, unknown>>, owners: Owners): void {
  for (const [client, state] of [...states]) {
    const known = relayedState.safeParse(state).data
    if (known && 'user' in known) owners.belongs(document, client, known.user.id)
    else states.delete(client)
    if (known && 'left' in known) removeAwarenessStates(document.awareness, [client], { source: 'redis' })
  }
}

/** A client's presence belongs to the member who brought it, until it is gone. */
class Owners {
  readonly #owners = new WeakMap<Document, Map<number, string>>()

  allow(document: Document, client: number, memberId: string): boolean {
    const owner = this.#owners.get(document)?.get(client)
    return owner === undefined || owner === memberId
  }

  note(document: Document, connection: Connection, clients: readonly number[]): void {
    const { memberId } = visitor.parse(connection.context)
    const ofConnection = document.connections.get(connection)?.clients
    for (const client of clients) {
      this.belongs(document, client, memberId)
      if (ofConnection === undefined || ofConnection.has(client)) continue
      for (const { clients: others } of document.connections.values()) others.delete(client)
      ofConnection.add(client)
    }
  }

  belongs(document: Document, client: number, memberId: string): void {
    const own = this.#owners.get(document) ?? new Map<number, string>()
    this.#owners.set(document, own.set(client, memberId))
  }

  forget(document: Document, clients: readonly number[]): void {
    for (const client of clients) this.#owners.get(document)?.delete(client)
  }
}

export function hide(connection: Connection): void {
  const { document } = connection
  const clients = document.connections.get(connection)?.clients
  const shown = [...document.awareness.getStates().keys()].filter((client) => clients?.has(client))
  removeAwarenessStates(document.awareness, shown, { source: 'connection', connection })
  clients?.clear()
}

/** An uplink answers with clocks that others take for news (uplink/presenceRelay.ts). */
export const askWhoIsHere = (connection: Connection): void =>
  connection.send(new OutgoingMessage(connection.messageAddress).writeQueryAwareness().toUint8Array())

function keepRemovals(
  update: Uint8Array,
  document: Document,
  connection: Connection,
  mayRemove: (client: number) => boolean,
): Promise<void> {
  const decoder = decoding.createDecoder(update)
  decoding.readVarString(decoder)
  if (decoding.readVarUint(decoder) !== MessageType.Awareness.valueOf()) return Promise.resolve()
  if (update.byteLength > limits.awareness) return Promise.reject(new Closed({ kind: 'invalid', field: 'presence' }))
  const removed = readPresences(decoding.readVarUint8Array(decoder)).flatMap(({ client, state }) => (state === gone ? [client] : []))
  removeAwarenessStates(document.awareness, removed.filter(mayRemove), { source: 'connection', connection })
  return Promise.resolve()
}
