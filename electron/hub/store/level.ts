import { copyFile, link, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { everyDocument, Refusal, type Failure } from '../../../shared/errors.ts'
import { atomicWrite } from './atomicWrite.ts'
import { diskFailure, errorCode, makeFolder, probeRoom } from './diskFailure.ts'
import { logIsWhole } from './levelLog.ts'
import { mendTable } from './levelTable.ts'

export type Level = ClassicLevel<string, Uint8Array>

/** Verified on every opening, at about 350 MB/s; tables beyond only after a crash. */
const verifiedAlways = 16 * 1024 * 1024

/**
 * Opens the engine of the store in this folder. Tables are verified first (`mend`: however large) and damaged blocks emptied; where LevelDB finds
 * its own catalogue damaged, that is rebuilt from the tables and logs. The checks of every document decide afterwards what is
 * whole. Before anything is dropped, the engine's files as they were are kept in `level.damaged-<time>`.
 * @throws Refusal `storeLocked`, `notWritable`, `diskFull`, `storeDamaged`
 */
export async function openLevel(store: string, { mend = false } = {}): Promise<Level> {
  const folder = levelOf(store)
  try {
    await makeFolder(folder)
    await probeRoom(folder, 4096)
    if (!(await logsAreWhole(folder))) await keepAside(folder)
    if (mend || (await sizeOf(folder, isTable)) <= verifiedAlways) await mendTables(folder)
    return (await openUnlessDamaged(folder)) ?? (await rebuild(folder))
  } catch (error) {
    throw await refusal(error, store)
  }
}

const levelOf = (store: string): string => join(store, 'level')

async function openUnlessDamaged(folder: string): Promise<Level | null> {
  // LevelDB takes a folder without CURRENT for a new one and deletes the tables in it.
  const fresh = !(await readdir(folder)).some((file) => isTable(file) || isLog(file))
  try {
    return await open(folder, fresh)
  } catch (error) {
    if (fresh || hasCode(error, 'LEVEL_LOCKED')) throw error
    if (hasCode(error, 'LEVEL_CORRUPTION') || (await lostItsCatalogue(folder))) return null
    throw error
  }
}

async function open(folder: string, createIfMissing: boolean): Promise<Level> {
  const encodings = { keyEncoding: 'utf8', valueEncoding: 'view' }
  // Without compression, which Yjs updates gain little from, mendTable can read every table.
  const level: Level = new ClassicLevel(folder, { ...encodings, createIfMissing, compression: false })
  await level.open()
  return level
}

/** CURRENT is one line, the name of the catalogue in use. */
async function lostItsCatalogue(folder: string): Promise<boolean> {
  const files = await readdir(folder)
  return !files.includes('CURRENT') || !files.includes((await readFile(join(folder, 'CURRENT'), 'latin1')).trimEnd())
}

async function rebuild(folder: string): Promise<Level> {
  await keepAside(folder)
  await mendTables(folder)
  await ClassicLevel.repair(folder)
  return open(folder, false)
}

const isTable = (file: string): boolean => /\.(ldb|sst)$/.test(file)
const isLog = (file: string): boolean => file.endsWith('.log')
const isCatalogue = (file: string): boolean => /^(CURRENT|MANIFEST)/.test(file)

async function logsAreWhole(folder: string): Promise<boolean> {
  for (const file of await readdir(folder)) {
    if ((isLog(file) || file.startsWith('MANIFEST')) && !logIsWhole(await readFile(join(folder, file)))) return false
  }
  return true
}

async function mendTables(folder: string): Promise<void> {
  let kept = false
  for (const file of (await readdir(folder)).filter(isTable)) {
    const path = join(folder, file)
    const table = await readFile(path)
    const verdict = mendTable(table)
    if (verdict === 'whole') continue
    if (!kept) await keepAside(folder)
    kept = true
    if (verdict === 'mended') await atomicWrite(path, table, { mode: 0o600 })
    else await rm(path)
  }
}

/** Second names for the files: LevelDB never writes into a file of an earlier session, it only deletes them. */
async function keepAside(folder: string): Promise<void> {
  const aside = await mkdtemp(`${folder}.damaged-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}-`)
  const files = (await readdir(folder)).filter((file) => isTable(file) || isLog(file) || isCatalogue(file))
  await Promise.all(files.map((file) => keep(join(folder, file), join(aside, file))))
}

async function keep(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch {
    await copyFile(from, to)
  }
}

/** Opening writes what stands in the log once more, into a table. @throws the error of the file system where that cannot be */
export async function roomToReopen(store: string, more: number): Promise<void> {
  const folder = levelOf(store)
  await probeRoom(folder, (await sizeOf(folder, isLog)) + 64 * 1024 + 2 * more)
}

async function sizeOf(folder: string, which: (file: string) => boolean): Promise<number> {
  const files = (await readdir(folder)).filter(which)
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** The engine hides its reason in `cause`. */
const causes = (error: unknown): unknown[] =>
  error instanceof Error && error.cause !== undefined ? [error, ...causes(error.cause)] : [error]

export const hasCode = (error: unknown, code: string): boolean => causes(error).some((cause) => errorCode(cause) === code)

/** A table that cannot be read where it should is as damaged as one whose checksum is wrong. */
export const isUnreadable = (error: unknown): boolean => hasCode(error, 'LEVEL_CORRUPTION') || hasCode(error, 'LEVEL_IO_ERROR')

/**
 * What a person is told of an error in opening or writing. The engine's words come in the language of the system, so they are a hint only; otherwise the file
 * system is asked itself. An error that has no name stays what it is.
 */
export async function refusal(error: unknown, store: string): Promise<unknown> {
  if (error instanceof Refusal) return error
  const failure = named(error, store) ?? (await asked(error, store))
  return failure === null ? error : new Refusal(failure)
}

function named(error: unknown, path: string): Failure | null {
  if (hasCode(error, 'LEVEL_LOCKED')) return { kind: 'storeLocked', path }
  if (hasCode(error, 'LEVEL_CORRUPTION')) return { kind: 'storeDamaged', path, document: everyDocument }
  const full = causes(error).some((cause) => cause instanceof Error && /No space left|quota/i.test(cause.message))
  if (full) return { kind: 'diskFull', path }
  return (
    causes(error)
      .map((cause) => diskFailure(cause, path))
      .find((failure) => failure !== null) ?? null
  )
}

async function asked(error: unknown, store: string): Promise<Failure | null> {
  if (!hasCode(error, 'LEVEL_IO_ERROR')) return null
  try {
    await probeRoom(store, 64 * 1024)
    return null
  } catch (reason) {
    return diskFailure(reason, store)
  }
}
