import { access, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../shared/errors.ts'
import { atomicWrite } from '../hub/store/atomicWrite.ts'
import { diskFailure, errorCode } from '../hub/store/diskFailure.ts'

/** `bytes` are made in their turn, and given up when the signal says so. */
export type FolderFile = { name: string; bytes: (signal: AbortSignal) => Promise<Uint8Array> }
export type FolderProgress = { done: number; total: number; fileName: string }
type Options = { signal: AbortSignal; progress: (at: FolderProgress) => void }

/**
 * DA2 A folder stands there with all its files or not at all: they are written into a hidden one beside it, which gets its name
 * last. What a fall has left behind is cleared away by the next export of that name. A name that is taken gets a number.
 * @throws Refusal `cancelled` once `signal` says so, `diskFull`, `notWritable`, `folderGone`
 */
export async function writeFolder(parent: string, name: string, files: readonly FolderFile[], options: Options): Promise<string> {
  try {
    for (const left of await readdir(parent))
      if (left.startsWith(hidden(name))) await rm(join(parent, left), { recursive: true, force: true })
    const temporary = await mkdtemp(join(parent, hidden(name)))
    try {
      await fill(temporary, files, options)
      return await settle(temporary, parent, name)
    } catch (reason) {
      await rm(temporary, { recursive: true, force: true })
      throw reason
    }
  } catch (reason) {
    if (reason instanceof Refusal) throw reason
    if (errorCode(reason) === 'ENOENT') throw new Refusal({ kind: 'folderGone', path: parent })
    const failure = diskFailure(reason, join(parent, name))
    throw failure === null ? reason : new Refusal(failure)
  }
}

const hidden = (name: string): string => `.${name}.part-`

async function fill(folder: string, files: readonly FolderFile[], { signal, progress }: Options): Promise<void> {
  for (const [done, file] of files.entries()) {
    if (signal.aborted) throw new Refusal({ kind: 'cancelled' })
    progress({ done, total: files.length, fileName: file.name })
    await atomicWrite(join(folder, file.name), await file.bytes(signal))
  }
  if (signal.aborted) throw new Refusal({ kind: 'cancelled' })
}

async function settle(temporary: string, parent: string, name: string): Promise<string> {
  for (let nth = 1; ; nth++) {
    const path = join(parent, nth === 1 ? name : `${name}（${nth}）`)
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      continue
    await rename(temporary, path)
    await syncFolder(parent)
    return path
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}
