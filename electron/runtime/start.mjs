import { join } from 'node:path'
import { endWithMessage, runChild } from './child.mjs'
import { provideLibraries } from './libraries.mjs'
import { noDisplay } from './messages.mjs'
import { hasDisplay, machineSwitches, projectFolder } from './platform.mjs'
import { provideElectron } from './provide.mjs'
import { commandFile, runWithElectron } from './withElectron.mjs'

const tourFolder = join('out', 'tour')

/** `npm start`: builds, then opens the app; where nothing can be shown, walks the guided tour and keeps its pictures. */
async function start() {
  process.chdir(projectFolder)
  const built = await build()
  if (built !== 0) return built
  if (hasDisplay()) {
    const electron = await provideElectron()
    await provideLibraries(electron.path)
    return runChild(electron.path, [...machineSwitches(), projectFolder, ...process.argv.slice(2)])
  }
  console.error(noDisplay(tourFolder))
  return runWithElectron([join('test', 'tour', 'tour.ts'), '--out', tourFolder])
}

function build() {
  // The oldest Electron that must run it, so that one build does for the pinned one and for the fallback.
  return runChild(process.execPath, [commandFile('electron-vite'), 'build'], {
    ELECTRON_MAJOR_VER: '33',
  })
}

await start().then((code) => (process.exitCode = code), endWithMessage)
