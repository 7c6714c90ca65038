import { MessageChannel } from 'node:worker_threads'
import { MessageType } from '@hocuspocus/server'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Port } from '../../electron/hub/socket.ts'

export type Heard = { name: string; type: number; rest: Uint8Array }
type Part = number | string | Uint8Array

/** One message as it crosses the wire: numbers as varint, strings and bytes with their length. */
export function message(name: string, ...parts: Part[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, name)
  for (const part of parts) {
    if (typeof part === 'number') encoding.writeVarUint(encoder, part)
    else if (typeof part === 'string') encoding.writeVarString(encoder, part)
    else encoding.writeVarUint8Array(encoder, part)
  }
  return encoding.toUint8Array(encoder)
}

export const auth = (name: string, token = ''): Uint8Array => message(name, MessageType.Auth, 0, token, '4.8.0')

/** A port to the hub without a provider: whatever a stranger might send. */
export function rawPort(hub: { connect(port: Port, memberId: string): void }, memberId: string) {
  const { port1, port2 } = new MessageChannel()
  const heard: Heard[] = []
  const goodbyes: unknown[] = []
  const waiting = new Set<() => void>()
  port1.on('message', (data: unknown) => {
    if (data instanceof Uint8Array) heard.push(read(data))
    else goodbyes.push(data)
    for (const look of waiting) look()
  })
  hub.connect(port2, memberId)
  return {
    heard,
    goodbyes,
    send: (data: unknown) => port1.postMessage(data),
    /** The first message that fits, heard already or still to come. */
    async hears(fits: (one: Heard) => boolean): Promise<Heard> {
      for (;;) {
        const found = heard.find(fits)
        if (found) return found
        await new Promise<void>((resolve) => {
          const look = (): void => {
            waiting.delete(look)
            resolve()
          }
          waiting.add(look)
        })
      }
    },
    close: () => port1.close(),
  }
}

function read(data: Uint8Array): Heard {
  const decoder = decoding.createDecoder(data)
  const name = decoding.readVarString(decoder)
  const type = decoding.readVarUint(decoder)
  return { name, type, rest: decoding.readTailAsUint8Array(decoder) }
}

/** The reason of a refused opening, `null` for whatever else. */
export function refusalIn({ type, rest }: Heard): string | null {
  const decoder = decoding.createDecoder(rest)
  if (type !== MessageType.Auth.valueOf() || decoding.readVarUint(decoder) !== 1) return null
  return decoding.readVarString(decoder)
}

/** The reason of a closed document, `null` for whatever else. */
export const closingIn = ({ type, rest }: Heard): string | null =>
  type === MessageType.CLOSE.valueOf() ? decoding.readVarString(decoding.createDecoder(rest)) : null

/** What a SyncStatus says, `null` for whatever else. */
export const statusIn = ({ type, rest }: Heard): boolean | null =>
  type === MessageType.SyncStatus.valueOf() ? decoding.readVarInt(decoding.createDecoder(rest)) === 1 : null
