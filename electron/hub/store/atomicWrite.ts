import { copyFile, link, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../../../shared/errors.ts'
import { diskFailure, errorCode, writeWhole } from './diskFailure.ts'

/**
 * `backup`: what stood at the path stays under this one. `mode`: who may read it; whoever the umask lets, if not given. `signal`: leaves
 * the old file in its place, as long as the new one has not taken it.
 */
export type AtomicOptions = { backup?: string; mode?: number; signal?: AbortSignal }

/**
 * Puts `bytes` in the place of the file, whole or not at all: a hidden file beside it is written, synced and renamed, then the
 * folder is synced. On a refusal the hidden file is gone and the old one intact (reliability.md, F22). Two writes to one path
 * at once must be kept apart by the caller.
 * @throws Refusal `diskFull`, `notWritable`, `folderGone`, `cancelled`
 */
export async function atomicWrite(path: string, bytes: Uint8Array | string, options: AtomicOptions = {}): Promise<void> {
  const { backup, mode = 0o666, signal } = options
  const temporary = join(dirname(path), `.${basename(path)}.tmp`)
  try {
    await writeSynced(temporary, Buffer.from(bytes), mode)
    if (signal?.aborted) throw new Refusal({ kind: 'cancelled' })
    if (backup !== undefined) await keep(path, backup)
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    if (errorCode(error) === 'ENOENT') throw new Refusal({ kind: 'folderGone', path: dirname(path) })
    const failure = diskFailure(error, path)
    throw failure === null ? error : new Refusal(failure)
  }
}

async function writeSynced(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const file = await open(path, 'w', mode)
  try {
    await writeWhole(file, bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A second name for the same file, so that no moment is without either of the two. */
async function keep(path: string, backup: string): Promise<void> {
  const fresh = `${backup}.tmp`
  await rm(fresh, { force: true })
  try {
    await link(path, fresh)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    // No second names on this file system.
    await copyFile(path, fresh)
  }
  await rename(fresh, backup)
}

/** Windows keeps no handle on folders and orders renames itself. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
