import { existsSync } from 'node:fs'
import { constants, copyFile, link, readFile, rename } from 'node:fs/promises'
import { parse } from 'node:path'
import { Low } from 'lowdb'
import { z } from 'zod'
import { Refusal, type Failure } from '../../../shared/errors.ts'
import { atomicWrite } from './atomicWrite.ts'
import { errorCode } from './diskFailure.ts'

/** One change of shape, from the version before it to the next. Never altered once released; the name says what it does. */
export type Migration = { name: string; step: (data: unknown) => unknown }

/**
 * A small JSON file that one process owns: `{ version, data }`, where the version counts the migrations.
 *
 * JF1  No file is not broken: the defaults, and no notice.
 * JF2  What cannot be read or does not fit the schema is set aside under a dated name, told in `notices`, and never written
 *      over; the last good copy (`<file>.bak`) goes on, or else the defaults.
 * JF3  An older file is brought to the present shape by the migrations; a newer one counts as unreadable.
 * JF4  `update` counts at once and resolves when it is on disk. Overlapping updates all arrive, in order; one write may carry
 *      several. The file is whole at every moment, old or new.
 * JF5  A write that was refused leaves the old file intact; `data` keeps the change and the next update writes it too.
 */
export type JsonFile<T> = {
  readonly data: T
  readonly notices: readonly Failure[]
  /** Give back the new data, leave the old unchanged. @throws Refusal `diskFull`, `notWritable` */
  update(change: (data: T) => T): Promise<void>
  /** Resolves when nothing is on its way to disk any more, however it ended. */
  settled(): Promise<void>
}

type Options<T> = { path: string; schema: z.ZodType<T>; defaults: T; migrations?: readonly Migration[] }

/** Reads the file, or what JF1 and JF2 say. Throws nothing that a person could be told of. */
export async function openJsonFile<T>({ path, schema, defaults, migrations = [] }: Options<T>): Promise<JsonFile<T>> {
  const adapter = new Adapter({ path, schema, defaults, migrations })
  const low = new Low<T>(adapter, defaults)
  await low.read()

  let running: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | null = null
  const settled = (): Promise<void> => (waiting ?? running).catch(() => undefined)
  const save = (): Promise<void> =>
    (waiting ??= running
      .catch(() => undefined)
      .then(() => {
        waiting = null
        return (running = low.write())
      }))

  return {
    get data() {
      return low.data
    },
    notices: adapter.notices,
    async update(change) {
      low.data = schema.parse(change(low.data))
      await save()
    },
    settled,
  }
}

class Adapter<T> {
  readonly notices: Failure[] = []
  readonly #options: Required<Options<T>>
  /** What could not be read and still stands where the next write would go. */
  readonly #inTheWay = new Set<string>()
  /** What stands at the path is worth being the last good copy. */
  #good = true

  constructor(options: Required<Options<T>>) {
    this.#options = options
  }

  get #backup(): string {
    return `${this.#options.path}.bak`
  }

  async read(): Promise<T | null> {
    const { path, defaults } = this.#options
    const found = await this.#readOne(path)
    if (found !== unreadable) return found === absent ? null : found
    this.#good = false
    const last = await this.#readOne(this.#backup)
    const data = last === unreadable || last === absent ? defaults : last
    // So that a crash from here on does not find the file absent, which would mean the defaults.
    if (await this.#clear()) await this.#put(data).catch(onlyRefusals)
    return data
  }

  async write(data: T): Promise<void> {
    if (!(await this.#clear())) throw new Refusal({ kind: 'notWritable', path: this.#options.path })
    await this.#put(data)
  }

  async #put(data: T): Promise<void> {
    const { path, migrations } = this.#options
    await atomicWrite(path, encodeEnveloped(data, migrations), { mode: 0o600, ...(this.#good ? { backup: this.#backup } : {}) })
    this.#good = true
  }

  async #readOne(path: string): Promise<T | typeof absent | typeof unreadable> {
    try {
      return this.#decode(await readFile(path))
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return absent
      this.#inTheWay.add(path)
      const keptAs = await setAside(path)
      if (keptAs !== null) this.#inTheWay.delete(path)
      this.notices.push({ kind: 'fileUnreadable', path, keptAs: keptAs ?? path })
      return unreadable
    }
  }

  /** Throws whatever keeps the bytes from being data. */
  #decode(bytes: Buffer): T {
    const { schema, migrations } = this.#options
    return decodeEnveloped(new TextDecoder('utf-8', { fatal: true }).decode(bytes), schema, migrations)
  }

  /** `false` while something unreadable cannot be moved out of the way. */
  async #clear(): Promise<boolean> {
    for (const path of this.#inTheWay) if ((await setAside(path)) !== null) this.#inTheWay.delete(path)
    return this.#inTheWay.size === 0
  }
}

const absent = Symbol('absent')
const unreadable = Symbol('unreadable')
const envelope = z.object({ version: z.int().min(0), data: z.unknown() })

export const encodeEnveloped = (data: unknown, migrations: readonly Migration[]): string =>
  `${JSON.stringify({ version: migrations.length, data }, null, 2)}\n`

/** Throws whatever keeps the text from being data. */
export function decodeEnveloped<T>(text: string, schema: z.ZodType<T>, migrations: readonly Migration[]): T {
  const { version, data } = envelope.parse(JSON.parse(text))
  if (version > migrations.length) throw new RangeError(`version ${version}, known ${migrations.length}`)
  return schema.parse(migrations.slice(version).reduce((older, { step }) => step(older), data))
}

/** The new path, or `null` where the folder does not allow it. */
async function setAside(path: string): Promise<string | null> {
  const { dir, name, ext } = parse(path)
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')
  let aside = `${dir}/${name}.unreadable-${stamp}${ext}`
  for (let nth = 2; existsSync(aside); nth++) aside = `${dir}/${name}.unreadable-${stamp}-${nth}${ext}`
  for (const way of [link, copyExclusively, rename]) {
    try {
      await way(path, aside)
      return aside
    } catch {
      continue
    }
  }
  return null
}

const copyExclusively = (path: string, aside: string): Promise<void> => copyFile(path, aside, constants.COPYFILE_EXCL)

/** The data is in memory and the bad file aside; the next update tries again and says so. */
function onlyRefusals(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
}
