import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { Stop, runChild } from './child.mjs'
import { withDisplay } from './display.mjs'
import { provideLibraries } from './libraries.mjs'
import { noSuchCommand } from './messages.mjs'
import { machineSwitches, projectFolder } from './platform.mjs'
import { provideElectron } from './provide.mjs'

/**
 * Runs a script, or the command of an installed package, that needs an Electron and a display. It finds in its
 * environment `YICE_ELECTRON`, the path of the binary; `YICE_ELECTRON_SWITCHES`, what to start it with on this machine
 * before the app folder (separated by spaces, mostly empty); and `YICE_ELECTRON_VERSION`.
 *
 * @param {readonly string[]} command `script.ts`, `script.mjs` or the name of a package, and its arguments
 * @returns {Promise<number>} the exit code
 */
export async function runWithElectron([target = '', ...args]) {
  const program = nodeArguments(target)
  const electron = await provideElectron()
  await provideLibraries(electron.path)
  const display = await withDisplay()
  try {
    return await runChild(process.execPath, [...program, ...args], {
      ...display.env,
      YICE_ELECTRON: electron.path,
      YICE_ELECTRON_SWITCHES: machineSwitches().join(' '),
      YICE_ELECTRON_VERSION: electron.version,
    })
  } finally {
    display.stop()
  }
}

/** @param {string} target */
function nodeArguments(target) {
  switch (extname(target)) {
    case '.ts':
    case '.mts':
    case '.tsx':
      return ['--import', import.meta.resolve('tsx'), target]
    case '.js':
    case '.mjs':
      return [target]
    default:
      return [commandFile(target)]
  }
}

/**
 * The file behind the command of an installed package that is named like the package. Started through Node, it needs no
 * shell, on Windows neither.
 *
 * @param {string} name
 */
export function commandFile(name) {
  const home = join(projectFolder, 'node_modules', name)
  const about = join(home, 'package.json')
  const bin = existsSync(about) ? JSON.parse(readFileSync(about, 'utf8')).bin : undefined
  const file = typeof bin === 'string' ? bin : bin?.[name]
  if (typeof file !== 'string') throw new Stop(noSuchCommand(name))
  return join(home, file)
}
