import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from '../helpers/freePort.ts'

const installLine = 'apt-get install --no-install-recommends redis-server postgresql'

const onPath = (program: string): string | null => {
  const found = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim()
  return found === '' ? null : found
}

/** Debian keeps the server's programs of each version apart. */
function postgresFolder(): string | null {
  const versions = '/usr/lib/postgresql'
  const found = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : []
  const [newest] = found.map((version) => join(versions, version, 'bin')).filter((folder) => existsSync(join(folder, 'initdb')))
  return newest ?? null
}

type Programs = { postgres: string; redis: string }

/** Redis and PostgreSQL of this machine, installed from Debian's packages where that is allowed; else the line to run. */
export function findServices(): Programs | string {
  const found = look()
  if (found) return found
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return `as root: ${installLine}`
  // One at a time: several test files may ask at once.
  const install = `command -v redis-server && ls /usr/lib/postgresql/*/bin/initdb || (apt-get update -qq && ${installLine} -y -qq)`
  spawnSync('flock', [join(tmpdir(), 'yice-apt.lock'), 'sh', '-c', install], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  return look() ?? `could not be installed: ${installLine}`
}

function look(): Programs | null {
  const postgres = postgresFolder()
  const redis = onPath('redis-server')
  return postgres && redis ? { postgres, redis } : null
}

export type Services = {
  /** An empty database; in a folder of its own where one is given. */
  database: (folder?: string | null) => Promise<{ url: string; drop: () => Promise<void> }>
  /** The user it runs as, where that is another. */
  user: string | null
  redisUrl: string
  redis: Service
  postgres: Service
  stop(): Promise<void>
}
export type Service = { kill(): Promise<void>; start(): Promise<void> }

/** Both on ports of their own in a folder of their own, PostgreSQL as its own user where this is root's session. */
export async function startServices({ postgres, redis }: Programs): Promise<Services> {
  const folder = mkdtempSync(join(tmpdir(), 'yice-services-'))
  chmodSync(folder, 0o755)
  const data = join(folder, 'postgres')
  mkdirSync(data, { mode: 0o700 })
  const isRoot = process.getuid?.() === 0
  const user = isRoot ? ['runuser', '-u', 'postgres', '--'] : []
  if (isRoot) execFileSync('chown', ['postgres:', data])
  const run = (...words: string[]): void => void execFileSync(words[0] ?? '', words.slice(1), { stdio: 'pipe', cwd: '/' })
  run(...user, join(postgres, 'initdb'), '-D', data, '-U', 'yice', '--auth=trust', '-E', 'UTF8', '--locale=C')
  const [databasePort, redisPort] = [await freePort(), await freePort()]
  const url = (name: string): string => `postgres://yice@127.0.0.1:${String(databasePort)}/${name}`
  const database = service(
    [...user, join(postgres, 'postgres'), '-D', data, '-p', String(databasePort), '-h', '127.0.0.1', '-k', '', '-c', 'shared_buffers=32MB'],
    data,
    () => answers(url('postgres')),
  )
  const password = crypto.randomUUID()
  const cacheFolder = join(folder, 'redis')
  mkdirSync(cacheFolder)
  const cache = service(
    [redis, '--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--dir', cacheFolder, '--requirepass', password],
    cacheFolder,
    () => accepts(redisPort),
  )
  await Promise.all([database.start(), cache.start()])
  let made = 0
  return {
    user: isRoot ? 'postgres' : null,
    async database(folder = null) {
      const name = `yice_${String(++made)}`
      if (folder !== null) await asked(url('postgres'), `CREATE TABLESPACE ${name} LOCATION '${folder}'`)
      await asked(url('postgres'), `CREATE DATABASE ${name}${folder === null ? '' : ` TABLESPACE ${name}`}`)
      const drop = async (): Promise<void> => {
        await asked(url('postgres'), `DROP DATABASE ${name} WITH (FORCE)`)
        if (folder !== null) await asked(url('postgres'), `DROP TABLESPACE ${name}`)
      }
      return { url: url(name), drop }
    },
    redisUrl: `redis://:${password}@127.0.0.1:${String(redisPort)}`,
    redis: cache,
    postgres: database,
    async stop() {
      await Promise.all([database.kill(), cache.kill()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Its processes are those that work in its folder, whoever's they are: `kill` ends when the last of them has. */
function service(words: string[], folder: string, isReady: () => Promise<boolean>): Service {
  let child: ChildProcess | null = null
  return {
    async start() {
      child = spawn(words[0] ?? '', words.slice(1), { stdio: 'ignore', cwd: '/' })
      while (!(await isReady())) {
        if (child.exitCode !== null) throw new Error(`${words.join(' ')} ended with ${String(child.exitCode)}`)
        await setTimeout(30)
      }
    },
    async kill() {
      for (let left = processesIn(folder); left.length > 0; left = processesIn(folder)) {
        for (const id of left) end(id)
        await setTimeout(10)
      }
      if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

function end(id: number): void {
  try {
    process.kill(id, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}

function processesIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => {
      try {
        return readlinkSync(`/proc/${id}/cwd`) === folder
      } catch {
        return false // It has ended meanwhile.
      }
    })
    .map(Number)
}

/** What a statement gives back, over a connection of its own. */
export async function asked(url: string, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(sql, values)).rows as unknown[]
  } finally {
    await client.end()
  }
}

const answers = (url: string): Promise<boolean> =>
  asked(url, 'SELECT 1').then(
    () => true,
    () => false,
  )

function accepts(port: number): Promise<boolean> {
  return new Promise((told) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      told(true)
    })
    socket.once('error', () => told(false))
  })
}
