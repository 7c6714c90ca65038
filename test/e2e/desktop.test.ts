import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { appEnvironment, electronBinary, freshProfile, launchApp, projectFolder, type App } from './helpers/app.ts'

const onLinux = process.platform === 'linux'
const cleanUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const act of cleanUp.splice(0).reverse()) await act()
})

/** A profile that outlives an app, removed after the test. */
async function lastingProfile(): Promise<string> {
  const profile = await freshProfile()
  cleanUp.push(() => rm(profile, { recursive: true, force: true }))
  return profile
}

/** Starts the app as a person does, without the test driver. */
function startBare(profile: string) {
  const { executablePath, switches } = electronBinary()
  const child = spawn(executablePath, [...switches, projectFolder], { env: appEnvironment(profile), stdio: 'ignore' })
  return { child, ended: once(child, 'exit') }
}

/** Asks again until the answer is not `undefined`; every turn lets the machine breathe. */
async function until<T>(ask: () => Promise<T | undefined> | T | undefined, limit = 60_000): Promise<T> {
  const deadline = Date.now() + limit
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) throw new Error('What was waited for did not come')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** The hub's process, if it runs. */
const hubPid = (app: App): Promise<number | undefined> =>
  app.electron.evaluate(({ app }) => app.getAppMetrics().find(({ name, serviceName }) => [name, serviceName].includes('Yice hub'))?.pid)

const connected = async (app: App): Promise<boolean> => (await app.page.evaluate(() => window.yice.ask('connectHub', {}))).ok

describe('DT1 one app a profile', () => {
  it('DT1 a second start brings the window of the first forward and ends', async () => {
    const app = await launchApp()
    cleanUp.push(() => app.close())
    await app.electron.evaluate(({ app, BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.hide()
      Object.assign(globalThis, { seconds: 0 })
      app.on('second-instance', () => Object.assign(globalThis, { seconds: 1 }))
    })
    const second = startBare(app.profile)
    expect(await second.ended).toEqual([0, null])
    await until(() => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() || undefined))
    expect(await app.electron.evaluate('globalThis.seconds')).toBe(1)
    expect(app.electron.windows()).toHaveLength(1)
  })
})

describe('DT2 a hub that falls', () => {
  it('DT2 is started again, the windows are told and get new ports; no window falls with it', async () => {
    const app = await launchApp()
    cleanUp.push(() => app.close())
    await app.openSample()
    expect(await connected(app)).toBe(true)
    const restarted = app.page.evaluate(() => new Promise<void>((resolve) => window.yice.on('hubRestarted', () => resolve())))
    const first = await until(() => hubPid(app))
    const fallen = Date.now()
    process.kill(first, 'SIGKILL')
    await restarted
    expect(Date.now() - fallen).toBeLessThan(5_000)
    expect(await connected(app)).toBe(true)
    expect(await hubPid(app)).not.toBe(first)
    expect(app.electron.windows()).toHaveLength(1)
    app.errors.splice(0)
  })

  it('DT2 ends with the app, in order or not', async () => {
    const profile = await lastingProfile()
    const app = await launchApp({ profile })
    await app.openSample()
    const first = await until(() => hubPid(app))
    await app.close()
    expect(isRunning(first)).toBe(false)
    const again = await launchApp({ profile })
    const second = await until(() => hubPid(again))
    await again.kill()
    await until(() => (isRunning(second) ? undefined : true))
  })
})

describe('DT3 what is unsaved', () => {
  /** Answers each question with `response` and keeps what was asked. */
  const answerWith = (app: App, response: number) =>
    app.electron.evaluate(({ dialog }, response) => {
      const asked: string[] = []
      Object.assign(globalThis, { asked })
      const showMessageBox = (...args: { message?: string }[]) => {
        asked.push(args.at(-1)?.message ?? '')
        return Promise.resolve({ response, checkboxChecked: false })
      }
      Object.assign(dialog, { showMessageBox })
    }, response)
  const asked = (app: App): Promise<unknown> => app.electron.evaluate('globalThis.asked')
  const report = (app: App, changes: number) => app.page.evaluate((count) => window.yice.ask('reportUnsaved', { changes: count }), changes)
  const closeWindow = (app: App) => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())

  it('DT3 a window with unsaved changes asks, and stays when told to', async () => {
    const app = await launchApp()
    cleanUp.push(() => app.close())
    await answerWith(app, 0)
    await report(app, 3)
    await closeWindow(app)
    await until(async () => (JSON.stringify(await asked(app)).includes('3') ? true : undefined))
    expect(app.page.isClosed()).toBe(false)
    await app.electron.evaluate(({ app }) => app.quit())
    await until(async () => (JSON.stringify(await asked(app)).split('3').length === 3 ? true : undefined))
    expect(app.page.isClosed()).toBe(false)
    await report(app, 0)
  })

  it('DT3 a window that gets its changes saved meanwhile closes without a question', async () => {
    const app = await launchApp()
    await answerWith(app, 0)
    await report(app, 1)
    const ended = once(app.electron.process(), 'exit')
    await closeWindow(app)
    await report(app, 0).catch(String)
    expect(await ended).toEqual([0, null])
  })

  it('DT3 a window that may go goes, unsaved or not', async () => {
    const app = await launchApp()
    await answerWith(app, 1)
    await report(app, 1)
    const ended = once(app.electron.process(), 'exit')
    await closeWindow(app)
    expect(await ended).toEqual([0, null])
  })
})

describe('DT4 a page that falls', () => {
  it('DT4 is loaded again where it was, within two seconds', async () => {
    const app = await launchApp()
    cleanUp.push(() => app.close())
    await app.openSample()
    await app.page.evaluate(() => (location.hash = '#/memos'))
    const fallen = Date.now()
    const shown = await app.electron.evaluate(async ({ BrowserWindow }): Promise<unknown> => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents
      const loaded = new Promise<void>((resolve) => page?.once('did-finish-load', () => resolve()))
      page?.forcefullyCrashRenderer()
      await loaded
      return page?.executeJavaScript('location.hash')
    })
    expect(shown).toBe('#/memos')
    expect(Date.now() - fallen).toBeLessThan(5_000)
    app.errors.splice(0)
  })
})

describe('DT6 the next start', () => {
  it('DT6 opens the workspace and the place that were open, after a kill too', async () => {
    const profile = await lastingProfile()
    const app = await launchApp({ profile })
    await app.openSample()
    const { workspace } = await openWorkspace(app)
    await app.page.evaluate(() => (location.hash = '#/briefings'))
    await until(async () => ((await readFile(join(profile, 'profile.json'), 'utf8')).includes('#/briefings') ? true : undefined))
    await app.kill()
    const again = await launchApp({ profile })
    cleanUp.push(() => again.close())
    expect((await openWorkspace(again)).workspace.id).toBe(workspace.id)
    expect(new URL(again.page.url()).hash).toBe('#/briefings')
    expect(await connected(again)).toBe(true)
  })

  it('DT7 opens the other windows too, each at its place, and no longer one that was closed', async () => {
    const profile = await lastingProfile()
    const app = await launchApp({ profile })
    await app.openSample()
    const openAt = (place: string) => app.windowFrom(() => app.page.evaluate((at) => window.yice.ask('openWindow', { place: at }), place))
    await openAt('#/memos')
    const closed = await openAt('#/members')
    await openAt('#/recommendations/board')
    await closed.close()
    await app.page.evaluate(() => (location.hash = '#/briefings'))
    const ended = once(app.electron.process(), 'exit')
    await app.electron.evaluate(({ app: electron }) => electron.quit())
    await ended
    const again = await launchApp({ profile })
    cleanUp.push(() => again.close())
    const places = (): string[] =>
      again.electron
        .windows()
        .map((page) => new URL(page.url()).hash)
        .sort()
    await until(() => (places().length === 3 ? true : undefined))
    expect(places()).toEqual(['#/briefings', '#/memos', '#/recommendations/board'])
  })

  it('DT6 tells of a profile that could not be read, and keeps it', async () => {
    const profile = await lastingProfile()
    const { writeFile } = await import('node:fs/promises')
    await writeFile(join(profile, 'profile.json'), '{"version":0,"da')
    const app = await launchApp({ profile })
    cleanUp.push(() => app.close())
    const session = await app.page.evaluate(() => window.yice.ask('session', {}))
    expect(session).toMatchObject({ ok: true, value: { person: null, notices: [{ kind: 'fileUnreadable' }] } })
    expect(readdirSync(profile).filter((name) => name.startsWith('profile.unreadable-'))).toHaveLength(1)
  })
})

describe.skipIf(!onLinux)('SE7 the network', () => {
  it('SE7 no process of the app listens on a port, with a workspace open', async () => {
    const profile = await lastingProfile()
    const prepared = await launchApp({ profile })
    await prepared.openSample()
    await prepared.close()
    const { child, ended } = startBare(profile)
    cleanUp.push(async () => {
      child.kill('SIGKILL')
      await ended
    })
    const own = (): number[] => descendants(child.pid ?? NaN)
    await until(() => own().find((pid) => filesOf(pid).some((path) => path.startsWith(join(profile, 'workspaces')))))
    await until(() => (own().some((pid) => commandOf(pid).includes('--type=renderer')) ? true : undefined))
    const sockets = new Set(own().flatMap((pid) => filesOf(pid).flatMap((path) => /^socket:\[(\d+)\]$/.exec(path)?.[1] ?? [])))
    expect(sockets.size).toBeGreaterThan(0)
    expect(bound().filter(({ inode }) => sockets.has(inode))).toEqual([])
  })
})

async function openWorkspace(app: App) {
  const session = await app.page.evaluate(() => window.yice.ask('session', {}))
  if (!session.ok || !session.value.open) throw new Error('No workspace is open')
  return session.value.open
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !onLinux || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}

/** What a process that may end at any moment has to say; nothing once it is gone. */
function ofProcess<T>(read: () => T, otherwise: T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Error && 'code' in error) return otherwise
    throw error
  }
}

const commandOf = (pid: number): string => ofProcess(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '), '')
const filesOf = (pid: number): string[] =>
  ofProcess(() => readdirSync(`/proc/${pid}/fd`), []).map((fd) => ofProcess(() => readlinkSync(`/proc/${pid}/fd/${fd}`), ''))

function descendants(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      parent: Number(/^PPid:\s+(\d+)/m.exec(ofProcess(() => readFileSync(`/proc/${name}/status`, 'utf8'), ''))?.[1]),
    }))
  const below = (pid: number): number[] => [pid, ...parents.filter(({ parent }) => parent === pid).flatMap((child) => below(child.pid))]
  return below(root)
}

/** TCP sockets that listen and UDP sockets that are bound, of the whole machine. */
const bound = (): { table: string; local: string; inode: string }[] =>
  ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) =>
    ofProcess(() => readFileSync(`/proc/net/${table}`, 'utf8'), '')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state]) => !table.startsWith('tcp') || state === '0A')
      .flatMap(([, local, , , , , , , , inode]) => (local && inode ? [{ table, local, inode }] : [])),
  )
