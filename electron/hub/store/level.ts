import { copyFile, link, mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { Refusal, type Failure } from '../../../shared/errors.ts'
import { diskFailure, errorCode, probeRoom } from './diskFailure.ts'
import { logIsWhole } from './levelLog.ts'

export type Level = ClassicLevel<string, Uint8Array>

/** Stands for the document in `storeDamaged` where no single one can be named. */
export const everyDocument = '*'

/**
 * Opens the engine in `folder`. Where LevelDB finds its own catalogue damaged, or `rebuild` asks for it, it is rebuilt from the
 * tables and logs; the checks of every document decide afterwards what is whole. Before anything is dropped, the folder as it
 * was is kept in `<folder>.damaged-<time>`.
 * @throws Refusal `storeLocked`, `notWritable`, `diskFull`, `storeDamaged`
 */
export async function openLevel(folder: string, { rebuild = false } = {}): Promise<Level> {
  try {
    await mkdir(folder, { recursive: true })
    await probeRoom(folder, 4096)
    const level = await lock(folder)
    if (level !== null && !rebuild) return level
    await level?.close()
    await keepAside(folder)
    await ClassicLevel.repair(folder)
    return await open(folder, false)
  } catch (error) {
    throw await refusal(error, folder)
  }
}

/** `null` where only a rebuild helps. */
async function lock(folder: string): Promise<Level | null> {
  const files = await readdir(folder)
  if (!(await logsAreWhole(folder, files))) await keepAside(folder)
  // LevelDB takes a folder without CURRENT for a new one and deletes the tables in it.
  const fresh = !files.some((file) => isTable(file) || isLog(file))
  try {
    return await open(folder, fresh)
  } catch (error) {
    if (hasCode(error, 'LEVEL_CORRUPTION') || (!fresh && !hasCode(error, 'LEVEL_LOCKED') && (await lostItsCatalogue(folder)))) return null
    throw error
  }
}

async function open(folder: string, createIfMissing: boolean): Promise<Level> {
  const level: Level = new ClassicLevel(folder, { keyEncoding: 'utf8', valueEncoding: 'view', createIfMissing })
  await level.open()
  return level
}

/** CURRENT is one line, the name of the catalogue in use. */
async function lostItsCatalogue(folder: string): Promise<boolean> {
  const files = await readdir(folder)
  return !files.includes('CURRENT') || !files.includes((await readFile(join(folder, 'CURRENT'), 'latin1')).trimEnd())
}

const isTable = (file: string): boolean => /\.(ldb|sst)$/.test(file)
const isLog = (file: string): boolean => file.endsWith('.log')
const isCatalogue = (file: string): boolean => /^(CURRENT|MANIFEST)/.test(file)

async function logsAreWhole(folder: string, files: string[]): Promise<boolean> {
  for (const file of files.filter((candidate) => isLog(candidate) || candidate.startsWith('MANIFEST'))) {
    if (!logIsWhole(await readFile(join(folder, file)))) return false
  }
  return true
}

/** Second names for the files: LevelDB never writes into a file of an earlier session, it only deletes them. */
async function keepAside(folder: string): Promise<void> {
  const aside = `${folder}.damaged-${new Date().toISOString().replaceAll(/[-:]/g, '')}`
  await mkdir(aside)
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
export async function roomToReopen(folder: string, more: number): Promise<void> {
  const logs = (await readdir(folder)).filter(isLog)
  const sizes = await Promise.all(logs.map(async (file) => (await stat(join(folder, file))).size))
  await probeRoom(folder, sizes.reduce((sum, size) => sum + size, 64 * 1024 + 2 * more))
}

/** The engine hides its reason in `cause`. */
const causes = (error: unknown): unknown[] =>
  error instanceof Error && error.cause !== undefined ? [error, ...causes(error.cause)] : [error]

export const hasCode = (error: unknown, code: string): boolean => causes(error).some((cause) => errorCode(cause) === code)

/**
 * What a person is told. The engine's words come in the language of the system, so they are a hint only; otherwise the file
 * system is asked itself. An error that has no name stays what it is.
 */
export async function refusal(error: unknown, folder: string, document = everyDocument): Promise<unknown> {
  if (error instanceof Refusal) return error
  const failure = named(error, folder, document) ?? (await asked(error, folder))
  return failure === null ? error : new Refusal(failure)
}

function named(error: unknown, path: string, document: string): Failure | null {
  if (hasCode(error, 'LEVEL_LOCKED')) return { kind: 'storeLocked', path }
  if (hasCode(error, 'LEVEL_CORRUPTION')) return { kind: 'storeDamaged', path, document }
  const full = causes(error).some((cause) => cause instanceof Error && /No space left|quota/i.test(cause.message))
  if (full) return { kind: 'diskFull', path }
  return causes(error).map((cause) => diskFailure(cause, path)).find((failure) => failure !== null) ?? null
}

async function asked(error: unknown, folder: string): Promise<Failure | null> {
  if (!hasCode(error, 'LEVEL_IO_ERROR')) return null
  try {
    await probeRoom(folder, 64 * 1024)
    return null
  } catch (reason) {
    return diskFailure(reason, folder)
  }
}
