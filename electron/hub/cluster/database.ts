import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { z } from 'zod'
import { Refusal, type Failure } from '../../../shared/errors.ts'
import { errorCode } from '../store/diskFailure.ts'
import { layout, tables, turn } from './layout.ts'

/** So long a node waits for the others, and so long one that hangs may keep them waiting, in ms. */
const patience = 15_000

/** The PostgreSQL of a cluster. What it refuses comes out as a `Refusal`, what nobody should expect as it is. */
export class Database {
  readonly #pool: pg.Pool
  readonly #url: string
  /** Without user and password: for the sentences people read. */
  readonly place: string

  private constructor(url: string) {
    this.#url = url
    this.place = placeOf(url)
    this.#pool = new pg.Pool({ ...settings(url), max: 6 })
    // A connection that breaks while nobody uses it; whoever needs the next one hears of it.
    this.#pool.on('error', () => undefined)
  }

  /** @throws Refusal `databaseUnreachable`, `schemaNewer`, `notWritable` */
  static async open(url: string): Promise<Database> {
    const database = new Database(url)
    try {
      await database.inTransaction(async (client) => {
        await client.query('SELECT pg_advisory_xact_lock($1)', [turn])
        await client.query(tables)
        await client.query('INSERT INTO yice.workspace (layout, cluster_key) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
          layout,
          randomBytes(32),
        ])
        const [found] = z.array(z.object({ layout: z.int() })).parse((await client.query('SELECT layout FROM yice.workspace')).rows)
        if (found && found.layout > layout) throw new Refusal({ kind: 'schemaNewer', found: found.layout, known: layout })
      })
      return database
    } catch (reason) {
      await database.close()
      throw reason
    }
  }

  async ask<T>(row: z.ZodType<T>, sql: string, values: readonly unknown[] = []): Promise<T[]> {
    try {
      return z.array(row).parse((await this.#pool.query(sql, [...values])).rows)
    } catch (error) {
      throw this.#refusal(error)
    }
  }

  /** @throws as `work` does, and then nothing has been done */
  async inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw this.#refusal(error)
    })
    let broken = false
    const lost = (): void => void (broken = true)
    client.on('error', lost)
    try {
      await client.query('BEGIN')
      const done = await work(client)
      await client.query('COMMIT')
      return done
    } catch (error) {
      await client.query('ROLLBACK').catch(lost)
      throw this.#refusal(error)
    } finally {
      client.off('error', lost)
      client.release(broken)
    }
  }

  /** A connection for listening, which calls back for every notice and once when it is lost. */
  async listen(channel: string, heard: () => void, lost: () => void): Promise<() => Promise<void>> {
    const client = new pg.Client(settings(this.#url))
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', heard)
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
    } catch (error) {
      await client.end().catch(() => undefined)
      throw this.#refusal(error)
    }
    return () => client.end()
  }

  close(): Promise<void> {
    return this.#pool.end()
  }

  #refusal(error: unknown): unknown {
    const failure = failureOf(error, this.place)
    return failure ? new Refusal(failure) : error
  }
}

const settings = (url: string): pg.ClientConfig => ({
  connectionString: url,
  connectionTimeoutMillis: 3_000,
  keepAlive: true,
  query_timeout: patience + 5_000,
  lock_timeout: patience,
  idle_in_transaction_session_timeout: patience,
  application_name: 'yice',
  // Acknowledged means on disk, whatever the server's own configuration says.
  options: '-c synchronous_commit=on',
})

function placeOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
function failureOf(error: unknown, place: string): Failure | null {
  const code = errorCode(error) ?? ''
  if (code === '53100') return { kind: 'diskFull', path: place }
  if (code === '25006' || code === '42501') return { kind: 'notWritable', path: place }
  const isGone = /^(08|57P|53|28|3D|55P03|25P03|ECONN|EPIPE|ENOTFOUND|ENOENT|EAI_AGAIN|ETIMEDOUT|EHOST|ENET)/.test(code)
  const isLost = error instanceof Error && code === '' && /terminated|timeout|not queryable|closed/i.test(error.message)
  return isGone || isLost ? { kind: 'databaseUnreachable', path: place } : null
}
