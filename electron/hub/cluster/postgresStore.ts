import { z } from 'zod'
import type { DocumentName } from '../../../shared/documentName.ts'
import { Refusal } from '../../../shared/errors.ts'
import type { DocumentStore, StoredDocument, StoredVersion, VersionInfo } from '../store/documentStore.ts'
import {
  decodeInfo,
  decodeVersion,
  encodeInfo,
  encodeVersion,
  isName,
  keyOf,
  numberOf,
  seal,
  unseal,
  withNumber,
} from '../store/records.ts'
import type { Database } from './database.ts'

type Change = {
  name: DocumentName
  data: Buffer
  may: () => void
  done: () => void
  failed: (reason: unknown) => void
}
type Head = { base: number; through: number }

const bytes = z.instanceof(Buffer)
const count = z.coerce.number()
const moved = z.object({ name: z.string(), through: count })
const document = z.object({ base: count, through: count, state: bytes.nullable(), updates: z.array(bytes).nullable() })

/** How many updates one transaction takes at most, in bytes. */
const most = 32 * 2 ** 20

/**
 * Documents in PostgreSQL: the promises of documentStore.ts for several writers. The place of an update is counted in the row of its
 * document within the transaction that writes it, so the sequence has no gap whoever writes and whoever falls. Appends that come while
 * one transaction is under way share the next.
 *
 * DS7 does not hold here, on purpose: any number of nodes may have it open.
 */
export class PostgresStore implements DocumentStore {
  readonly #database: Database
  readonly #heads = new Map<DocumentName, Head>()
  readonly #damaged = new Set<DocumentName>()
  #waiting: Change[] = []
  #working: Promise<void> | null = null
  #closed = false
  /** The state of register and members that this node decides by. */
  revision = 0
  /** A command of this node has the cluster to itself. */
  alone = false
  /** Brings this node up to what the others have written. */
  catchUp: () => Promise<void> = async () => {
    const [row] = await this.#database.ask(z.object({ revision: count }), 'SELECT revision FROM yice.workspace')
    this.revision = row?.revision ?? 0
  }

  constructor(database: Database) {
    this.#database = database
  }

  load(name: DocumentName): Promise<StoredDocument> {
    return this.loadAfter(name, 0)
  }

  /** What came after the update with this number; with the state if part of it has been folded already. */
  async loadAfter(name: DocumentName, after: number): Promise<StoredDocument> {
    this.#usable(name)
    const sql = `SELECT base, through, CASE WHEN base > $2 THEN state END AS state, (
        SELECT array_agg(u.data ORDER BY u.sequence) FROM yice.updates u
          WHERE u.document = d.name AND u.sequence > greatest(d.base, $2) AND u.sequence <= d.through
      ) AS updates FROM yice.documents d WHERE name = $1`
    const [found] = await this.#database.ask(document, sql, [name, after])
    if (!found) return { state: null, updates: [], through: 0 }
    const { base, through } = found
    const updates = (found.updates ?? []).map((data) => unseal(updateKey(name), data))
    const state = found.state && unseal(keyOf.state(name), found.state)
    const whole = updates.filter((update) => update !== null)
    const isTorn = found.state !== null && (state === null || numberOf(state).number !== base)
    if (isTorn || whole.length !== Math.max(0, through - Math.max(base, after))) {
      this.#damaged.add(name)
      throw this.#damage(name)
    }
    this.#heads.set(name, { base, through })
    return { state: state && plain(numberOf(state).payload), updates: whole.map(plain), through }
  }

  async append(name: DocumentName, update: Uint8Array, may: () => void = () => undefined): Promise<void> {
    this.#usable(name)
    return new Promise((done, failed) => {
      this.#waiting.push({ name, data: seal(updateKey(name), update), may, done, failed })
      this.#working ??= this.#work()
    })
  }

  async compact(name: DocumentName, state: Uint8Array, through: number): Promise<void> {
    this.#usable(name)
    const sql = `WITH head AS (SELECT base, through FROM yice.documents WHERE name = $1 FOR UPDATE),
      folded AS (
        UPDATE yice.documents SET base = $3, state = $2 FROM head WHERE name = $1 AND $3 BETWEEN head.base AND head.through RETURNING name
      ), gone AS (DELETE FROM yice.updates WHERE document = (SELECT name FROM folded) AND sequence <= $3)
      SELECT base, through FROM head`
    if (through === 0)
      await this.#database.ask(z.unknown(), 'INSERT INTO yice.documents (name, base, through) VALUES ($1, 0, 0) ON CONFLICT DO NOTHING', [
        name,
      ])
    const sealed = seal(keyOf.state(name), withNumber(through, state))
    const [head] = await this.#database.ask(z.object({ base: count, through: count }), sql, [name, sealed, through])
    if (!head || through > head.through) throw new RangeError(`${name} holds no update ${String(through)}`)
    this.#heads.set(name, { base: Math.max(head.base, through), through: head.through })
  }

  /** As far as this node has heard. */
  tail(name: DocumentName): number {
    const { base, through } = this.#heads.get(name) ?? { base: 0, through: 0 }
    return through - base
  }

  async names(): Promise<DocumentName[]> {
    this.#usable()
    const rows = await this.#database.ask(
      z.object({ name: z.string() }),
      'SELECT name FROM yice.documents WHERE state IS NOT NULL OR through > base',
    )
    return rows
      .map(({ name }) => name)
      .filter(isName)
      .sort()
  }

  async keepVersion(version: StoredVersion): Promise<void> {
    const { id, document: name } = version
    this.#usable(name)
    const sql = 'INSERT INTO yice.versions (id, document, info, data) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id'
    const data = seal(keyOf.version(id), encodeVersion(version))
    const info = seal(keyOf.versionInfo(name, id), encodeInfo(version))
    const kept = await this.#database.ask(z.object({ id: z.string() }), sql, [id, name, info, data])
    if (kept.length === 0) throw new RangeError(`version ${id} exists`)
  }

  async version(id: string): Promise<StoredVersion | null> {
    this.#usable()
    const [found] = await this.#database.ask(z.object({ data: bytes }), 'SELECT data FROM yice.versions WHERE id = $1', [id])
    if (!found) return null
    const version = unseal(keyOf.version(id), found.data)
    if (!version) throw this.#damage(id)
    const { state, ...info } = decodeVersion(version)
    return { ...info, state: plain(state) }
  }

  async versions(name: DocumentName): Promise<VersionInfo[]> {
    this.#usable(name)
    const rows = await this.#database.ask(
      z.object({ id: z.string(), info: bytes }),
      'SELECT id, info FROM yice.versions WHERE document = $1',
      [name],
    )
    const infos = rows.map(({ id, info }) => {
      const sealed = unseal(keyOf.versionInfo(name, id), info)
      if (!sealed) throw this.#damage(name)
      return decodeInfo(sealed)
    })
    return infos.sort((one, other) => (`${one.at} ${one.id}` < `${other.at} ${other.id}` ? -1 : 1))
  }

  /** The row stays, so that sequences never start again. */
  async remove(name: DocumentName): Promise<void> {
    this.#usable()
    const sql = `WITH head AS (UPDATE yice.documents SET base = through, state = NULL WHERE name = $1 RETURNING name)
      DELETE FROM yice.updates WHERE document = $1`
    await this.#database.ask(z.unknown(), sql, [name])
    this.#damaged.delete(name)
    const through = this.#heads.get(name)?.through ?? 0
    this.#heads.set(name, { base: through, through })
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#working
    await this.#database.close()
  }

  #usable(name?: DocumentName): void {
    if (this.#closed) throw new Error('the store is closed')
    if (name !== undefined && this.#damaged.has(name)) throw this.#damage(name)
  }

  #damage(name: string): Refusal {
    return new Refusal({ kind: 'storeDamaged', path: this.#database.place, document: name })
  }

  async #work(): Promise<void> {
    await Promise.resolve()
    while (this.#waiting.length > 0) await this.#commit(this.#next())
    this.#working = null
  }

  #next(): Change[] {
    let size = 0
    const end = this.#waiting.findIndex(({ data }) => (size += data.length) > most)
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : Math.max(1, end))
  }

  /** Until it is written under what is decided now, or refused. */
  async #commit(group: Change[]): Promise<void> {
    try {
      for (let due = allowed(group); due.length > 0; due = allowed(due)) {
        if (await this.#write(due)) {
          for (const { done } of due) done()
          return
        }
        // In a command that is alone nobody else can have written, unless the lock was lost with its connection.
        if (this.alone) throw new Refusal({ kind: 'databaseUnreachable', path: this.#database.place })
        await this.catchUp()
      }
    } catch (reason) {
      for (const { failed } of group) failed(reason)
    }
  }

  async #write(group: Change[]): Promise<boolean> {
    const names = group.map(({ name }) => name)
    const expected = this.revision
    const sql = 'SELECT name, through FROM yice.append($1, $2, $3, $4)'
    const rows = await this.#database.ask(moved, sql, [expected, this.alone, names, group.map(({ data }) => data)])
    if (rows.length === 0) return false
    if (names.includes('register')) this.revision = Math.max(this.revision, expected + 1)
    for (const { name, through } of rows) if (isName(name)) this.#heads.set(name, { base: this.#heads.get(name)?.base ?? 0, through })
    return true
  }
}

/** What may not be written any more is told so. */
const allowed = (group: Change[]): Change[] =>
  group.filter(({ may, failed }) => {
    try {
      may()
      return true
    } catch (reason) {
      failed(reason)
      return false
    }
  })

const updateKey = (name: DocumentName): string => `u!${name}`
const plain = (data: Uint8Array): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
