import { existsSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { openLevelStore } from '../../electron/hub/store/levelStore.ts'
import { keyOf } from '../../electron/hub/store/records.ts'
import type { DocumentName } from '../../shared/documentName.ts'
import { freshFolder, smallDisk, type Place } from './harness.ts'

/** A folder on a small disk of its own where that can be mounted, else among the temporary files. */
export function levelPlace(kilobytes = 4096): Place {
  const disk = smallDisk(kilobytes)
  if (typeof disk === 'string') console.log(disk)
  const folder = typeof disk === 'string' ? freshFolder() : disk.path
  return {
    open: () => openLevelStore(join(folder, 'documents')),
    damage: (name) => flipInside(join(folder, 'documents'), name),
    disk: typeof disk === 'string' ? null : { fill: () => fill(folder), free: () => rm(join(folder, 'ballast')) },
    cleanUp: () => {
      if (typeof disk === 'string') rmSync(folder, { recursive: true })
      else disk.unmount()
      return Promise.resolve()
    },
  }
}

/** One bit of the second update. */
async function flipInside(folder: string, name: DocumentName): Promise<void> {
  const level = new ClassicLevel<string, Uint8Array>(join(folder, 'level'), { valueEncoding: 'view' })
  const key = keyOf.update(name, 2)
  const value = await level.get(key)
  if (value === undefined) throw new Error(`${key} is not there`)
  await level.put(key, value.with(value.length - 1, (value.at(-1) ?? 0) ^ 1))
  await level.close()
}

/** Writes until nothing fits any more, down to the last byte. */
export async function fill(folder: string): Promise<void> {
  const path = join(folder, 'ballast')
  const file = await open(path, existsSync(path) ? 'a' : 'w')
  try {
    for (let size = 1 << 16; size >= 1;) {
      const fits = await file.write(Buffer.alloc(size)).then(
        ({ bytesWritten }) => bytesWritten === size,
        () => false,
      )
      if (!fits) size >>= 1
    }
  } finally {
    await file.close()
  }
}
