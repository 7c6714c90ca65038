import type { BrowserWindow } from 'electron'
import { exportStep, type DesktopEventData, type ExportStep } from '../shared/desktop.ts'
import { Refusal } from '../shared/errors.ts'
import type { PrintJob, PrintParts } from './briefing/briefing.ts'
import type { FolderProgress } from './papers/folder.ts'

export type Export = {
  signal: AbortSignal
  /** Tells the window how many files of a folder are there. */
  progress(at: FolderProgress): void
  /** What one file is made with. */
  file(fileName: string): FileExport
}
export type FileExport = Required<PrintJob> & { writing(): void }

type Progress = DesktopEventData<'exportProgress'>
const steps = exportStep.options

/** How long the app waits at its end for what it has stopped to clear up after itself, ms: a disk that is gone may never answer. */
const settleLimit = 3_000

/**
 * Whatever is written outside the app.
 *
 * EX1 An export can be stopped from its first step to its last write, by whoever sees how far it is, by closing the window and by ending
 *     the app; nothing of it stays, and what stood in its place stays as it was.
 */
export class Exports {
  readonly #tell: (window: BrowserWindow, progress: Progress) => void
  readonly #running = new Map<number, { window: BrowserWindow; stop: AbortController; done: Promise<unknown> }>()
  #last = 0

  constructor(tell: (window: BrowserWindow, progress: Progress) => void) {
    this.#tell = tell
  }

  /** @throws Refusal `cancelled`, and whatever `work` refuses */
  async run<T>(window: BrowserWindow, work: (job: Export) => Promise<T>): Promise<T> {
    const job = (this.#last += 1)
    const stop = new AbortController()
    const abort = (): void => stop.abort()
    window.once('closed', abort)
    const tell = (at: Progress['at']): void => {
      if (!window.isDestroyed()) this.#tell(window, { job, at })
    }
    const { signal } = stop
    const file = (fileName: string): FileExport => {
      let parts: PrintParts | null = null
      const step = (of: ExportStep, made?: PrintParts): void => {
        // Of one that is made in parts these are how far it is, to its end.
        parts = made ?? parts
        tell({ step: of, fileName, ...(parts ?? { done: steps.indexOf(of), total: steps.length }) })
      }
      return { signal, step, writing: () => step('writing') }
    }
    const done = work({ signal, file, progress: (at) => tell({ ...at, step: null }) })
    this.#running.set(job, { window, stop, done: done.catch(() => undefined) })
    try {
      return await done
    } finally {
      this.#running.delete(job)
      tell(null)
      if (!window.isDestroyed()) window.off('closed', abort)
    }
  }

  /** Stops one that this window has begun. */
  cancel(job: number, window: BrowserWindow): void {
    const found = this.#running.get(job)
    if (found?.window === window) found.stop.abort()
  }

  /** Stops all, and waits until they have cleared up. */
  async close(): Promise<void> {
    const running = [...this.#running.values()]
    for (const { stop } of running) stop.abort()
    let clock: NodeJS.Timeout | undefined
    const limit = new Promise((resolve) => (clock = setTimeout(resolve, settleLimit)))
    await Promise.race([Promise.all(running.map(({ done }) => done)), limit])
    clearTimeout(clock)
  }
}

/** @throws Refusal `cancelled` */
export function throwIfStopped({ aborted }: AbortSignal): void {
  if (aborted) throw new Refusal({ kind: 'cancelled' })
}
