import { maskedCrc32c } from './crc32c.ts'

/**
 * LevelDB's log format (doc/log_format.md of google/leveldb), read only to see whether it is whole: LevelDB opens a log with a
 * damaged record without an error, leaves out the rest of that block of 32 KiB, and deletes the file.
 */
const blockSize = 32 * 1024
const headerSize = 7

/** `false` if a record does not check. A record cut off by the end of the file is how any crash may leave it: whole. */
export function logIsWhole(log: Uint8Array): boolean {
  for (let start = 0; start < log.length; start += blockSize) {
    if (!blockIsWhole(Buffer.from(log.buffer, log.byteOffset + start, Math.min(blockSize, log.length - start)))) return false
  }
  return true
}

function blockIsWhole(block: Buffer): boolean {
  for (let at = 0; at + headerSize <= block.length;) {
    const length = block.readUInt16LE(at + 4)
    const end = at + headerSize + length
    if (length === 0 && block.readUInt8(at + 6) === 0) return true
    if (end > block.length) return block.length < blockSize
    if (block.readUInt32LE(at) !== maskedCrc32c(block.subarray(at + 6, end))) return false
    at = end
  }
  return true
}
