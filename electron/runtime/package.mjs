import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build, Platform } from 'electron-builder'
import { endWithMessage, Stop } from './child.mjs'
import { neverShipFallback } from './messages.mjs'
import { projectFolder } from './platform.mjs'
import { provideElectron } from './provide.mjs'

/**
 * Every fuse is stated, so that a new one is a decision and not a default (reliability.md, 1.2). `test/e2e/package.test.ts` reads them
 * back from the binary.
 *
 * @type {import('electron-builder').Configuration['electronFuses']}
 */
export const fuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
}

/** @type {import('electron-builder').Configuration} */
const configuration = {
  appId: 'cn.yice.desktop',
  productName: '议策',
  executableName: 'yice',
  directories: { output: 'dist' },
  files: ['out/**', 'package.json'],
  // Native modules have prebuilt binaries for N-API: nothing is compiled here.
  npmRebuild: false,
  electronFuses: fuses,
  protocols: [{ name: '议策', schemes: ['yice'] }],
  win: { target: 'nsis' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true, installerLanguages: ['zh_CN', 'en_US'] },
  mac: { target: 'dmg', category: 'public.app-category.productivity' },
  linux: { target: ['deb', 'AppImage'], category: 'Office' },
  deb: { maintainer: 'maintainers' },
}

/**
 * `package` makes the folder of the app for this machine, in `dist`; `package --installers` what people install, for which
 * electron-builder fetches tools. An Electron that is only for testing goes into no installer.
 */
async function makePackage() {
  const installers = process.argv.includes('--installers')
  const { path, version, fallback } = await provideElectron()
  if (installers && fallback) throw new Stop(neverShipFallback)
  const here = Platform.current()
  await build({
    projectDir: projectFolder,
    targets: installers ? here.createTarget() : here.createTarget('dir'),
    publish: 'never',
    config: {
      ...configuration,
      electronVersion: version,
      electronDist: fallback ? dirname(path) : join(projectFolder, 'node_modules', 'electron', 'dist'),
      // What starts a checkout has no place beside an app that is whole.
      afterExtract: ({ appOutDir }) => rm(join(appOutDir, 'resources', 'app'), { recursive: true, force: true }),
    },
  })
}

await makePackage().catch(endWithMessage)
