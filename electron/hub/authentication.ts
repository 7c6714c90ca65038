import type { Document, Extension } from '@hocuspocus/server'
import { Closed, closeEvent } from './closed.ts'
import type { Members } from './members.ts'
import type { Peers } from './peers.ts'
import type { Rights } from './rights.ts'
import type { Failure } from '../../shared/errors.ts'
import { settle } from './settle.ts'
import { stranger, visitor, type Visitor } from './visitor.ts'

/**
 * HB2 Who a connection is comes from its context, which the hub's parent gave; the token a client sends is not looked at.
 * LN1 A connection from the network is nobody, until a credential in the token says whose it is.
 * HB3 The right to a document is decided on opening and again for every change, so that nothing that was queued before a right
 *     ended is written after it. A document that is hidden answers exactly like one that is not there.
 */
export const authenticated = (rights: Rights, members: Pick<Members, 'holderOf'>, peers?: Pick<Peers, 'catchUp'>): Extension<Visitor> => ({
  extensionName: 'authentication',
  async onAuthenticate({ context, documentName, connectionConfig, token }) {
    // Whoever comes from a node that fell finds all that it had acknowledged. What others decided a moment ago may be why not.
    const fresh = await settle(async () => peers?.catchUp())
    const no = (failure: Failure): Closed => new Closed(fresh.ok ? failure : fresh.failure)
    const memberId = context.memberId === stranger ? members.holderOf(token)?.id : context.memberId
    if (memberId === undefined) throw no({ kind: 'notMember' })
    context.known?.(memberId)
    const right = rights(memberId, documentName)
    if (right === 'none') throw no({ kind: 'notFound' })
    connectionConfig.readOnly = right === 'read'
    return { memberId, granted: right }
  },
  connected({ context, documentName, connection }) {
    if (rights(context.memberId, documentName) !== context.granted) connection.close(closeEvent('rightsChanged'))
    return Promise.resolve()
  },
  beforeSync({ context, documentName }) {
    if (rights(context.memberId, documentName) === context.granted) return Promise.resolve()
    return Promise.reject(new Closed('rightsChanged'))
  },
})

/** HB4 Closes what is open under rights that have changed; the window attaches again and gets what is right now. */
export function closeChanged(documents: Iterable<Document>, rights: Rights): void {
  for (const document of documents)
    for (const connection of document.getConnections()) {
      const { memberId, granted } = visitor.parse(connection.context)
      if (rights(memberId, document.name) !== granted) connection.close(closeEvent('rightsChanged'))
    }
}
