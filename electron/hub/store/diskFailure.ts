import { mkdir, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Failure } from '../../../shared/errors.ts'

/** The failure that an error of the file system stands for; `null` for what nobody should expect. */
export function diskFailure(error: unknown, path: string): Failure | null {
  const code = errorCode(error) ?? ''
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return { kind: 'diskFull', path }
    case 'EACCES':
    case 'EBUSY':
    case 'EPERM':
    case 'EROFS':
      return { kind: 'notWritable', path }
    default:
      return null
  }
}

export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** As `mkdir` with `recursive`, which reports a read-only file system as ENOENT. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return
    if (errorCode(error) !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await makeFolder(path)
  }
}

/**
 * Writes and removes a file of `bytes` zeros in `folder`: an engine written in another language reports a full or forbidden
 * disk in the words of the system's locale, the file system itself by number. @throws the error of the file system
 */
export async function probeRoom(folder: string, bytes: number): Promise<void> {
  const path = join(folder, 'room.probe')
  const file = await open(path, 'w', 0o600)
  try {
    const chunk = Buffer.alloc(Math.min(bytes, 1 << 20))
    for (let left = bytes; left > 0; left -= chunk.length) await writeWhole(file, chunk.subarray(0, Math.min(left, chunk.length)))
  } finally {
    await file.close()
    await rm(path, { force: true })
  }
}

/** A full disk may take a part and say so only on the next call (reliability.md, F4). */
export async function writeWhole(file: Awaited<ReturnType<typeof open>>, bytes: Uint8Array): Promise<void> {
  for (let from = 0; from < bytes.length;) from += (await file.write(bytes, from, bytes.length - from)).bytesWritten
}
