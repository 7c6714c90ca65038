import { closeSync, createReadStream, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { Unzip, UnzipInflate } from 'fflate'

const block = 512

/**
 * The bytes of one file within a gzipped tar, as they stream by. Reads plain ustar headers (POSIX.1-1988), which is what
 * `npm pack` writes for short names; throws when the file is not in the archive or the archive ends too early.
 *
 * @param {string} archive
 * @param {string} name
 * @returns {AsyncGenerator<Uint8Array>}
 */
export async function* fileOfTarball(archive, name) {
  let rest = Buffer.alloc(0)
  let left = 0
  let padding = 0
  let wanted = false
  for await (const chunk of createReadStream(archive).pipe(createGunzip())) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      if (left > 0) {
        const part = rest.subarray(0, left)
        if (part.length === 0) break
        left -= part.length
        rest = rest.subarray(part.length)
        if (wanted) yield part
        if (wanted && left === 0) return
        continue
      }
      if (rest.length < padding + block) break
      const header = rest.subarray(padding, padding + block)
      rest = rest.subarray(padding + block)
      wanted = text(header, 0, 100) === name
      left = Number.parseInt(text(header, 124, 12) || '0', 8)
      padding = (block - (left % block)) % block
    }
  }
  throw new Error(`${name} is not, or not wholly, in ${archive}`)
}

/** @param {Buffer} header @param {number} from @param {number} length */
const text = (header, from, length) => header.toString('utf8', from, from + length).split('\0', 1)[0] ?? ''

/**
 * Unpacks a zip that streams by, without ever holding it. Only its stream is read, so names and bytes are kept and
 * modes are not: `place` says where a file goes and with which mode.
 *
 * @param {AsyncIterable<Uint8Array>} zip
 * @param {string} folder
 * @param {(name: string) => { path: string, mode: number } | undefined} place undefined: leave the file out
 */
export async function unzipTo(zip, folder, place) {
  const unzip = new Unzip((file) => {
    const target = place(file.name)
    if (target === undefined) return
    const path = join(folder, target.path)
    mkdirSync(dirname(path), { recursive: true })
    const descriptor = openSync(path, 'w', target.mode)
    file.ondata = (error, chunk, last) => {
      if (error) throw error
      for (let at = 0; at < chunk.length;) at += writeSync(descriptor, chunk, at)
      if (last) closeSync(descriptor)
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  for await (const chunk of zip) unzip.push(chunk)
  unzip.push(new Uint8Array(0), true)
}
