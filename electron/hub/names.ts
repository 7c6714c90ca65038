import { MessageType, OutgoingMessage } from '@hocuspocus/server'
import * as decoding from 'lib0/decoding'
import { reasonOf } from '../../shared/closing.ts'
import { parseName } from '../../shared/documentName.ts'

/** `<name>` or `<name>\0<session>`, as session-aware providers address their messages. */
const longestSession = 64

const { Sync, Awareness, Auth, QueryAwareness, SyncReply, Stateless, CLOSE } = MessageType
const types = new Set<number>([Sync, Awareness, Auth, QueryAwareness, SyncReply, Stateless, CLOSE])

/**
 * HB1 Only a name that `parseName` knows is passed on to Hocuspocus. It keeps what it knows of a connection in plain objects by
 * name: `__proto__` or `constructor` would close the whole socket, and with it every document on it.
 * Nor is a type that no window has a reason to send: some would be logged each time, one is for servers among themselves.
 *
 * `admit`, or the answer to a request for anything else (the one a document that is missing or hidden gets), or `null`: silence.
 */
export function answerTo(message: Uint8Array): 'admit' | Uint8Array | null {
  const head = readHead(message)
  if (head === null) return null
  const [name = '', session = ''] = head.address.split('\0')
  if (parseName(name) !== null && session.length <= longestSession) return types.has(head.type) ? 'admit' : null
  const answer = new OutgoingMessage(head.address.slice(0, 256)).writePermissionDenied(reasonOf({ kind: 'notFound' }))
  return head.type === Auth.valueOf() ? answer.toUint8Array() : null
}

/** Whom a message is for and of what type; `null` for bytes that are none. */
export function readHead(message: Uint8Array): { address: string; type: number } | null {
  try {
    const decoder = decoding.createDecoder(message)
    return { address: decoding.readVarString(decoder), type: decoding.readVarUint(decoder) }
  } catch {
    return null
  }
}
