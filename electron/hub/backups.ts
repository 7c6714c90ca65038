import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupState, KeptBackup } from '../../shared/backup.ts'
import { ok, Refusal, type Result } from '../../shared/errors.ts'
import { settle } from './settle.ts'
import { diskFailure, errorCode } from './store/diskFailure.ts'

/** `2026-11-24T08-30-00-000Z.yicebackup`: sorts by time, and every file system takes it. */
const pattern = /^(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)-(\d{3}Z)\.yicebackup$/
const nameOf = (at: Date): string => `${at.toISOString().replaceAll(/[:.]/g, '-')}.yicebackup`
/** The moment in a backup's name; `null` for whatever is not one. */
export function momentOf(name: string): string | null {
  const [, hour, minute, second, rest] = pattern.exec(name) ?? []
  return hour === undefined ? null : `${hour}:${minute ?? ''}:${second ?? ''}.${rest ?? ''}`
}

const hour = 60 * 60 * 1000
const day = 24 * hour
/** The first look comes when the windows have had time to open, in ms. */
const soon = 60_000

/** So many of the newest are kept of each day, week and month. */
const rule = { days: 7, weeks: 5, months: 12 } as const

/**
 * BK5 Kept are the newest of each of the last seven days, five weeks and twelve months that have one; the newest always.
 * @param moments ISO instants
 */
export function kept(moments: readonly string[]): Set<string> {
  const newestFirst = [...moments].sort().reverse()
  const newest = newestFirst.slice(0, 1)
  const per = (span: (moment: string) => string, most: number): string[] => {
    const found = new Map<string, string>()
    for (const moment of newestFirst) if (!found.has(span(moment))) found.set(span(moment), moment)
    return [...found.values()].slice(0, most)
  }
  const week = (moment: string): string => String(Math.floor((Date.parse(moment) / day + 3) / 7))
  return new Set([
    ...newest,
    ...per((moment) => moment.slice(0, 10), rule.days),
    ...per(week, rule.weeks),
    ...per((moment) => moment.slice(0, 7), rule.months),
  ])
}

type Options = {
  folder: string
  /** `null` while there is nothing to back up. */
  take: (path: string) => Promise<Result<unknown> | null>
  /** Where copies of them go. */
  second: { state: BackupState['second']; copy: () => void }
  changed: (state: BackupState) => void
  report: (reason: unknown) => void
  now: () => Date
}

/** The backups that a workspace makes of itself every day, in a folder of their own; and when asked. */
export class Backups {
  readonly #options: Options
  #failure: BackupState['failure'] = null
  #timers: NodeJS.Timeout[] = []
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: Options) {
    this.#options = options
  }

  /** From now on one is made whenever the newest is a day old. */
  begin(): void {
    const look = (): void => void this.#inTurn(() => this.#daily()).catch(this.#options.report)
    this.#timers = [setTimeout(look, soon), setInterval(look, hour)].map((timer) => timer.unref())
  }

  async end(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer)
    await this.#turn
  }

  async state(): Promise<BackupState> {
    return { kept: await this.#kept(), failure: this.#failure, second: this.#options.second.state }
  }

  /** Makes one now. */
  make(): Promise<BackupState> {
    return this.#inTurn(() => this.#make())
  }

  async #daily(): Promise<void> {
    const [newest] = await this.#kept()
    const age = newest ? this.#options.now().getTime() - Date.parse(newest.at) : day
    // A clock that was set back must not end the backups.
    if (age >= day || age < -hour) await this.#make()
  }

  async #make(): Promise<BackupState> {
    const { folder, take, now, changed } = this.#options
    const place = await settle(() => makeFolder(folder))
    const made = place.ok ? ((await take(join(folder, nameOf(now())))) ?? ok(null)) : place
    this.#failure = made.ok ? null : made.failure
    if (made.ok) await this.#prune()
    if (made.ok) this.#options.second.copy()
    const state = await this.state()
    changed(state)
    return state
  }

  async #prune(): Promise<void> {
    const all = await this.#kept()
    const stays = kept(all.map(({ at }) => at))
    for (const { name, at } of all) if (!stays.has(at)) await rm(join(this.#options.folder, name), { force: true })
  }

  async #kept(): Promise<KeptBackup[]> {
    const { folder } = this.#options
    const names = await readdir(folder).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return []
      throw error
    })
    const all = names.flatMap((name) => {
      const at = momentOf(name)
      return at === null ? [] : [{ name, at }]
    })
    const sized = await Promise.all(all.map(async (one) => ({ ...one, bytes: (await stat(join(folder, one.name))).size })))
    return sized.sort((a, b) => b.at.localeCompare(a.at))
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    const failure = diskFailure(error, folder)
    throw failure ? new Refusal(failure) : error
  }
}
