import { z } from 'zod'
import { Refusal } from '../../../shared/errors.ts'
import type { DocumentName } from '../../../shared/documentName.ts'
import { membersData, membersMigrations, noMembers, type MembersData, type MembersFile } from '../members.ts'
import type { Follower, News, Peers } from '../peers.ts'
import { decodeEnveloped, encodeEnveloped } from '../store/jsonFile.ts'
import { isName } from '../store/records.ts'
import type { Database } from './database.ts'
import { channel, turn } from './layout.ts'
import { PostgresStore } from './postgresStore.ts'

/** How often a node asks what the others have written, in ms: what Redis brings is quicker, what a command does is told at once. */
const every = 500
/** So long without an answer, and people go elsewhere: their rights may have ended meanwhile. In ms. */
const blindAfter = 3_000

const count = z.coerce.number()
const state = z.object({
  revision: count,
  members: z.string().nullable(),
  heads: z.record(z.string(), z.number()).nullable(),
})

type NodeOptions = {
  database: Database
  report: (reason: unknown) => void
  tell: (event: { event: 'database lost' | 'database back' }) => void
}

/**
 * One of several hubs on one database. PostgreSQL is the only truth: what is in memory follows it, and what Redis brings (relay.ts)
 * comes sooner but decides nothing.
 *
 * CL1 Acknowledged means committed: an update is in PostgreSQL, synced, before it is applied, acknowledged or passed on by any node.
 * CL2 Every document has one gapless sequence of updates, whoever writes and whoever falls.
 * CL3 Commands run one after another over all nodes; each sees everything written before it, text included.
 * CL4 Text is committed only if register and members have not changed since the right to write it was decided; else the right is decided
 *     anew. So after a command that ends a right, no node lets in another word under it.
 * CL5 A right that ends is heard of on every node within a second, and so is text, whether Redis is there or not. A node that has not
 *     reached PostgreSQL for three seconds hangs up and lets nobody in until it does.
 * CL9 Whoever opens a document finds in it all that any node had acknowledged by then, also of one that has just fallen.
 */
export class Node implements Pick<Peers, 'follow' | 'alone' | 'catchUp' | 'close'> {
  readonly #options: NodeOptions
  readonly store: PostgresStore
  #members: MembersData
  #follower: Follower | null = null
  #running: Promise<void> = Promise.resolve()
  #queued: Promise<void> | null = null
  /** How to stop listening; `null` while nobody listens. */
  #ear: (() => Promise<void>) | null = null
  #opensEar = false
  #poll: NodeJS.Timeout | undefined
  #heardAt = performance.now()
  #isBlind = false
  #closed = false

  private constructor(options: NodeOptions, store: PostgresStore, members: MembersData) {
    this.#options = options
    this.store = store
    this.#members = members
    store.catchUp = () => this.catchUp()
  }

  /** @throws Refusal `databaseUnreachable` */
  static async open(options: NodeOptions): Promise<Node> {
    const [row] = await options.database.ask(
      z.object({ revision: count, members: z.string().nullable() }),
      'SELECT revision, members FROM yice.workspace',
    )
    const store = new PostgresStore(options.database)
    store.revision = row?.revision ?? 0
    return new Node(options, store, decodeMembers(row?.members ?? null))
  }

  /** Like members.json, in the database: what it says counts when the change is committed. */
  get members(): MembersFile {
    return { read: () => this.#members, write: (data) => this.#writeMembers(data) }
  }

  get isBlind(): boolean {
    return this.#isBlind
  }

  async follow(own: Follower): Promise<void> {
    this.#follower = own
    await this.catchUp()
    await this.#listen()
    this.#poll = setInterval(() => this.#look(), every)
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#options.database.inTransaction(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [turn])
      await this.catchUp()
      this.store.alone = true
      try {
        return await work()
      } finally {
        this.store.alone = false
      }
    })
  }

  /** Calls that come while one is under way share the next: what they are to see may be younger than the one that runs. */
  catchUp(): Promise<void> {
    return (this.#queued ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#queued = null
        return (this.#running = this.#catchUp())
      }))
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#poll)
    this.#follower = null
    await this.#queued?.catch(() => undefined)
    await this.#running.catch(() => undefined)
    await this.#ear?.().catch(() => undefined)
  }

  async #catchUp(): Promise<void> {
    const { database, report } = this.#options
    const open = this.#follower?.through() ?? new Map<DocumentName, number>()
    const sql = `SELECT revision, CASE WHEN revision <> $1 THEN members END AS members,
      (SELECT json_object_agg(name, through) FROM yice.documents WHERE name = ANY ($2)) AS heads FROM yice.workspace`
    const [now] = await database.ask(state, sql, [this.store.revision, [...open.keys()]])
    if (!now) return
    const behind = Object.entries(now.heads ?? {}).filter(([name, through]) => isName(name) && through > (open.get(name) ?? 0))
    const documents: News['documents'] = []
    for (const [name] of behind) {
      if (!isName(name)) continue
      try {
        documents.push([name, await this.store.loadAfter(name, open.get(name) ?? 0)])
      } catch (reason) {
        if (!(reason instanceof Refusal) || reason.failure.kind !== 'storeDamaged') throw reason
        report(reason)
      }
    }
    this.#heard()
    // A command of this node may have gone on meanwhile.
    const isNews = now.revision > this.store.revision
    const members = isNews && now.members !== null ? decodeMembers(now.members) : null
    if (members) this.#members = members
    this.#follower?.take({ members, documents })
    if (isNews) this.store.revision = now.revision
  }

  async #writeMembers(data: MembersData): Promise<void> {
    const { database } = this.#options
    const sql = `WITH written AS (UPDATE yice.workspace SET members = $1, revision = revision + 1 WHERE revision = $2 RETURNING revision)
      SELECT revision, pg_notify('${channel}', '') FROM written`
    const [row] = await database.ask(z.object({ revision: count }), sql, [
      encodeEnveloped(membersData.parse(data), membersMigrations),
      this.store.revision,
    ])
    // Only if the lock was lost with its connection: a command is alone.
    if (!row) throw new Refusal({ kind: 'databaseUnreachable', path: database.place })
    this.store.revision = Math.max(this.store.revision, row.revision)
    this.#members = data
  }

  async #listen(): Promise<void> {
    if (this.#ear || this.#opensEar || this.#closed) return
    this.#opensEar = true
    const heard = (): void => this.#look()
    const lost = (): void => void (this.#ear = null)
    this.#ear = await this.#options.database.listen(channel, heard, lost).finally(() => (this.#opensEar = false))
  }

  #look(): void {
    if (this.#closed) return
    if (performance.now() - this.#heardAt > blindAfter) this.#blind(true)
    if (this.#queued) return
    void this.catchUp()
      .then(() => this.#listen())
      .catch((reason: unknown) => {
        if (!(reason instanceof Refusal)) this.#options.report(reason)
      })
  }

  #heard(): void {
    this.#heardAt = performance.now()
    this.#blind(false)
  }

  #blind(is: boolean): void {
    if (this.#isBlind === is) return
    this.#isBlind = is
    this.#options.tell({ event: is ? 'database lost' : 'database back' })
    this.#follower?.blind(is)
  }
}

const decodeMembers = (text: string | null): MembersData =>
  text === null ? noMembers : decodeEnveloped(text, membersData, membersMigrations)
