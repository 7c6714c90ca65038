import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { chromium } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { zh } from '../../shared/i18n/zh.ts'
import { appEnvironment, electronBinary, freshProfile, projectFolder } from './helpers/app.ts'
import { picture } from './helpers/picture.ts'

const folder = join(projectFolder, 'dist')
let binary = ''

/** On macOS the binary lies inside a bundle that the test machine would have to sign. */
const isMac = process.platform === 'darwin'

beforeAll(async () => {
  if (isMac) return
  await rm(folder, { recursive: true, force: true })
  await promisify(execFile)(process.execPath, [join(projectFolder, 'electron/runtime/package.mjs')], { cwd: projectFolder })
  const unpacked = (await readdir(folder)).find((name) => name.endsWith('-unpacked')) ?? ''
  binary = join(folder, unpacked, process.platform === 'win32' ? 'yice.exe' : 'yice')
}, 300_000)

describe.skipIf(isMac)(`PK the packaged app${isMac ? ': its bundle would have to be signed here' : ''}`, () => {
  it('PK1 has every fuse as decided', async () => {
    const wire = await getCurrentFuseWire(binary)
    // The wire holds what stands in the binary: the characters 0 and 1.
    const read = (fuse: FuseV1Options): boolean => String.fromCharCode(Number(wire[fuse])) === '1'
    expect({
      runAsNode: read(FuseV1Options.RunAsNode),
      cookieEncryption: read(FuseV1Options.EnableCookieEncryption),
      nodeOptions: read(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      nodeInspect: read(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: read(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: read(FuseV1Options.OnlyLoadAppFromAsar),
      browserSnapshot: read(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      filePrivileges: read(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      nodeInspect: false,
      asarIntegrity: true,
      onlyAsar: true,
      browserSnapshot: false,
      filePrivileges: false,
    })
  })

  it('PK2 opens the sample workspace, saves what is typed, and ends in order', async () => {
    const profile = await freshProfile()
    const { switches } = electronBinary()
    const child = spawn(binary, [...switches, '--remote-debugging-port=0'], {
      env: appEnvironment(profile),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const browser = await chromium.connectOverCDP(await listening(child.stderr))
    const page = browser.contexts()[0]?.pages()[0] ?? (await browser.contexts()[0]?.waitForEvent('page'))
    if (!page) throw new Error('the packaged app opened no window')
    await page.getByRole('textbox', { name: zh.app.start.name }).fill('林知远')
    await page.getByRole('textbox', { name: zh.app.start.organisation }).fill('青岛民营经济智库秘书处')
    await page.getByRole('button', { name: zh.app.start.next }).click()
    await page.getByRole('button', { name: zh.app.start.sample }).click()
    await page.getByRole('heading', { name: zh.app.home.coming }).waitFor()
    await page.evaluate(() => (location.hash = '#/memos'))
    await page.locator('main a[href^="#/memos/"]').first().click()
    await page.locator('.ProseMirror[contenteditable=true] p').last().click()
    await page.keyboard.type('打包后照常保存。')
    await page.getByText(zh.app.saveState.saved).waitFor()
    await picture(page, 'packaged')
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
    await browser.close()
    await rm(profile, { recursive: true, force: true })
  })
})

/** Where the app's DevTools listen, as it says itself. */
async function listening(stderr: NodeJS.ReadableStream): Promise<string> {
  let said = ''
  for await (const chunk of stderr) {
    said += String(chunk)
    const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? []
    if (address !== undefined) return address
  }
  throw new Error(`the packaged app ended: ${said}`)
}
