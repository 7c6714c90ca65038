import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** One client in an awareness update (y-protocols, awareness.js); `state` is JSON, `null` says that it is gone. */
export type Presence = { client: number; clock: number; state: string }
export const gone = 'null'

export function readPresences(update: Uint8Array): Presence[] {
  const decoder = decoding.createDecoder(update)
  const presences: Presence[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left--)
    presences.push({ client: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder), state: decoding.readVarString(decoder) })
  return presences
}

export function writePresences(presences: readonly Presence[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, presences.length)
  for (const { client, clock, state } of presences) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, state)
  }
  return encoding.toUint8Array(encoder)
}
