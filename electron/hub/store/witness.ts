import { closeSync, constants, fdatasyncSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import type { DocumentName } from '../../../shared/documentName.ts'
import { isName } from './records.ts'

const slotSize = 64
export type Witnessed = { through: number; versions: number }

/**
 * A second record, outside the engine, of how far each document has come. LevelDB drops what follows a damaged byte of its log
 * without a word; a lost tail takes the head with it, and only this file still knows that there was more.
 *
 * One slot of 64 bytes a document: CRC-32, through, versions, name. A slot is written after the engine has synced and is not
 * synced itself (a few microseconds): a kill leaves it right, a power cut may leave it behind the engine, never ahead. A slot
 * that does not check is ignored: this file can only add suspicion, its own damage never closes a document.
 */
export class Witness {
  readonly #file: number
  readonly #slots = new Map<DocumentName, number>()
  readonly #late = new Map<DocumentName, Witnessed>()
  #end = 0
  /** What the file said when it was opened. */
  readonly found = new Map<DocumentName, Witnessed>()

  /** @throws the error of the file system */
  constructor(path: string) {
    this.#file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600)
    const bytes = Buffer.alloc(fstatSync(this.#file).size)
    readSync(this.#file, bytes, 0, bytes.length, 0)
    this.#end = Math.ceil(bytes.length / slotSize)
    for (let slot = 0; (slot + 1) * slotSize <= bytes.length; slot++) {
      const read = decode(bytes.subarray(slot * slotSize, (slot + 1) * slotSize))
      if (read === null) continue
      this.#slots.set(read.name, slot)
      this.found.set(read.name, read.witnessed)
    }
  }

  /** Never throws for a full disk: what it notes is safe in the engine already, and is noted here with the next change. */
  note(changed: Iterable<[DocumentName, Witnessed]>): void {
    for (const [name, witnessed] of changed) this.#late.set(name, witnessed)
    for (const [name, witnessed] of this.#late) {
      const slot = this.#slots.get(name) ?? this.#end
      if (!this.#write(slot, encode(name, witnessed))) return
      this.#slots.set(name, slot)
      this.#end = Math.max(this.#end, slot + 1)
      this.#late.delete(name)
    }
  }

  #write(slot: number, bytes: Buffer): boolean {
    try {
      return writeSync(this.#file, bytes, 0, slotSize, slot * slotSize) === slotSize
    } catch {
      return false
    }
  }

  close(): void {
    try {
      fdatasyncSync(this.#file)
    } finally {
      closeSync(this.#file)
    }
  }
}

function encode(name: DocumentName, { through, versions }: Witnessed): Buffer {
  const bytes = Buffer.alloc(slotSize)
  bytes.writeDoubleLE(through, 4)
  bytes.writeUInt32LE(versions, 12)
  bytes.write(name, 16, 'latin1')
  bytes.writeUInt32LE(crc32(bytes.subarray(4)))
  return bytes
}

function decode(bytes: Buffer): { name: DocumentName; witnessed: Witnessed } | null {
  if (bytes.readUInt32LE() !== crc32(bytes.subarray(4))) return null
  const name = bytes.toString('latin1', 16).replace(/\0+$/, '')
  return isName(name) ? { name, witnessed: { through: bytes.readDoubleLE(4), versions: bytes.readUInt32LE(12) } } : null
}
