import { app, nativeImage, Notification } from 'electron'
import type { DesktopAsk } from '../shared/desktop.ts'
import type { Windows } from './windows.ts'

type Concern = DesktopAsk<'concern'>

/** Told already in this run, by any window. */
const told = new Set<string>()
/** A notification that nothing holds on to loses its click. */
const shown = new Set<Notification>()

/** What waits for this person: a number on the app's icon, and a notification of the system for each thing that is new. */
export function showConcerns({ count, fresh }: Concern, notify: boolean, windows: Windows): void {
  app.setBadgeCount(notify ? count : 0)
  if (process.platform === 'win32')
    for (const window of windows.all()) window.setOverlayIcon(notify && count > 0 ? dot() : null, notify && count > 0 ? String(count) : '')
  if (!notify || !Notification.isSupported()) return
  for (const { title, body, place } of fresh) {
    const key = `${title} ${body} ${place}`
    if (told.has(key)) continue
    told.add(key)
    const notification = new Notification({ title, body })
    shown.add(notification)
    notification.on('click', () => windows.show(place))
    notification.on('close', () => shown.delete(notification))
    notification.show()
  }
}

const side = 16
/** 朱红, as bytes in the order blue, green, red, opacity. */
const accent = [0x1a, 0x20, 0xa8, 0xff]

/** A dot for the corner of the icon in the task bar. */
function dot(): Electron.NativeImage {
  const pixels = Buffer.alloc(side * side * 4)
  for (let at = 0; at < side * side; at++) {
    const [x, y] = [(at % side) - side / 2 + 0.5, Math.floor(at / side) - side / 2 + 0.5]
    if (Math.hypot(x, y) <= side / 2 - 1) pixels.set(accent, at * 4)
  }
  return nativeImage.createFromBitmap(pixels, { width: side, height: side })
}
