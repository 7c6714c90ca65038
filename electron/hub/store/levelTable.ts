import { maskedCrc32c } from './crc32c.ts'

/**
 * LevelDB's table format (doc/table_format.md of google/leveldb), for what classic-level has no option for: verifying the
 * checksums of blocks. Unverified, a damaged block is at best an error; at worst an assertion that ends the process, or a merge
 * of tables that fails and with it every later write.
 */
const footerSize = 48
const trailerSize = 5
const magic = 0xdb4775248b80fb57n
type Handle = { offset: number; size: number }

export type TableVerdict = 'whole' | 'mended' | 'lost'

/**
 * Replaces blocks that do not check by empty ones, in place, so that LevelDB finds fewer rows and nothing else. `lost` where the
 * blocks cannot be found. Tables must have been written without compression.
 */
export function mendTable(table: Buffer): TableVerdict {
  const handles = blocksOf(table)
  if (handles === null) return 'lost'
  const damaged = handles.filter((handle) => !checks(table, handle))
  for (const handle of damaged) empty(table, handle)
  return damaged.length === 0 ? 'whole' : 'mended'
}

/** Data blocks and the index of filters, which alone are read as blocks; a damaged filter only misleads `get`. */
function blocksOf(table: Buffer): Handle[] | null {
  if (table.length < footerSize || table.readBigUInt64LE(table.length - 8) !== magic) return null
  const footer = new Reader(table.subarray(table.length - footerSize))
  const filters = footer.handle()
  const index = footer.handle()
  if (filters === null || index === null || !fits(table, filters) || !fits(table, index) || !checks(table, index)) return null
  const blocks = indexed(table.subarray(index.offset, index.offset + index.size))
  return blocks?.every((handle) => fits(table, handle)) ? [...blocks, filters] : null
}

/** Entries of the index: three lengths, a key, a handle. After them the restart points and their number. */
function indexed(block: Buffer): Handle[] | null {
  if (block.length < 4) return null
  const end = block.length - 4 - 4 * block.readUInt32LE(block.length - 4)
  if (end < 0) return null
  const reader = new Reader(block.subarray(0, end))
  const handles: Handle[] = []
  while (!reader.ended) {
    reader.varint()
    const key = reader.varint()
    reader.varint()
    if (key === null || !reader.skip(key)) return null
    const handle = reader.handle()
    if (handle === null) return null
    handles.push(handle)
  }
  return handles
}

const fits = (table: Buffer, { offset, size }: Handle): boolean => offset + size + trailerSize <= table.length - footerSize

function checks(table: Buffer, { offset, size }: Handle): boolean {
  const checked = table.subarray(offset, offset + size + 1)
  return table.readUInt32LE(offset + size + 1) === maskedCrc32c(checked)
}

/** No restart points and no compression: a block of nothing. */
function empty(table: Buffer, { offset, size }: Handle): void {
  table.fill(0, offset, offset + size + 1)
  table.writeUInt32LE(maskedCrc32c(table.subarray(offset, offset + size + 1)), offset + size + 1)
}

class Reader {
  readonly #bytes: Buffer
  #at = 0
  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }
  get ended(): boolean {
    return this.#at >= this.#bytes.length
  }
  skip(length: number): boolean {
    this.#at += length
    return this.#at <= this.#bytes.length
  }
  varint(): number | null {
    let value = 0
    for (let scale = 1; scale < 2 ** 49; scale *= 128) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined) return null
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
    return null
  }
  handle(): Handle | null {
    const offset = this.varint()
    const size = this.varint()
    return offset === null || size === null ? null : { offset, size }
  }
}
