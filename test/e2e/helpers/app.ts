import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type {} from '../../../renderer/desktop.ts'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'

export const projectFolder = resolve(import.meta.dirname, '../../..')

/** What to start, from the environment that `electron/runtime/run.mjs` gives. */
export function electronBinary(): { executablePath: string; switches: string[] } {
  const executablePath = process.env['YICE_ELECTRON']
  if (!executablePath) throw new Error('YICE_ELECTRON is not set: run this through `node electron/runtime/run.mjs`')
  return { executablePath, switches: (process.env['YICE_ELECTRON_SWITCHES'] ?? '').split(' ').filter(Boolean) }
}

/** This process' environment without what would bend the app's, and with `YICE_PROFILE`. */
export function appEnvironment(profile: string, env: Record<string, string> = {}): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'NODE_OPTIONS',
  )
  return { ...Object.fromEntries(own), ...env, YICE_PROFILE: profile }
}

export const freshProfile = (): Promise<string> => mkdtemp(join(tmpdir(), 'yice-profile-'))

export type App = {
  electron: ElectronApplication
  /** The first window. */
  page: Page
  profile: string
  /** Errors of the pages' consoles and of scripts in them, of all windows. A test that provokes some empties it. */
  errors: string[]
  /** Introduces a person and opens the sample workspace, both over the bridge. */
  openSample(): Promise<void>
  /** The first window on a memo, and a second one on the same. */
  twoMemoWindows(): Promise<[Page, Page]>
  /** The next window to open while `act` runs. */
  windowFrom(act: () => Promise<unknown>): Promise<Page>
  /** Quits in order and removes a profile that was made here. @throws when `errors` is not empty */
  close(): Promise<void>
  /** SIGKILL to the main process; resolves when it is gone. The profile stays. */
  kill(): Promise<void>
}

/** A wait that says what it waits for when it takes long: a hook that times out names only its first line. */
export async function named<T>(what: string, wait: Promise<T>): Promise<T> {
  const late = setInterval(() => console.error(`Still ${what}`), 20_000)
  return wait.finally(() => clearInterval(late))
}

const hold = join(import.meta.dirname, 'hold.cjs')
/** In ms, shorter than a hook's: what Electron has said by then is in the error. */
const startTime = 60_000

/** The real app on a profile of its own: the given one, else a fresh temporary one. */
export async function launchApp({ profile: given, env = {} }: { profile?: string; env?: Record<string, string> } = {}): Promise<App> {
  const profile = given ?? (await freshProfile())
  const { executablePath, switches } = electronBinary()
  const args = ['-r', hold, ...switches, projectFolder]
  const electron = await named(
    'starting the app',
    _electron.launch({ executablePath, args, env: appEnvironment(profile, env), cwd: projectFolder, timeout: startTime }),
  )
  const errors = collectErrors(electron)
  const page = await named('waiting for its first window', electron.firstWindow())
  await named('waiting for the page in it', page.waitForLoadState())
  return {
    electron,
    page,
    profile,
    errors,
    openSample: () => openSample(page),
    twoMemoWindows: () => twoMemoWindows(electron, page),
    windowFrom: (act) => windowFrom(electron, act),
    async close() {
      // A question whether to leave would wait for a person, and there is none: the answer is yes, and is seen in the output.
      if (electron.process().exitCode === null)
        await electron.evaluate(({ dialog }) => {
          dialog.showMessageBox = () => {
            console.error('Asked whether to leave with unsaved changes')
            return Promise.resolve({ response: 1, checkboxChecked: false })
          }
        })
      await electron.close()
      if (given === undefined) await rm(profile, { recursive: true, force: true })
      if (errors.length > 0) throw new Error(`The pages reported errors:\n${errors.join('\n')}`)
    },
    async kill() {
      const child = electron.process()
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

function collectErrors(electron: ElectronApplication): string[] {
  const errors: string[] = []
  const watch = (page: Page): void => {
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  }
  electron.windows().forEach(watch)
  electron.on('window', watch)
  return errors
}

async function windowFrom(electron: ElectronApplication, act: () => Promise<unknown>): Promise<Page> {
  const [page] = await Promise.all([electron.waitForEvent('window'), act()])
  await page.waitForLoadState()
  return page
}

async function openSample(page: Page): Promise<void> {
  const opened = await page.evaluate(async () => {
    await window.yice.ask('introduce', { name: '林知远', organisation: '青岛民营经济智库秘书处' })
    return window.yice.ask('openSample', {})
  })
  if (!opened.ok) throw new Error(`The sample did not open: ${JSON.stringify(opened.failure)}`)
}

async function twoMemoWindows(electron: ElectronApplication, first: Page): Promise<[Page, Page]> {
  await first.evaluate(() => (location.hash = '#/memos'))
  await first.locator('main a[href^="#/memos/"]').first().click()
  await first.locator('.ProseMirror[contenteditable=true]').waitFor()
  const place = new URL(first.url()).hash
  const second = await windowFrom(electron, () => first.evaluate((at) => window.yice.ask('openWindow', { place: at }), place))
  await second.locator('.ProseMirror[contenteditable=true]').waitFor()
  return [first, second]
}
