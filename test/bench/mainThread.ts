import { readFile, rm } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import type { App } from '../e2e/helpers/app.ts'

const event = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  /** When, and how much of the processor's time it took, in µs. */
  ts: z.number(),
  tdur: z.number().optional(),
})
const trace = z.object({ traceEvents: z.array(z.looseObject({})) })

export type Work = {
  /** What the window's main thread was at from one frame to the next, in ms of the processor. */
  frames: number[]
  /** Each task of a millisecond or more, the same. */
  tasks: number[]
}

/**
 * The work of a window's main thread while something is done, by the processor's clock: other programs on the machine make it wait,
 * but not longer.
 */
export async function workDuring({ electron }: App, page: Page, act: () => Promise<unknown>): Promise<Work> {
  const pid = await electron.evaluate(
    ({ BrowserWindow }, url) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL() === url)
        ?.webContents.getOSProcessId() ?? 0,
    page.url(),
  )
  await electron.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['toplevel', 'devtools.timeline', '__metadata'], excluded_categories: ['*'] }),
  )
  await act()
  const path = await electron.evaluate(({ contentTracing }) => contentTracing.stopRecording())
  const { traceEvents } = trace.parse(JSON.parse(await readFile(path, 'utf8')))
  await rm(path)
  const events = traceEvents.flatMap((one) => event.safeParse(one).data ?? []).filter((one) => one.pid === pid)
  // The main thread of a process has the number of the process.
  const tasks = events.filter(({ name, tid }) => name === 'ThreadControllerImpl::RunTask' && tid === pid).sort((a, b) => a.ts - b.ts)
  const begins = events.flatMap(({ name, ph, ts }) => (name === 'AnimationFrame' && ph === 'b' ? [ts] : [])).sort((a, b) => a - b)
  const frames = begins.map(() => 0)
  let at = 0
  for (const { ts, tdur = 0 } of tasks) {
    while (at + 1 < begins.length && (begins[at + 1] ?? Infinity) <= ts) at++
    frames[at] = (frames[at] ?? 0) + tdur / 1000
  }
  return { frames, tasks: tasks.flatMap(({ tdur = 0 }) => (tdur >= 1000 ? [tdur / 1000] : [])) }
}
