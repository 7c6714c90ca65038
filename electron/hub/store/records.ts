import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { parseName, type DocumentName } from '../../../shared/documentName.ts'
import type { StoredVersion, VersionInfo } from './documentStore.ts'

/**
 * What the engine holds, one key space each:
 *
 *   h!<document>             Head: how far the document has come
 *   s!<document>             the compacted state, after the count it reaches through
 *   u!<document>!<sequence>  one update; sequences start at 1 and have no gaps
 *   i!<document>!<version>   VersionInfo, for lists
 *   v!<version>              VersionInfo and state
 *
 * Every value starts with a CRC-32 over its key and itself: LevelDB does not verify its own checksums when reading.
 */
export const keyOf = {
  head: (name: DocumentName) => `h!${name}`,
  state: (name: DocumentName) => `s!${name}`,
  update: (name: DocumentName, sequence: number) => `u!${name}!${String(sequence).padStart(12, '0')}`,
  versionInfo: (name: DocumentName, id: string) => `i!${name}!${id}`,
  version: (id: string) => `v!${id}`,
}

/** Bounds for every key that starts with `prefix!`. */
export const under = (prefix: string) => ({ gt: `${prefix}!`, lt: `${prefix}"` })

/** `base`: updates up to here are in the state. `through`: the last update. Both only grow, also through a removal. */
export type Head = { base: number; through: number; versions: number; stateKept: boolean }
export const emptyHead: Head = { base: 0, through: 0, versions: 0, stateKept: false }

export function seal(key: string, value: Uint8Array): Buffer {
  const sealed = Buffer.allocUnsafe(4 + value.length)
  sealed.set(value, 4)
  sealed.writeUInt32LE(crc32(sealed.subarray(4), crc32(key)))
  return sealed
}

/** `null` for what is not, byte by byte, what was sealed under this key. */
export function unseal(key: string, sealed: Uint8Array): Buffer | null {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (bytes.length < 4) return null
  const value = bytes.subarray(4)
  return bytes.readUInt32LE() === crc32(value, crc32(key)) ? value : null
}

export function encodeHead({ base, through, versions, stateKept }: Head): Buffer {
  const bytes = Buffer.alloc(25)
  ;[base, through, versions].forEach((number, place) => bytes.writeDoubleLE(number, place * 8))
  bytes.writeUInt8(stateKept ? 1 : 0, 24)
  return bytes
}

export const decodeHead = (bytes: Buffer): Head => ({
  base: bytes.readDoubleLE(0),
  through: bytes.readDoubleLE(8),
  versions: bytes.readDoubleLE(16),
  stateKept: bytes.readUInt8(24) === 1,
})

/** A number before a payload: the count a state reaches through, the length of a version's description. */
export function withNumber(number: number, payload: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(8 + payload.length)
  bytes.writeDoubleLE(number)
  bytes.set(payload, 8)
  return bytes
}
export const numberOf = (bytes: Buffer): { number: number; payload: Buffer } => ({
  number: bytes.readDoubleLE(),
  payload: bytes.subarray(8),
})

const name = z.string().transform((text, context): DocumentName => {
  if (isName(text)) return text
  context.addIssue({ code: 'custom', message: 'not the name of a document' })
  return z.NEVER
})
export const isName = (text: string): text is DocumentName => parseName(text) !== null

const versionInfo = z.object({ id: z.string(), document: name, name: z.string(), hash: z.string(), by: z.string(), at: z.string() })

/** Leaves out what is not part of it. */
export const encodeInfo = (info: VersionInfo): Buffer => Buffer.from(JSON.stringify(versionInfo.parse(info)), 'utf8')
export const decodeInfo = (bytes: Buffer): VersionInfo => versionInfo.parse(JSON.parse(bytes.toString('utf8')))

export function encodeVersion({ state, ...info }: StoredVersion): Buffer {
  const described = encodeInfo(info)
  return withNumber(described.length, Buffer.concat([described, state]))
}
export function decodeVersion(bytes: Buffer): StoredVersion {
  const { number, payload } = numberOf(bytes)
  return { ...decodeInfo(payload.subarray(0, number)), state: payload.subarray(number) }
}
