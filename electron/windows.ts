import { BrowserWindow, dialog, screen, type WebContents } from 'electron'
import { appOrigin } from '../shared/bridge.ts'
import { Refusal } from '../shared/errors.ts'
import { boundsFor, cascaded, smallest, type Rectangle } from './bounds.ts'
import { errorCode } from './hub/store/diskFailure.ts'
import { mayReload } from './restart.ts'
import { isPage, pagePath } from './security.ts'
import { text } from './text.ts'

/** What a window is to open with, and where it puts what the next start should know. */
export type WindowMemory = {
  bounds(): SavedBounds | null
  keepBounds(bounds: SavedBounds): void
  /** `#/memos/…` */
  place(): string
  keepPlace(place: string): void
  /** The windows beside the one that opens first. */
  others(): readonly OtherWindow[]
  keepOthers(others: readonly OtherWindow[]): void
  /** How large everything is shown, 1 as it is drawn. */
  zoom(): number
  /** The last window has gone. */
  left(): void
}
export type SavedBounds = Rectangle & { maximized: boolean }
export type OtherWindow = Rectangle & { place: string }

/** The desk of ui.md, so that the first frame is not a white one. */
const deskColour = '#f4f3ef'
/** How long a closing window waits for its last changes to be saved before it asks, in ms. */
const settleLimit = 2_000

/**
 * The app's windows: all on the one page, each with what it has not saved yet.
 *
 * DT1  One app a profile: a second start brings the first one's window forward and ends.
 * DT2  A hub that falls is started again, and the windows are told (`hubProcess.ts`).
 * DT3  Closing and quitting ask only when something is still unsaved after a moment's patience; what the person keeps stays open.
 * DT4  A page that falls is loaded again at the place it showed.
 * DT5  A window opens where it was, on a display that is there, with the size of ui.md at least.
 * DT6  The next start opens the last workspace at its last place.
 * DT7  It opens the other windows too that were open, where they stood and at their places; not what filled a screen.
 */
export class Windows {
  readonly #preload: string
  readonly #memory: WindowMemory
  readonly #unsaved = new Map<BrowserWindow, number>()
  readonly #waiting = new Set<() => void>()
  /** Windows that may close without being asked again. */
  readonly #leaving = new WeakSet<BrowserWindow>()

  /** All of them go, and are remembered as they stood before. */
  #ending = false

  constructor(preload: string, memory: WindowMemory) {
    this.#preload = preload
    this.#memory = memory
  }

  /** Opens a window on `place`, shown once it has something to show. */
  open(place = this.#memory.place(), fullscreen = false, at: Rectangle | null = null): BrowserWindow {
    const saved = this.#memory.bounds()
    const window = new BrowserWindow({
      ...(at ? boundsFor(at, displays()) : this.#bounds(saved)),
      minWidth: smallest.width,
      minHeight: smallest.height,
      title: text.desktop.name,
      fullscreen,
      show: false,
      backgroundColor: deskColour,
      webPreferences: {
        preload: this.#preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        // Its dictionaries would be fetched from the network.
        spellcheck: false,
        zoomFactor: this.#memory.zoom(),
      },
    })
    if (saved?.maximized === true && this.all().length === 0) window.maximize()
    this.#unsaved.set(window, 0)
    window.once('ready-to-show', () => window.show())
    this.#watch(window)
    load(window, place)
    return window
  }

  /** The first window, and when it has something to show those that were open beside it. */
  openAgain(): void {
    const others = this.#memory.others()
    this.open().once('ready-to-show', () => {
      for (const { place, ...bounds } of others) this.open(place, false, bounds)
    })
  }

  all(): BrowserWindow[] {
    return [...this.#unsaved.keys()]
  }

  has(page: WebContents): boolean {
    return this.all().some(({ webContents }) => webContents === page)
  }

  /** @throws Refusal `notFound` */
  of(page: WebContents): BrowserWindow {
    const window = this.all().find(({ webContents }) => webContents === page)
    if (!window) throw new Refusal({ kind: 'notFound' })
    return window
  }

  /** The one in use, else the first. */
  front(): BrowserWindow | undefined {
    return this.all().find((window) => window.isFocused()) ?? this.all()[0]
  }

  /** Brings a window before the person, at the place given; opens one when there is none. */
  show(place?: string): void {
    const window = this.front()
    if (!window) return void this.open(place)
    if (place !== undefined) load(window, place)
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  /** All are shown as large as the person has set. */
  resize(): void {
    for (const { webContents } of this.all()) webContents.setZoomFactor(this.#memory.zoom())
  }

  /** What a window says it still has to save. */
  report(page: WebContents, changes: number): void {
    const window = this.of(page)
    this.#unsaved.set(window, changes)
    for (const check of this.#waiting) check()
  }

  /** Whether these windows may go: at once when all is saved, else after a moment's patience and a question. */
  async mayLeave(windows = this.all()): Promise<boolean> {
    await this.#settled(windows)
    const changes = this.#changes(windows)
    if (changes === 0) return true
    const front = windows.find((window) => !window.isDestroyed())
    if (!front) return true
    const { message, detail, stay, leave } = text.desktop.unsaved
    const { response } = await dialog.showMessageBox(front, {
      type: 'warning',
      message: message(changes),
      detail,
      buttons: [stay, leave],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    return response === 1
  }

  /** Ends them without another question. */
  destroyAll(): void {
    const front = this.front()
    if (front) {
      this.#keepBounds(front)
      const place = placeOf(front)
      if (place !== '') this.#memory.keepPlace(place)
      this.#keepOthers(front)
    }
    this.#ending = true
    for (const window of this.all()) window.destroy()
  }

  /** Presses a key in the page that has the focus. */
  press(keyCode: string, modifiers: ('control' | 'shift')[]): void {
    for (const type of ['keyDown', 'keyUp'] as const) this.front()?.webContents.sendInputEvent({ type, keyCode, modifiers })
  }

  #bounds(saved: SavedBounds | null): Rectangle {
    const front = this.front()
    return boundsFor(front ? cascaded(front.getNormalBounds()) : saved, displays())
  }

  #watch(window: BrowserWindow): void {
    const page = window.webContents
    page.on('did-navigate', (_, url) => {
      // Chromium asks nobody about about:blank.
      if (!isPage(url)) load(window, this.#memory.place())
    })
    page.on('did-navigate-in-page', (_, url) => {
      this.#memory.keepPlace(new URL(url).hash)
      this.#keepOthers(window)
    })
    window.on('close', (event) => {
      this.#keepBounds(window)
      if (this.#changes([window]) === 0 || this.#leaving.has(window)) return
      event.preventDefault()
      void this.#leave(window)
    })
    window.on('closed', () => {
      this.#unsaved.delete(window)
      const front = this.front()
      if (!front) this.#memory.left()
      else if (!this.#ending) this.#keepOthers(front)
    })
    this.#reloadAfterFalls(window)
  }

  #keepBounds(window: BrowserWindow): void {
    this.#memory.keepBounds({ ...window.getNormalBounds(), maximized: window.isMaximized() })
  }

  #keepOthers(first: BrowserWindow): void {
    const others = this.all().filter((window) => window !== first && !window.isDestroyed() && !window.isFullScreen())
    this.#memory.keepOthers(others.map((window) => ({ ...window.getNormalBounds(), place: placeOf(window) })))
  }

  async #leave(window: BrowserWindow): Promise<void> {
    if (!(await this.mayLeave([window])) || window.isDestroyed()) return
    this.#leaving.add(window)
    window.close()
  }

  /** The text is safe in the hub, so a page that fell is simply loaded again (reliability.md F2). */
  #reloadAfterFalls(window: BrowserWindow): void {
    const falls: number[] = []
    window.webContents.on('render-process-gone', (_, { reason }) => {
      if (reason === 'clean-exit') return
      this.#unsaved.set(window, 0)
      falls.push(Date.now())
      if (mayReload(falls, Date.now())) window.webContents.reload()
      else void this.#askToReload(window)
    })
  }

  async #askToReload(window: BrowserWindow): Promise<void> {
    const { message, detail, reload, close } = text.desktop.crashed
    const { response } = await dialog.showMessageBox(window, { type: 'error', message, detail, buttons: [reload, close], noLink: true })
    if (response === 0) window.webContents.reload()
    else window.destroy()
  }

  #changes(windows: readonly BrowserWindow[]): number {
    return windows.reduce((sum, window) => sum + (this.#unsaved.get(window) ?? 0), 0)
  }

  #settled(windows: readonly BrowserWindow[]): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(limit)
        this.#waiting.delete(check)
        resolve()
      }
      const check = (): void => {
        if (this.#changes(windows) === 0) finish()
      }
      const limit = setTimeout(finish, settleLimit)
      this.#waiting.add(check)
      check()
    })
  }
}

/** The work areas of all displays, the primary one first. */
const displays = (): [Rectangle, ...Rectangle[]] => [
  screen.getPrimaryDisplay().workArea,
  ...screen.getAllDisplays().map(({ workArea }) => workArea),
]

/** Empty while its page is not there. */
const placeOf = ({ webContents }: BrowserWindow): string => (isPage(webContents.getURL()) ? new URL(webContents.getURL()).hash : '')

function load(window: BrowserWindow, place: string): void {
  window.loadURL(address(place)).catch((error: unknown) => {
    // A window that closes while it loads breaks the loading off, and so does a page that is loaded again meanwhile.
    if (!window.isDestroyed() && errorCode(error) !== 'ERR_ABORTED') throw error
  })
}

/** A place is a fragment and stays one, whatever it contains. */
function address(place: string): string {
  const url = new URL(pagePath, appOrigin)
  url.hash = place
  return url.href
}
