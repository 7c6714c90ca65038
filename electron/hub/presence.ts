import { isTransactionOrigin, MessageType, type Connection, type Document, type Extension } from '@hocuspocus/server'
import * as decoding from 'lib0/decoding'
import { removeAwarenessStates } from 'y-protocols/awareness'
import { z } from 'zod'
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
 */
export const presence = (members: Members): Extension<Visitor> => ({
  extensionName: 'presence',
  beforeHandleMessage: ({ update, document, connection }) => keepRemovals(update, document, connection),
  beforeHandleAwareness({ states, context, document, connection }) {
    const member = context && members.get(context.memberId)
    for (const [client, state] of [...states]) {
      if (!member || !connection || !mayMove(document, connection, client)) states.delete(client)
      else states.set(client, { ...state, user: { ...chosen.safeParse(state).data?.user, id: member.id, name: member.name } })
    }
    return Promise.resolve()
  },
  onAwarenessUpdate({ document, transactionOrigin, added, updated }) {
    const origin = isTransactionOrigin(transactionOrigin) && transactionOrigin.source === 'connection' ? transactionOrigin : null
    const clients = origin && document.connections.get(origin.connection)?.clients
    for (const client of [...added, ...updated]) clients?.add(client)
    return Promise.resolve()
  },
})

/** A client belongs to the member who brought it, for as long as that member's connection stands. */
function mayMove(document: Document, connection: Connection, client: number): boolean {
  const { memberId } = visitor.parse(connection.context)
  return document
    .getConnections()
    .every((other) => !document.getClients(other).has(client) || visitor.parse(other.context).memberId === memberId)
}

function keepRemovals(update: Uint8Array, document: Document, connection: Connection): Promise<void> {
  const decoder = decoding.createDecoder(update)
  decoding.readVarString(decoder)
  if (decoding.readVarUint(decoder) !== MessageType.Awareness.valueOf()) return Promise.resolve()
  if (update.byteLength > limits.awareness) return Promise.reject(new Closed({ kind: 'invalid', field: 'presence' }))
  const gone = removedIn(decoding.readVarUint8Array(decoder)).filter((client) => mayMove(document, connection, client))
  removeAwarenessStates(document.awareness, gone, { source: 'connection', connection })
  return Promise.resolve()
}

/** The clients whose state an awareness update sets to `null` (y-protocols, awareness.js: count, then client, clock, state). */
function removedIn(update: Uint8Array): number[] {
  const decoder = decoding.createDecoder(update)
  const gone: number[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const client = decoding.readVarUint(decoder)
    decoding.readVarUint(decoder)
    if (decoding.readVarString(decoder) === 'null') gone.push(client)
  }
  return gone
}
