import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Connection, Extension, Hocuspocus } from '@hocuspocus/server'
import * as Y from 'yjs'
import { z } from 'zod'
import { leftMark, type ChangedMemo, type HubMessage, type LeftMark } from '../../shared/commands.ts'
import { documentName, parseName, register as registerName } from '../../shared/documentName.ts'
import { readTouched, type Touched } from '../../shared/documents/authors.ts'
import { Refusal } from '../../shared/errors.ts'
import type { Durability } from './durability.ts'
import { connectionsOf } from './openDocuments.ts'
import type { Register } from './register.ts'
import type { Rights } from './rights.ts'
import { atomicWrite } from './store/atomicWrite.ts'
import { errorCode } from './store/diskFailure.ts'
import type { Visitor } from './visitor.ts'

type Doors = {
  register: () => Register
  rights: Rights
  durability: Durability
  hocuspocus: () => Hocuspocus<Visitor>
  now: () => Date
  /** In a cluster a command holds all text: there nothing may wait for what is on its way. */
  isShared?: boolean
  report: (reason: unknown) => void
}

/** Where marks lie, one for each key. */
export type MarkShelf = {
  read(key: string): Promise<Uint8Array | null>
  /** @throws Refusal of the disk */
  write(key: string, bytes: Uint8Array): Promise<void>
}

/** A larger text is not kept, in bytes once packed: what has changed in it is then not told. */
const longest = 8 * 2 ** 20

/**
 * What each member's text was when they last left it, on this machine: a full copy of the text, so that it can be compared whatever
 * Yjs has forgotten since.
 *
 * LV1 A memo is left when its last page of that member here closes, or its window, or the hub. A fall moves no mark: the next visit
 *     then shows more than is new, never less.
 * LV2 The mark is beside the documents and never leaves the machine. It can be lost: then nothing is shown.
 * LV3 Which memos others have touched since is told of all of them at once, to the minute, by what the hub has noted (AU2).
 */
export class Visits {
  readonly #doors: Doors
  readonly #shelf: MarkShelf
  /** By member and memo, the pages that show it. */
  readonly #pages = new Map<string, number>()
  readonly #leaving = new Map<string, Promise<void>>()
  /** Of each mark that was looked at: when, and who had touched the text by then. */
  readonly #marks = new Map<string, Pick<LeftMark, 'at' | 'touched'> | null>()
  /** Who has touched each memo that was asked for, read once; what is written from then on is heard. */
  readonly #touchedBy = new Map<string, Promise<Touched>>()

  constructor(doors: Doors, shelf: MarkShelf) {
    this.#doors = doors
    this.#shelf = shelf
  }

  get extension(): Extension<Visitor> {
    return {
      extensionName: 'visits',
      onChange: ({ documentName: name }) => {
        this.heard(name)
        return Promise.resolve()
      },
      onDisconnect: ({ documentName: name, document, context }) => {
        const parsed = parseName(name)
        const { memberId } = context
        if (parsed?.kind !== 'memo' || !this.#pages.has(keyOf(memberId, parsed.id))) return Promise.resolve()
        if (document.getConnections().some((other) => contextOf(other.context).memberId === memberId)) return Promise.resolve()
        this.#pages.delete(keyOf(memberId, parsed.id))
        return this.#mark(memberId, parsed.id)
      },
    }
  }

  /** Something was written, by whomever and through whichever door. */
  heard(name: string): void {
    const parsed = parseName(name)
    if (parsed?.kind !== 'authors') return
    this.#touchedBy.delete(parsed.id)
    const message: HubMessage = { type: 'touched' }
    this.#doors.hocuspocus().documents.get(registerName)?.broadcastStateless(JSON.stringify(message))
  }

  /** A page opens; answers what the text was when this member last left it. @throws Refusal `notFound` */
  async enter(memberId: string, memoId: string): Promise<LeftMark | null> {
    if (this.#doors.rights(memberId, documentName('memo', memoId)) === 'none') throw new Refusal({ kind: 'notFound' })
    const key = keyOf(memberId, memoId)
    const pages = this.#pages.get(key) ?? 0
    this.#pages.set(key, pages + 1)
    await this.#leaving.get(key)
    if (pages > 0) return null
    const packed = await this.#shelf.read(key)
    return packed && unpack(packed)
  }

  /** A page closes. */
  async leave(memberId: string, memoId: string): Promise<void> {
    const key = keyOf(memberId, memoId)
    const pages = (this.#pages.get(key) ?? 1) - 1
    if (pages > 0) this.#pages.set(key, pages)
    else {
      this.#pages.delete(key)
      await this.#mark(memberId, memoId)
    }
  }

  async changed(memberId: string): Promise<ChangedMemo[]> {
    const found: { memo: ChangedMemo; last: number }[] = []
    for (const { id: memoId, title } of this.#doors.register().all('memos')) {
      if (this.#doors.rights(memberId, documentName('memo', memoId)) === 'none') continue
      const mark = await this.#seen(keyOf(memberId, memoId))
      if (!mark) continue
      const later = [...(await this.#touched(memoId))].filter(([by, at]) => by !== memberId && at !== mark.touched[by])
      const by = later.sort(([, a], [, b]) => b - a)
      if (by[0]) found.push({ memo: { memoId, title, leftAt: mark.at, by: by.map(([who]) => who) }, last: by[0][1] })
    }
    return found.sort((a, b) => b.last - a.last).map(({ memo }) => memo)
  }

  async #seen(key: string): Promise<Pick<LeftMark, 'at' | 'touched'> | null> {
    await this.#leaving.get(key)
    const known = this.#marks.get(key)
    if (known !== undefined) return known
    const packed = await this.#shelf.read(key)
    const mark = packed && (await unpack(packed))
    const seen = mark && { at: mark.at, touched: mark.touched }
    this.#marks.set(key, seen)
    return seen
  }

  #touched(memoId: string): Promise<Touched> {
    const known = this.#touchedBy.get(memoId)
    if (known) return known
    const reading = this.#readTouched(memoId)
    this.#touchedBy.set(memoId, reading)
    // One that could not be read is tried again.
    reading.catch(() => {
      if (this.#touchedBy.get(memoId) === reading) this.#touchedBy.delete(memoId)
    })
    return reading
  }

  async #readTouched(memoId: string): Promise<Touched> {
    const { durability, hocuspocus } = this.#doors
    const name = documentName('authors', memoId)
    const doc = await durability.read(name)
    const touched = readTouched(doc)
    if (!hocuspocus().documents.has(name)) doc.destroy()
    return touched
  }

  /** Resolves when every mark that is due is on disk. */
  async settled(): Promise<void> {
    await Promise.all(this.#leaving.values())
  }

  #mark(memberId: string, memoId: string): Promise<void> {
    const key = keyOf(memberId, memoId)
    const before = this.#leaving.get(key) ?? Promise.resolve()
    const marked = before
      .then(() => this.#keep(memberId, memoId))
      .catch((reason: unknown) => {
        // The mark stays where it was.
        if (!(reason instanceof Refusal)) this.#doors.report(reason)
      })
      .finally(() => {
        if (this.#leaving.get(key) === marked) this.#leaving.delete(key)
      })
    this.#leaving.set(key, marked)
    return marked
  }

  async #keep(memberId: string, memoId: string): Promise<void> {
    const { register, rights, durability, hocuspocus, now, isShared = false } = this.#doors
    const name = documentName('memo', memoId)
    const memo = register().get('memos', memoId)
    if (!memo || rights(memberId, name) === 'none') return
    // The last keys of this member are on their way.
    const isOwn = ({ document, context }: Connection): boolean => document.name === name && contextOf(context).memberId === memberId
    if (!isShared)
      await Promise.all(
        connectionsOf(hocuspocus())
          .filter(isOwn)
          .map((one) => one.waitForPendingMessages()),
      )
    const doc = await durability.read(name)
    const authors = await durability.read(documentName('authors', memoId))
    const mark: LeftMark = {
      at: now().toISOString(),
      title: memo.title,
      touched: Object.fromEntries(readTouched(authors)),
      vector: Buffer.from(Y.encodeStateVector(doc)).toString('base64'),
      state: Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64'),
    }
    const packed = await pack(mark)
    if (packed.byteLength > longest) return
    await this.#shelf.write(keyOf(memberId, memoId), packed)
    this.#marks.set(keyOf(memberId, memoId), { at: mark.at, touched: mark.touched })
  }
}

const keyOf = (memberId: string, memoId: string): string => `${memberId} ${memoId}`
const contextRule = z.object({ memberId: z.string() })
const contextOf = (context: unknown): z.infer<typeof contextRule> => contextRule.parse(context)

const pack = (mark: LeftMark): Promise<Uint8Array> => promisify(gzip)(JSON.stringify(mark))
/** What cannot be read is as good as none. */
async function unpack(packed: Uint8Array): Promise<LeftMark | null> {
  try {
    return leftMark.parse(JSON.parse((await promisify(gunzip)(packed, { maxOutputLength: 32 * longest })).toString()))
  } catch {
    return null
  }
}

export function marksInMemory(): MarkShelf {
  const marks = new Map<string, Uint8Array>()
  return {
    read: (key) => Promise.resolve(marks.get(key) ?? null),
    write: (key, bytes) => Promise.resolve(void marks.set(key, bytes)),
  }
}

/** So many marks at most, and so many bytes of them together; the oldest go. */
const usual = { marks: 500, bytes: 128 * 2 ** 20 }

/** Files in `visits` beside the documents. */
export function marksIn(folder: string, most = usual): MarkShelf {
  const place = join(folder, 'visits')
  const pathOf = (key: string): string => join(place, createHash('sha256').update(key).digest('hex').slice(0, 32))
  return {
    read(key) {
      return readFile(pathOf(key)).catch(onlyIfGone)
    },
    async write(key, bytes) {
      await mkdir(place, { recursive: true })
      await atomicWrite(pathOf(key), bytes, { mode: 0o600 })
      await clear(place, most)
    },
  }
}

/** Others may be written or cleared meanwhile. */
async function clear(place: string, most: typeof usual): Promise<void> {
  const files = (await readdir(place)).filter((file) => !file.startsWith('.'))
  const found = await Promise.all(
    files.map(async (file) => {
      const facts = await stat(join(place, file)).catch(onlyIfGone)
      return facts ? [{ file, at: facts.mtimeMs, size: facts.size }] : []
    }),
  )
  let left = { ...most }
  for (const { file, size } of found.flat().sort((a, b) => b.at - a.at)) {
    left = { marks: left.marks - 1, bytes: left.bytes - size }
    if (left.marks < 0 || left.bytes < 0) await rm(join(place, file), { force: true })
  }
}

function onlyIfGone(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null
  throw error
}
