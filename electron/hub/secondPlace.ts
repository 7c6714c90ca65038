import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { SecondPlace as SecondPlaceState } from '../../shared/backup.ts'
import { Refusal, type Failure } from '../../shared/errors.ts'
import { kept, momentOf } from './backups.ts'
import { diskFailure, errorCode, writeWhole } from './store/diskFailure.ts'
import { openJsonFile, type JsonFile } from './store/jsonFile.ts'

/** Which folder it is, and what its mark says: a drive that is not plugged in leaves an empty folder of the same name on many systems. */
const setting = z.object({ place: z.object({ path: z.string(), mark: z.string() }).nullable() })
type Place = NonNullable<z.infer<typeof setting>['place']>
type Settings = JsonFile<z.infer<typeof setting>>

const markIn = (folder: string): string => join(folder, 'yice-backups.txt')
/** Where it cannot be reached it is looked for again so often, in ms. */
const again = 60_000
/** A drive that says nothing for so long counts as out of reach, in ms; the hub waits for it nowhere. */
const patience = 30_000
const chunk = 1 << 20

type Options = {
  /** Where the backups lie that are copied. */
  folder: string
  settings: Settings
  changed: () => void
  report: (reason: unknown) => void
  again?: number
  patience?: number
}

/** The settings of the workspace in this folder; what cannot be read of them is set aside, and the place is chosen anew. */
export const openPlaceSettings = (folder: string): Promise<Settings> =>
  openJsonFile({ path: join(folder, 'secondPlace.json'), schema: setting, defaults: { place: null } })

/**
 * 第二位置: a folder on another disk or machine in which copies of the backups lie too.
 *
 * BK7 Each backup that is kept is copied there and read back: what differs is no copy. The newest goes first, and there the same rule
 * says what stays.
 * BK8 A place that is out of reach is told and looked for again until it is back; nothing else waits for it. A folder of the same name
 * without its mark is not the place.
 */
export class SecondPlace {
  readonly #options: Options
  #newest: string | null = null
  #failure: Failure | null = null
  #running: Promise<void> | null = null
  /** Asked for while one was under way. */
  #wanted = false
  #ended = false
  #timer: NodeJS.Timeout | undefined
  #watch: NodeJS.Timeout | undefined

  constructor(options: Options) {
    this.#options = options
  }

  get state(): SecondPlaceState | null {
    const place = this.#place
    if (!place) return null
    return { path: place.path, newest: this.#newest, isCopying: this.#running !== null && this.#failure === null, failure: this.#failure }
  }

  /** Makes a folder of this name in the one that was chosen, and copies what there is. @throws Refusal `folderGone`, the disk */
  async choose(path: string, name: string): Promise<void> {
    const place: Place = { path: join(path, name), mark: randomUUID() }
    try {
      await mkdir(place.path).catch((error: unknown) => {
        if (errorCode(error) !== 'EEXIST') throw error
      })
      await writeFile(markIn(place.path), place.mark)
    } catch (error) {
      throw new Refusal(diskFailure(error, place.path) ?? { kind: 'folderGone', path })
    }
    await this.#set(place)
    this.copy()
  }

  /** What lies there stays there. @throws Refusal the disk */
  forget(): Promise<void> {
    return this.#set(null)
  }

  /** Brings the place up to date in its own time. */
  copy(): void {
    if (this.#ended || this.#place === null) return
    this.#wanted = true
    this.#running ??= this.#copyAll().finally(() => {
      this.#running = null
      clearTimeout(this.#watch)
      if (!this.#ended) this.#options.changed()
      if (this.#wanted) this.copy()
    })
  }

  /** One that hangs is left to the system. */
  end(): void {
    this.#ended = true
    this.#wanted = false
    clearTimeout(this.#timer)
    clearTimeout(this.#watch)
  }

  get #place(): Place | null {
    return this.#options.settings.data.place
  }

  async #set(place: Place | null): Promise<void> {
    clearTimeout(this.#timer)
    this.#newest = null
    this.#failure = null
    await this.#options.settings.update(() => ({ place }))
    this.#options.changed()
  }

  async #copyAll(): Promise<void> {
    this.#wanted = false
    const place = this.#place
    if (!place) return
    try {
      this.#isMoving()
      await this.#copyTo(place)
      if (this.#place === place) this.#failure = null
    } catch (error) {
      if (this.#place === place) this.#failed(error, place)
    }
  }

  async #copyTo(place: Place): Promise<void> {
    if ((await readFile(markIn(place.path), 'utf8').catch(() => null)) !== place.mark)
      throw new Refusal({ kind: 'placeGone', path: place.path })
    const own = await backupsIn(this.#options.folder)
    const there = new Set(await backupsIn(place.path))
    for (const [nth, name] of own.reverse().entries()) {
      if (this.#isOver(place)) return
      if (!there.has(name)) await this.#copyOne(join(this.#options.folder, name), join(place.path, name))
      if (nth > 0) continue
      this.#newest = momentOf(name)
      this.#options.changed()
    }
    await this.#prune(place, own)
  }

  #isOver(place: Place): boolean {
    return this.#ended || this.#place !== place
  }

  async #copyOne(from: string, to: string): Promise<void> {
    const part = `${to}.part`
    try {
      const written = await this.#write(from, part)
      if (written === null) return
      if ((await this.#hashOf(part)) !== written) throw new Refusal({ kind: 'copyDiffers', path: to })
      await rename(part, to)
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined)
      throw error
    }
  }

  /** @returns the hash of what was read; `null` for a backup that has gone meanwhile by its rule */
  async #write(from: string, to: string): Promise<string | null> {
    const source = await open(from, 'r').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null
      throw error
    })
    if (!source) return null
    try {
      const target = await open(to, 'w', 0o600)
      try {
        const hash = createHash('sha256')
        for await (const bytes of this.#chunks(source)) {
          hash.update(bytes)
          await writeWhole(target, bytes)
        }
        await target.sync()
        return hash.digest('hex')
      } finally {
        await target.close()
      }
    } finally {
      await source.close()
    }
  }

  async #hashOf(path: string): Promise<string> {
    const file = await open(path, 'r')
    try {
      const hash = createHash('sha256')
      for await (const bytes of this.#chunks(file)) hash.update(bytes)
      return hash.digest('hex')
    } finally {
      await file.close()
    }
  }

  async *#chunks(file: Awaited<ReturnType<typeof open>>): AsyncGenerator<Uint8Array> {
    const buffer = Buffer.alloc(chunk)
    for (;;) {
      this.#isMoving()
      const { bytesRead } = await file.read(buffer, 0, chunk)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  }

  /** What lies here stays there too, whatever the rule would say of an older past. */
  async #prune(place: Place, own: readonly string[]): Promise<void> {
    const all = await backupsIn(place.path)
    const stays = kept(all.flatMap((name) => momentOf(name) ?? []))
    for (const name of all) if (!own.includes(name) && !stays.has(momentOf(name) ?? '')) await rm(join(place.path, name), { force: true })
  }

  /** From now on it has this long to move on. */
  #isMoving(): void {
    clearTimeout(this.#watch)
    const place = this.#place
    if (this.#ended || !place) return
    this.#watch = setTimeout(() => {
      this.#failure = { kind: 'placeGone', path: place.path }
      this.#options.changed()
    }, this.#options.patience ?? patience).unref()
  }

  #failed(error: unknown, { path }: Place): void {
    this.#failure = error instanceof Refusal ? error.failure : (diskFailure(error, path) ?? { kind: 'placeGone', path })
    // What a drive says that goes while it is written to differs by system; all of it means the same.
    if (!(error instanceof Refusal) && diskFailure(error, path) === null) this.#options.report(error)
    if (this.#ended) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.copy(), this.#options.again ?? again).unref()
  }
}

/** Their names, the oldest first. */
async function backupsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  })
  return names.filter((name) => momentOf(name) !== null).sort()
}
