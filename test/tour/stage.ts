import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { freshProfile, launchApp, type App } from '../e2e/helpers/app.ts'
import { openProxy, type Proxy } from '../helpers/proxy.ts'

/** The app under way, with what the steps hand on to each other. */
export type Stage = {
  out: string
  app: App
  /** The window the story is told in, and the colleague's beside it once it is open. */
  page: Page
  second: Page | null
  /** A colleague's app in another office, once it is started, and the wire between the two. */
  colleague: { app: App; wire: Proxy } | null
  /** A picture of a window, named after the step: `07-memo`, `07-memo-second`. */
  picture: (page: Page, name?: string) => Promise<void>
  /** Notes what was checked, or fails the step. */
  check: (what: string, held: boolean) => void
  /** Kills the app where it stands and starts it again on the same profile. */
  killAndRestart: () => Promise<void>
  /** Starts the colleague's app; the wire leads to this port. */
  startColleague: (port: number) => Promise<{ app: App; wire: Proxy }>
}

export type Step = { name: string; title: string; act: (stage: Stage) => Promise<void> }
export type Told = { name: string; title: string; seconds: number; checked: string[]; pictures: string[]; failure?: string }

const size = { width: 1280, height: 860 }

/** Performs the steps on a fresh profile; stops at the first that fails. Leaves pictures and `tour.json` in `out`. */
export async function perform(steps: readonly Step[], out: string, log: (line: string) => void): Promise<Told[]> {
  await mkdir(out, { recursive: true })
  const profile = await freshProfile()
  const first = await launchApp({ profile })
  const told: Told[] = []
  let now: Told = { name: '', title: '', seconds: 0, checked: [], pictures: [] }
  const stage: Stage = {
    out,
    app: first,
    page: first.page,
    second: null,
    colleague: null,
    async picture(page, name = now.name) {
      await page.evaluate('document.fonts.ready.then(() => undefined)')
      await page.screenshot({ path: join(out, `${name}.png`) })
      now.pictures.push(`${name}.png`)
    },
    check(what, held) {
      if (!held) throw new Error(`Did not hold: ${what}`)
      now.checked.push(what)
    },
    async killAndRestart() {
      await stage.app.kill()
      stage.app = await launchApp({ profile })
      stage.page = stage.app.page
      stage.second = null
      await resize(stage.app)
    },
    async startColleague(port) {
      const [app, wire] = await Promise.all([launchApp(), openProxy(() => port)])
      await resize(app)
      return (stage.colleague = { app, wire })
    },
  }
  await resize(first)
  try {
    for (const [at, step] of steps.entries()) {
      now = { name: `${String(at + 1).padStart(2, '0')}-${step.name}`, title: step.title, seconds: 0, checked: [], pictures: [] }
      told.push(now)
      const began = performance.now()
      try {
        await step.act(stage)
      } catch (reason) {
        now.failure = reason instanceof Error ? reason.message : String(reason)
        await stage.picture(stage.page, `${now.name}-failed`)
        if (stage.colleague) await stage.picture(stage.colleague.app.page, `${now.name}-failed-there`)
        throw reason
      } finally {
        now.seconds = Math.round((performance.now() - began) / 100) / 10
        log(`${now.failure ? '✗' : '✓'} ${now.name} ${now.title} (${now.seconds} s)`)
      }
    }
  } finally {
    await writeFile(join(out, 'tour.json'), `${JSON.stringify({ steps: told }, null, 2)}\n`)
    await stage.colleague?.app.close()
    await stage.app.close()
    await stage.colleague?.wire.close()
  }
  return told
}

const resize = (app: App): Promise<void> =>
  app.electron.evaluate(({ BrowserWindow }, to) => {
    for (const window of BrowserWindow.getAllWindows()) if (window.isVisible()) window.setContentSize(to.width, to.height)
  }, size)
