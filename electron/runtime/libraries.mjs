import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Stop } from './child.mjs'
import { aptFailed, installingLibraries, librariesMissing } from './messages.mjs'
import { hasDisplay } from './platform.mjs'

const electronPackages = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libatk-bridge2.0-0', 'libdrm2']
const displayPackages = ['xvfb', 'xauth']
const apt = ['-o', 'DPkg::Lock::Timeout=120']

/**
 * Sees to it that the binary can be loaded here and that there is a display, real or virtual, to be had. On Debian and
 * Ubuntu, as root, it installs what is missing; otherwise it throws a `Stop` with the line to run. Does nothing but on
 * Linux.
 *
 * @param {string} binary
 */
export async function provideLibraries(binary, say = console.error) {
  if (process.platform !== 'linux') return
  const missing = missingHere(binary)
  if (missing.length === 0) return
  const wanted = [...(hasDisplay() ? [] : displayPackages), ...electronPackages]
  const withApt = onPath('apt-get')
  if (!withApt || process.getuid?.() !== 0) {
    throw new Stop(librariesMissing(missing, withApt ? lineToRun(choosePackages(wanted, knownPackages())) : undefined))
  }
  installPackages(wanted, say)
  const still = missingHere(binary)
  if (still.length > 0) throw new Stop(librariesMissing(still, undefined))
}

/**
 * What this system lacks: names of shared libraries, and `Xvfb`.
 *
 * @param {string} binary
 */
function missingHere(binary) {
  // No ldd (musl, for one): nothing to go by, so the binary itself has to show.
  const ldd = spawnSync('ldd', [binary], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } })
  return [...missingLibraries(ldd.stdout ?? ''), ...(hasDisplay() || onPath('Xvfb') ? [] : ['Xvfb'])]
}

/**
 * The libraries that `ldd` did not find.
 *
 * @param {string} report
 */
export function missingLibraries(report) {
  return [...report.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => String(name))
}

/**
 * The same packages by the names this release has for them: since the move to 64-bit time, Debian 13 and Ubuntu 24.04
 * add `t64` to some (https://wiki.debian.org/ReleaseGoals/64bit-time), and the old name may be left as a virtual one
 * that apt-get will not choose from.
 *
 * @param {readonly string[]} wanted
 * @param {ReadonlySet<string>} known names in the package lists of this system
 */
export const choosePackages = (wanted, known) => wanted.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name))

/** @param {readonly string[]} packages */
const lineToRun = (packages) => `sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`

/** @param {readonly string[]} wanted @param {(line: string) => void} say */
function installPackages(wanted, say) {
  say(installingLibraries(wanted))
  // Lists that cannot be renewed may still do; what cannot be installed shows in the next step.
  const update = aptGet(['update'])
  const install = aptGet(['install', '-y', '--no-install-recommends', ...choosePackages(wanted, knownPackages())])
  if (install.status !== 0) throw new Stop(aptFailed(`${update.stderr}${install.stderr}`))
}

/** @param {readonly string[]} args */
const aptGet = (args) =>
  spawnSync('apt-get', [...apt, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })

function knownPackages() {
  const names = spawnSync('apt-cache', ['pkgnames'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return new Set((names.stdout ?? '').split('\n'))
}

/** @param {string} program */
function onPath(program) {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch (error) {
      if (error instanceof Error && 'code' in error) return false
      throw error
    }
  })
}
